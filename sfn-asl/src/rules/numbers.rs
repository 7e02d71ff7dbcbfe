//! Rules on numbers: each field's range, and how two fields stand to one another.
//!
//! The ranges are those that `ValidateStateMachineDefinition` was measured to have; where the specification is
//! stricter (it wants `IntervalSeconds` and a machine's `TimeoutSeconds` to be positive), AWS is followed.

use super::report::Findings;
use crate::definition::Definition;
use crate::expression::Dynamic;
use crate::finding::Code;
use crate::number::Number;
use crate::retry::Retrier;
use crate::state::{ItemBatcher, Map, ReaderConfig, StateKind, Task, WaitUntil};
use crate::survey::site::StateSite;

/// No number of seconds is larger (a little over three years).
const MAX_SECONDS: i64 = 99_999_999;
/// No delay before a retry is longer: 366 days.
const MAX_DELAY_SECONDS: i64 = 31_622_400;
/// No input of an execution is larger, in bytes.
const MAX_INPUT_BYTES: i64 = 262_144;

/// AWS accepts 0, which the specification does not.
pub(super) fn machine_timeout(definition: &Definition, findings: &mut Findings) {
    if let Some(seconds) = definition.timeout_seconds {
        in_range(
            "/TimeoutSeconds",
            seconds.into(),
            0,
            Some(MAX_SECONDS),
            findings,
        );
    }
}

pub(super) fn state(site: &StateSite<'_, '_>, findings: &mut Findings) {
    match &site.state.kind {
        StateKind::Task(task) => task_times(site, task, findings),
        StateKind::Wait(wait) => {
            if let WaitUntil::Seconds(seconds) = &wait.until {
                literal(
                    site,
                    "Seconds",
                    Some(seconds),
                    0,
                    Some(MAX_SECONDS),
                    findings,
                );
            }
        }
        StateKind::Map(map) => map_limits(site, map, findings),
        StateKind::Pass(_)
        | StateKind::Choice(_)
        | StateKind::Succeed(_)
        | StateKind::Fail(_)
        | StateKind::Parallel(_) => {}
    }
    for (position, retrier) in site.state.retriers().iter().enumerate() {
        retrier_numbers(
            &site.place(&format!("Retry[{position}]")),
            retrier,
            findings,
        );
    }
}

fn task_times(site: &StateSite<'_, '_>, task: &Task, findings: &mut Findings) {
    let (timeout, heartbeat) = (
        task.timeout_seconds.as_ref(),
        task.heartbeat_seconds.as_ref(),
    );
    literal(
        site,
        "TimeoutSeconds",
        timeout,
        1,
        Some(MAX_SECONDS),
        findings,
    );
    literal(
        site,
        "HeartbeatSeconds",
        heartbeat,
        1,
        Some(MAX_SECONDS),
        findings,
    );
    // A task that may be silent for as long as it may run has no use for heartbeats (spec, "Timeouts"; the
    // words are not known).
    let literals = timeout
        .and_then(Dynamic::literal)
        .zip(heartbeat.and_then(Dynamic::literal));
    if let Some((timeout, heartbeat)) = literals
        && heartbeat >= timeout
    {
        findings.report(
            Code::SchemaValidationFailed,
            &site.location,
            "'HeartbeatSeconds' must be smaller than 'TimeoutSeconds'",
            format!("use at most {} seconds", timeout.saturating_sub(1)),
        );
    }
}

fn map_limits(site: &StateSite<'_, '_>, map: &Map, findings: &mut Findings) {
    literal(
        site,
        "MaxConcurrency",
        map.max_concurrency.as_ref(),
        0,
        None,
        findings,
    );
    literal(
        site,
        "ToleratedFailureCount",
        map.tolerated_failure_count.as_ref(),
        0,
        None,
        findings,
    );
    let percentage = map.tolerated_failure_percentage.as_ref();
    literal(
        site,
        "ToleratedFailurePercentage",
        percentage,
        0,
        Some(100),
        findings,
    );
    if let Some(ItemBatcher {
        max_items_per_batch,
        max_input_bytes_per_batch,
        ..
    }) = &map.item_batcher
    {
        let items = max_items_per_batch.as_ref();
        literal(
            site,
            "ItemBatcher/MaxItemsPerBatch",
            items,
            1,
            None,
            findings,
        );
        let (field, bytes) = (
            "ItemBatcher/MaxInputBytesPerBatch",
            max_input_bytes_per_batch.as_ref(),
        );
        literal(site, field, bytes, 1, Some(MAX_INPUT_BYTES), findings);
    }
    let reader_config = map
        .item_reader
        .as_ref()
        .and_then(|reader| reader.reader_config.as_ref());
    if let Some(ReaderConfig { max_items, .. }) = reader_config {
        literal(
            site,
            "ItemReader/ReaderConfig/MaxItems",
            max_items.as_ref(),
            0,
            None,
            findings,
        );
    }
}

fn retrier_numbers(location: &str, retrier: &Retrier, findings: &mut Findings) {
    let mut check = |field: &str, number: Option<Number>, minimum: i64, maximum: Option<i64>| {
        if let Some(number) = number {
            in_range(
                &format!("{location}/{field}"),
                number,
                minimum,
                maximum,
                findings,
            );
        }
    };
    check(
        "IntervalSeconds",
        retrier.interval_seconds.map(Number::from),
        0,
        Some(MAX_SECONDS),
    );
    check(
        "MaxAttempts",
        retrier.max_attempts.map(Number::from),
        0,
        Some(MAX_SECONDS),
    );
    check("BackoffRate", retrier.backoff_rate, 1, None);
    check(
        "MaxDelaySeconds",
        retrier.max_delay_seconds.map(Number::from),
        1,
        Some(MAX_DELAY_SECONDS),
    );
}

fn literal<T: Copy + Into<Number>>(
    site: &StateSite<'_, '_>,
    field: &str,
    value: Option<&Dynamic<T>>,
    minimum: i64,
    maximum: Option<i64>,
    findings: &mut Findings,
) {
    if let Some(number) = value.and_then(Dynamic::literal) {
        in_range(
            &site.place(field),
            (*number).into(),
            minimum,
            maximum,
            findings,
        );
    }
}

fn in_range(
    location: &str,
    number: Number,
    minimum: i64,
    maximum: Option<i64>,
    findings: &mut Findings,
) {
    let number = number.as_f64();
    if number < Number::from(minimum).as_f64() {
        let message = format!("Minimum value is {minimum}");
        findings.report(
            Code::SchemaValidationFailed,
            location,
            message,
            format!("use at least {minimum}"),
        );
    }
    if let Some(maximum) = maximum
        && number > Number::from(maximum).as_f64()
    {
        let message = format!("Maximum value is {maximum}");
        findings.report(
            Code::SchemaValidationFailed,
            location,
            message,
            format!("use at most {maximum}"),
        );
    }
}
