//! What people see while an execution runs: states entered, failures, retries and waits, a line for each.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use sfn_core::clock::Timestamp;
use sfn_core::engine::{Identity, TimerReason};
use sfn_core::history::{Event, EventKind, Fault};
use sfn_core::runtime::Observer;

use crate::Console;
use crate::cause::Told;

/// A cause is shown up to this length; the whole of it is in the execution's outcome.
const MAX_CAUSE_CHARS: usize = 80;

/// Writes a line to the console's messages for what people want to follow.
pub(crate) struct Progress {
    console: Console,
    /// When the last event happened, in milliseconds since 1970: a timer is set right after the event that it is for.
    now: AtomicI64,
}

impl Progress {
    pub fn new(console: &Console) -> Self {
        Progress {
            console: console.clone(),
            now: AtomicI64::new(0),
        }
    }
}

impl Observer for Progress {
    fn event(&self, _: &Identity, event: &Event) {
        self.now
            .store(event.timestamp.unix_millis(), Ordering::Relaxed);
        if let Some(line) = event_line(&event.kind) {
            self.console.message(line);
        }
    }

    fn timer(&self, _: &Identity, at: Timestamp, reason: &TimerReason) {
        let now = Timestamp::from_unix_millis(self.now.load(Ordering::Relaxed));
        if let Some(line) = timer_line(at.since(now), reason) {
            self.console.message(line);
        }
    }
}

fn event_line(kind: &EventKind) -> Option<String> {
    let entered = kind.type_name().ends_with("StateEntered");
    if entered {
        return kind.state_name().map(|name| format!("enter   {name}"));
    }
    match kind {
        EventKind::LambdaFunctionFailed(fault)
        | EventKind::LambdaFunctionTimedOut(fault)
        | EventKind::ActivityFailed(fault)
        | EventKind::ActivityTimedOut(fault) => Some(failure_line(fault)),
        EventKind::TaskFailed(failed) | EventKind::TaskTimedOut(failed) => {
            Some(failure_line(&failed.fault))
        }
        _ => None,
    }
}

fn failure_line(fault: &Fault) -> String {
    let error = fault.error.as_deref().unwrap_or("(no name)");
    let Some(cause) = fault.cause.as_deref().and_then(Told::of) else {
        return format!("failed  {error}");
    };
    let cause = cause.to_string();
    let mut shown: String = cause.chars().take(MAX_CAUSE_CHARS).collect();
    if shown.len() < cause.len() {
        shown.push('…');
    }
    format!("failed  {error}: {shown}")
}

fn timer_line(from_now: Duration, reason: &TimerReason) -> Option<String> {
    match reason {
        TimerReason::Wait { state } => Some(format!("wait    {state} for {from_now:?}")),
        TimerReason::Retry {
            state,
            attempt,
            delay,
            ..
        } => Some(format!(
            "retry   {state} in {delay:?}, attempt {}",
            attempt + 1
        )),
        TimerReason::TaskTimeout { .. }
        | TimerReason::Heartbeat { .. }
        | TimerReason::ExecutionTimeout => None,
    }
}
