//! Events of histories on the wire: payloads as JSON text, each kind of detail under the name that AWS gives it.

use std::sync::Arc;

use sfn_core::expr::{Object, Value};
use sfn_core::history::{
    Event, EventKind, Fault, LambdaFunctionScheduled, MapIteration, ResourceFault, ResourceOutput,
    ResourceRef, StateEntered, StateExited, Succeeded, TaskScheduled,
};

/// The event that enters the first state: its input is the execution's.
const FIRST_ENTRY: u64 = 2;

/// An event as `GetExecutionHistory` answers it; without payloads unless `with_data`.
///
/// `input_text` is the execution's input as it was written, if that is not how values are written here: AWS passes on
/// its very text (recorded).
pub(crate) fn event(event: &Event, with_data: bool, input_text: Option<&str>) -> Value {
    let mut wire = Object::with_capacity(5);
    wire.insert("timestamp", seconds(event.timestamp.unix_millis()));
    wire.insert("type", event.kind.type_name());
    wire.insert("id", number(event.id));
    wire.insert("previousEventId", number(event.previous_event_id));
    let details = Details {
        object: Object::new(),
        with_data,
    };
    if let Some((name, mut details)) = details.of(&event.kind) {
        let is_early = event.id <= FIRST_ENTRY && details.object.get("input").is_some();
        if let Some(text) = input_text.filter(|_| is_early) {
            details.object.insert("input", text);
        }
        wire.insert(name, details.object);
    }
    Value::from(wire)
}

/// The details of an event, as far as they are written.
struct Details {
    object: Object,
    with_data: bool,
}

