//! What is refused in a `retry(…)`.

use super::states_errors::{self, RETRYABLE, WILDCARDS};
use super::task::seconds;
use crate::parse::literal::{integer, number, text};
use crate::parse::task::RetryOptions;
use crate::refusal::{
    RETRY_ATTEMPTS, RETRY_BACKOFF, RETRY_ERROR, RETRY_JITTER, RETRY_MAX_DELAY, RETRY_STATES,
    RETRY_WILDCARD,
};
use crate::report::Report;
use syn::Expr;

/// The most attempts in the States Language.
const MAX_ATTEMPTS: i64 = 99_999_999;

/// `MaxDelaySeconds` has to be below this.
const DELAY_LIMIT: i64 = 31_622_400;

/// `IntervalSeconds` where nothing is said.
const DEFAULT_INTERVAL: i64 = 1;

/// Checks one retrier.
pub fn retry(retry: &RetryOptions, report: &mut Report) {
    for error in retry.errors.iter().flatten() {
        name(error, report);
    }
    if let Some(attempts) = &retry.attempts
        && !integer(attempts).is_some_and(|count| (0..=MAX_ATTEMPTS).contains(&count))
    {
        report.refuse(attempts, &RETRY_ATTEMPTS);
    }
    if let Some(backoff) = &retry.backoff
        && !number(backoff).is_some_and(|rate| rate.is_finite() && rate >= 1.0)
    {
        report.refuse(backoff, &RETRY_BACKOFF);
    }
    if let Some(jitter) = &retry.jitter
        && !matches!(text(jitter).as_deref(), Some("full" | "none"))
    {
        report.refuse(jitter, &RETRY_JITTER);
    }
    let interval = match &retry.interval {
        Some(interval) => seconds(Some(interval), report),
        None => Some(DEFAULT_INTERVAL),
    };
    if let Some(delay) = seconds(retry.max_delay.as_ref(), report)
        && let (Some(interval), Some(given)) = (interval, &retry.max_delay)
        && !(interval + 1..DELAY_LIMIT).contains(&delay)
    {
        report.refuse(&given.blame, &RETRY_MAX_DELAY);
    }
}

/// A variant is written with its enum; a text is a name.
fn name(error: &Expr, report: &mut Report) {
    match (error, text(error)) {
        (_, Some(name)) => {
            if WILDCARDS.contains(&name.as_str()) {
                report.refuse(error, &RETRY_WILDCARD);
            } else if name.is_empty() {
                report.refuse(error, &RETRY_ERROR);
            } else if name.starts_with(states_errors::PREFIX)
                && !states_errors::is_one_of(&name, RETRYABLE)
            {
                report.refuse(error, &RETRY_STATES);
            }
        }
        (Expr::Path(path), None) if path.path.segments.len() > 1 && path.qself.is_none() => {}
        (Expr::Group(group), None) => self::name(&group.expr, report),
        _ => report.refuse(error, &RETRY_ERROR),
    }
}
