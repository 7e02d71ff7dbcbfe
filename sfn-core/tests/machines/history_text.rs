//! A history as lines of text: `id<previous seconds Type what it tells`.

use std::fmt::Write;

use sfn_core::history::{Event, EventKind, Fault};

/// How many events at either end of a long history are shown.
const SHOWN: usize = 20;

pub fn print(events: &[Event]) -> String {
    let mut text = String::new();
    let start = events.first().map(|event| event.timestamp).unwrap();
    for (position, event) in events.iter().enumerate() {
        if position >= SHOWN && position + SHOWN < events.len() {
            if position == SHOWN {
                writeln!(text, "({} events more)", events.len() - 2 * SHOWN).unwrap();
            }
            continue;
        }
        let seconds = event.timestamp.since(start).as_secs_f64();
        let Event {
            id,
            previous_event_id,
            kind,
            ..
        } = event;
        let line = format!(
            "{id}<{previous_event_id} {seconds}s {} {}",
            kind.type_name(),
            tell(kind)
        );
        writeln!(text, "{}", line.trim_end()).unwrap();
    }
    text
}

fn tell(kind: &EventKind) -> String {
    match kind {
        EventKind::ExecutionStarted(started) => started.input.to_json(),
        EventKind::PassStateEntered(entered)
        | EventKind::TaskStateEntered(entered)
        | EventKind::WaitStateEntered(entered)
        | EventKind::ChoiceStateEntered(entered)
        | EventKind::SucceedStateEntered(entered)
        | EventKind::FailStateEntered(entered)
        | EventKind::ParallelStateEntered(entered)
        | EventKind::MapStateEntered(entered) => {
            format!("{} {}", entered.name, short(&entered.input.to_json()))
        }
        EventKind::PassStateExited(exited)
        | EventKind::TaskStateExited(exited)
        | EventKind::WaitStateExited(exited)
        | EventKind::ChoiceStateExited(exited)
        | EventKind::SucceedStateExited(exited)
        | EventKind::ParallelStateExited(exited)
        | EventKind::MapStateExited(exited) => {
            let assigned = exited
                .assigned
                .iter()
                .map(|(name, value)| format!(" {name}={value}"));
            format!(
                "{} {}{}",
                exited.name,
                short(&exited.output.to_json()),
                assigned.collect::<String>()
            )
        }
        EventKind::ExecutionSucceeded(succeeded)
        | EventKind::LambdaFunctionSucceeded(succeeded)
        | EventKind::ActivitySucceeded(succeeded) => short(&succeeded.output.to_json()),
        EventKind::ExecutionFailed(fault)
        | EventKind::ExecutionAborted(fault)
        | EventKind::ExecutionTimedOut(fault)
        | EventKind::LambdaFunctionFailed(fault)
        | EventKind::LambdaFunctionTimedOut(fault)
        | EventKind::ActivityFailed(fault)
        | EventKind::MapRunFailed(fault)
        | EventKind::ActivityTimedOut(fault) => tell_fault(fault),
        EventKind::TaskFailed(failed) | EventKind::TaskTimedOut(failed) => {
            format!("{} {}", failed.resource.resource, tell_fault(&failed.fault))
        }
        EventKind::TaskSucceeded(succeeded) => {
            format!(
                "{} {}",
                succeeded.resource.resource,
                short(&succeeded.output.to_json())
            )
        }
        EventKind::LambdaFunctionScheduled(scheduled) => {
            let timeout = scheduled
                .timeout_in_seconds
                .map(|seconds| format!(" timeout={seconds}"));
            format!(
                "{}{}",
                short(&scheduled.input.to_json()),
                timeout.unwrap_or_default()
            )
        }
        EventKind::ActivityScheduled(scheduled) => scheduled.input.to_json(),
        EventKind::TaskScheduled(scheduled) => {
            let resource = &scheduled.resource;
            format!(
                "{}:{} {}",
                resource.resource_type, resource.resource, scheduled.parameters
            )
        }
        EventKind::TaskStarted(resource) => resource.resource.to_string(),
        EventKind::MapRunStarted(started) => {
            // What is behind the last colon is drawn anew each time.
            let named = started.map_run_arn.rsplit_once(':');
            named.map_or_else(String::new, |(named, _)| named.to_owned())
        }
        EventKind::ExecutionRedriven(redriven) => format!("count={}", redriven.redrive_count),
        EventKind::MapRunRedriven(redriven) => format!("count={}", redriven.redrive_count),
        EventKind::MapStateStarted(started) => format!("length={}", started.length),
        EventKind::MapIterationStarted(iteration)
        | EventKind::MapIterationSucceeded(iteration)
        | EventKind::MapIterationFailed(iteration)
        | EventKind::MapIterationAborted(iteration) => {
            format!("{}[{}]", iteration.name, iteration.index)
        }
        EventKind::EvaluationFailed(failed) => {
            let location = failed.location.as_deref().unwrap_or("-");
            format!("{} at {location}: {}", failed.state, failed.cause)
        }
        _ => String::new(),
    }
}

fn tell_fault(fault: &Fault) -> String {
    let text = |text: &Option<std::sync::Arc<str>>| text.as_deref().unwrap_or("-").to_owned();
    format!("{}: {}", text(&fault.error), text(&fault.cause))
}

/// Payloads at the limit would bury the history.
fn short(json: &str) -> String {
    if json.len() > 300 {
        format!("({} bytes)", json.len())
    } else {
        json.to_owned()
    }
}