impl Details {
    /// The name and the members of an event's details, if it has some.
    #[rustfmt::skip]
    fn of(self, kind: &EventKind) -> Option<(&'static str, Self)> {
        use EventKind::*;
        Some(match kind {
            ActivityScheduled(it) => ("activityScheduledEventDetails", self
                .text("resource", &it.resource)
                .payload("input", &it.input)
                .optional_number("timeoutInSeconds", it.timeout_in_seconds)
                .optional_number("heartbeatInSeconds", it.heartbeat_in_seconds)),
            ActivityScheduleFailed(it) => ("activityScheduleFailedEventDetails", self.fault(it)),
            ActivityStarted(it) => ("activityStartedEventDetails", self
                .optional("workerName", it.worker_name.as_ref())),
            ActivitySucceeded(it) => ("activitySucceededEventDetails", self.succeeded(it)),
            ActivityFailed(it) => ("activityFailedEventDetails", self.fault(it)),
            ActivityTimedOut(it) => ("activityTimedOutEventDetails", self.fault(it)),
            ChoiceStateEntered(it) | FailStateEntered(it) | MapStateEntered(it) | ParallelStateEntered(it)
            | PassStateEntered(it) | SucceedStateEntered(it) | TaskStateEntered(it) | WaitStateEntered(it) =>
                ("stateEnteredEventDetails", self.entered(it)),
            ChoiceStateExited(it) | MapStateExited(it) | ParallelStateExited(it) | PassStateExited(it)
            | SucceedStateExited(it) | TaskStateExited(it) | WaitStateExited(it) =>
                ("stateExitedEventDetails", self.exited(it)),
            EvaluationFailed(it) => ("evaluationFailedEventDetails", self
                .text("error", &it.error)
                .text("cause", &it.cause)
                .optional("location", it.location.as_ref())
                .text("state", &it.state)),
            ExecutionStarted(it) => ("executionStartedEventDetails", self
                .payload("input", &it.input)
                .text("roleArn", &it.role_arn)
                .optional("stateMachineAliasArn", it.state_machine_alias_arn.as_ref())
                .optional("stateMachineVersionArn", it.state_machine_version_arn.as_ref())),
            ExecutionSucceeded(it) => ("executionSucceededEventDetails", self.succeeded(it)),
            ExecutionFailed(it) => ("executionFailedEventDetails", self.fault(it)),
            ExecutionAborted(it) => ("executionAbortedEventDetails", self.fault(it)),
            ExecutionTimedOut(it) => ("executionTimedOutEventDetails", self.fault(it)),
            ExecutionRedriven(it) => ("executionRedrivenEventDetails", self
                .number("redriveCount", it.redrive_count)),
            LambdaFunctionScheduled(it) => ("lambdaFunctionScheduledEventDetails", self.function(it)),
            LambdaFunctionScheduleFailed(it) => ("lambdaFunctionScheduleFailedEventDetails", self.fault(it)),
            LambdaFunctionStartFailed(it) => ("lambdaFunctionStartFailedEventDetails", self.fault(it)),
            LambdaFunctionSucceeded(it) => ("lambdaFunctionSucceededEventDetails", self.succeeded(it)),
            LambdaFunctionFailed(it) => ("lambdaFunctionFailedEventDetails", self.fault(it)),
            LambdaFunctionTimedOut(it) => ("lambdaFunctionTimedOutEventDetails", self.fault(it)),
            MapStateStarted(it) => ("mapStateStartedEventDetails", self.number("length", it.length)),
            MapIterationStarted(it) => ("mapIterationStartedEventDetails", self.iteration(it)),
            MapIterationSucceeded(it) => ("mapIterationSucceededEventDetails", self.iteration(it)),
            MapIterationFailed(it) => ("mapIterationFailedEventDetails", self.iteration(it)),
            MapIterationAborted(it) => ("mapIterationAbortedEventDetails", self.iteration(it)),
            MapRunStarted(it) => ("mapRunStartedEventDetails", self.text("mapRunArn", &it.map_run_arn)),
            MapRunFailed(it) => ("mapRunFailedEventDetails", self.fault(it)),
            MapRunRedriven(it) => ("mapRunRedrivenEventDetails", self
                .text("mapRunArn", &it.map_run_arn)
                .number("redriveCount", it.redrive_count)),
            TaskScheduled(it) => ("taskScheduledEventDetails", self.scheduled(it)),
            TaskStarted(it) => ("taskStartedEventDetails", self.resource(it)),
            TaskStartFailed(it) => ("taskStartFailedEventDetails", self.resource_fault(it)),
            TaskSubmitted(it) => ("taskSubmittedEventDetails", self.resource_output(it)),
            TaskSubmitFailed(it) => ("taskSubmitFailedEventDetails", self.resource_fault(it)),
            TaskSucceeded(it) => ("taskSucceededEventDetails", self.resource_output(it)),
            TaskFailed(it) => ("taskFailedEventDetails", self.resource_fault(it)),
            TaskTimedOut(it) => ("taskTimedOutEventDetails", self.resource_fault(it)),
            LambdaFunctionStarted | MapStateSucceeded | MapStateFailed | MapStateAborted | MapRunSucceeded
            | MapRunAborted | ParallelStateStarted | ParallelStateSucceeded | ParallelStateFailed
            | ParallelStateAborted | TaskStateAborted | WaitStateAborted => return None,
        })
    }

    fn entered(self, entered: &StateEntered) -> Self {
        self.text("name", &entered.name)
            .payload("input", &entered.input)
    }

    fn exited(self, exited: &StateExited) -> Self {
        let mut this = self
            .text("name", &exited.name)
            .payload("output", &exited.output);
        if !exited.assigned.is_empty() {
            if this.with_data {
                // Each value is JSON text of its own (recorded).
                let variables = exited.assigned.iter();
                let variables =
                    variables.map(|(name, value)| (&**name, Value::from(value.to_json())));
                this.object
                    .insert("assignedVariables", Object::from_iter(variables));
            }
            this.object
                .insert("assignedVariablesDetails", not_truncated());
        }
        this
    }

    fn scheduled(self, scheduled: &TaskScheduled) -> Self {
        let mut this = self
            .resource(&scheduled.resource)
            .text("region", &scheduled.region)
            .optional_number("timeoutInSeconds", scheduled.timeout_in_seconds)
            .optional_number("heartbeatInSeconds", scheduled.heartbeat_in_seconds)
            .credentials(scheduled.credentials_role_arn.as_ref());
        // The model demands them, with data or without.
        let parameters = scheduled.parameters.to_json();
        this.object.insert("parameters", parameters);
        this
    }

