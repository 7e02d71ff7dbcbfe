//! Retriers and catchers, compiled.

use std::time::Duration;

use sfn_asl::{ErrorName, JitterStrategy};

use super::StateIndex;
use super::dataflow::Exit;

/// The longest delay before a retry: that of AWS's largest `IntervalSeconds`.
const MAX_DELAY_SECONDS: f64 = 99_999_999.0;

/// Which errors a retrier or catcher is for.
#[derive(Debug)]
pub(crate) struct ErrorSet(Vec<ErrorName>);

impl ErrorSet {
    pub fn new(names: &[ErrorName]) -> Self {
        Self(names.to_vec())
    }

    /// Whether it is for this error.
    ///
    /// `States.Runtime` is never matched, not even by its own name (recorded). `States.Timeout` is also for missed
    /// heartbeats, and `States.TaskFailed` for everything but timeouts (developer guide, "Error handling").
    pub fn matches(&self, error: &str) -> bool {
        let is = |name: ErrorName| error == name.as_str();
        if is(ErrorName::RUNTIME) {
            return false;
        }
        let timeout = is(ErrorName::TIMEOUT) || is(ErrorName::HEARTBEAT_TIMEOUT);
        self.0.iter().any(|name| {
            name.as_str() == error
                || *name == ErrorName::ALL
                || *name == ErrorName::TIMEOUT && timeout
                || *name == ErrorName::TASK_FAILED && !timeout
        })
    }
}

/// When and how often a state is tried again.
#[derive(Debug)]
pub(crate) struct Retrier {
    pub errors: ErrorSet,
    pub max_attempts: u32,
    interval_seconds: f64,
    backoff_rate: f64,
    max_delay_seconds: f64,
    pub jitter: bool,
}

impl Retrier {
    #[allow(clippy::cast_precision_loss)]
    pub fn new(retrier: &sfn_asl::Retrier) -> Self {
        let attempts = retrier
            .max_attempts
            .unwrap_or(sfn_asl::Retrier::DEFAULT_MAX_ATTEMPTS);
        let interval = retrier
            .interval_seconds
            .unwrap_or(sfn_asl::Retrier::DEFAULT_INTERVAL_SECONDS);
        let rate = retrier.backoff_rate.map(sfn_asl::Number::as_f64);
        Self {
            errors: ErrorSet::new(&retrier.error_equals),
            max_attempts: u32::try_from(attempts.max(0)).unwrap_or(u32::MAX),
            interval_seconds: interval as f64,
            backoff_rate: rate.unwrap_or(sfn_asl::Retrier::DEFAULT_BACKOFF_RATE),
            max_delay_seconds: retrier
                .max_delay_seconds
                .map_or(MAX_DELAY_SECONDS, |seconds| seconds as f64),
            jitter: retrier.jitter_strategy == Some(JitterStrategy::Full),
        }
    }

    /// The delay before the retry after `earlier` ones: the interval, multiplied by the rate each time, up to the cap.
    pub fn delay(&self, earlier: u32) -> Duration {
        let power = self.backoff_rate.powf(f64::from(earlier));
        // A rate below 1 never passes the rules; a delay is still never negative, infinite or NaN.
        let seconds = (self.interval_seconds * power).min(self.max_delay_seconds);
        Duration::from_secs_f64(seconds.clamp(0.0, MAX_DELAY_SECONDS))
    }
}

/// Where a state goes after an error.
#[derive(Debug)]
pub(crate) struct Catcher {
    pub errors: ErrorSet,
    pub exit: Exit,
    pub next: StateIndex,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_delays(retrier: sfn_asl::Retrier, expected: &[f64]) {
        let retrier = Retrier::new(&retrier);
        let delays: Vec<f64> = (0..)
            .take(expected.len())
            .map(|n| retrier.delay(n).as_secs_f64())
            .collect();
        assert_eq!(delays, expected);
    }

    fn all() -> sfn_asl::Retrier {
        sfn_asl::Retrier::new([ErrorName::ALL])
    }

    #[test]
    fn delays_double_from_one_second_where_nothing_is_said() {
        check_delays(all(), &[1.0, 2.0, 4.0, 8.0]);
    }

    #[test]
    fn delays_grow_by_the_rate_up_to_the_cap() {
        let retrier = sfn_asl::Retrier {
            interval_seconds: Some(3),
            backoff_rate: Some(1.5.into()),
            max_delay_seconds: Some(6),
            ..all()
        };
        check_delays(retrier, &[3.0, 4.5, 6.0, 6.0]);
    }

    #[test]
    fn a_delay_never_overflows() {
        let retrier = sfn_asl::Retrier {
            backoff_rate: Some(1e300.into()),
            ..all()
        };
        check_delays(retrier, &[1.0, MAX_DELAY_SECONDS, MAX_DELAY_SECONDS]);
    }

    #[track_caller]
    fn check_match(names: &[&str], error: &str, expected: bool) {
        let names: Vec<ErrorName> = names.iter().map(|name| ErrorName::from(*name)).collect();
        assert_eq!(ErrorSet::new(&names).matches(error), expected);
    }

    #[test]
    fn wildcards_match_what_aws_lets_them() {
        check_match(&["Declined", "Closed"], "Closed", true);
        check_match(&["Declined"], "Closed", false);
        check_match(&["States.ALL"], "Closed", true);
        check_match(&["States.ALL"], "States.DataLimitExceeded", true);
        check_match(&["States.ALL", "States.Runtime"], "States.Runtime", false);
        check_match(&["States.TaskFailed"], "Closed", true);
        check_match(&["States.TaskFailed"], "States.Timeout", false);
        check_match(&["States.TaskFailed"], "States.HeartbeatTimeout", false);
        check_match(&["States.Timeout"], "States.HeartbeatTimeout", true);
        check_match(&["States.HeartbeatTimeout"], "States.Timeout", false);
    }
}