    fn function(self, scheduled: &LambdaFunctionScheduled) -> Self {
        self.text("resource", &scheduled.resource)
            .payload("input", &scheduled.input)
            .optional_number("timeoutInSeconds", scheduled.timeout_in_seconds)
            .credentials(scheduled.credentials_role_arn.as_ref())
    }

    fn credentials(mut self, role_arn: Option<&Arc<str>>) -> Self {
        if let Some(role_arn) = role_arn {
            let credentials = Object::from_iter([("roleArn", &**role_arn)]);
            self.object.insert("taskCredentials", credentials);
        }
        self
    }

    fn succeeded(self, succeeded: &Succeeded) -> Self {
        self.payload("output", &succeeded.output)
    }

    fn fault(self, fault: &Fault) -> Self {
        self.optional("error", fault.error.as_ref())
            .optional("cause", fault.cause.as_ref())
    }

    fn resource(self, resource: &ResourceRef) -> Self {
        self.text("resourceType", &resource.resource_type)
            .text("resource", &resource.resource)
    }

    fn resource_output(self, answer: &ResourceOutput) -> Self {
        self.resource(&answer.resource)
            .payload("output", &answer.output)
    }

    fn resource_fault(self, failure: &ResourceFault) -> Self {
        self.resource(&failure.resource).fault(&failure.fault)
    }

    fn iteration(self, iteration: &MapIteration) -> Self {
        self.text("name", &iteration.name)
            .number("index", iteration.index)
    }

    /// A payload as JSON text, with the member that says that none of it is cut off.
    fn payload(mut self, name: &'static str, payload: &Value) -> Self {
        if self.with_data {
            self.object.insert(name, payload.to_json());
        }
        self.object
            .insert(format!("{name}Details").as_str(), not_truncated());
        self
    }

    fn text(mut self, name: &'static str, text: &str) -> Self {
        self.object.insert(name, text);
        self
    }

    fn optional(self, name: &'static str, text: Option<&Arc<str>>) -> Self {
        match text {
            Some(text) => self.text(name, text),
            None => self,
        }
    }

    fn number(mut self, name: &'static str, count: u64) -> Self {
        self.object.insert(name, number(count));
        self
    }

    fn optional_number(self, name: &'static str, count: Option<u64>) -> Self {
        match count {
            Some(count) => self.number(name, count),
            None => self,
        }
    }
}

fn not_truncated() -> Value {
    Value::from(Object::from_iter([("truncated", false)]))
}

fn number(count: u64) -> Value {
    Value::from(i64::try_from(count).unwrap_or(i64::MAX))
}

fn seconds(millis: i64) -> Value {
    // Milliseconds of all years that there are lie within the 53 bits of a double.
    #[allow(clippy::cast_precision_loss, reason = "see above")]
    let millis = millis as f64;
    Value::from(millis / 1000.0)
}

#[cfg(test)]
mod tests {
    use sfn_core::clock::Timestamp;
    use sfn_core::expr::Array;

    use super::*;

    #[track_caller]
    fn check(id: u64, kind: EventKind, path: &[&str], expected: &str) {
        let event = Event {
            id,
            previous_event_id: 0,
            timestamp: Timestamp::UNIX_EPOCH,
            kind,
        };
        let told = super::event(&event, true, Some("[1, 2]"));
        let found = path.iter().try_fold(&told, |value, key| value.get(key));
        assert_eq!(found.and_then(Value::as_str), Some(expected));
    }

    #[test]
    fn the_input_is_told_as_it_was_written_until_the_first_state_has_it() {
        let entered = || StateEntered {
            name: "A".into(),
            input: Array::from_iter([1, 2]).into(),
        };
        let input = ["stateEnteredEventDetails", "input"];
        check(2, EventKind::PassStateEntered(entered()), &input, "[1, 2]");
        check(4, EventKind::PassStateEntered(entered()), &input, "[1,2]");
        let output = Succeeded {
            output: Array::from_iter([1, 2]).into(),
        };
        let path = ["executionSucceededEventDetails", "output"];
        check(2, EventKind::ExecutionSucceeded(output), &path, "[1,2]");
    }
}
