//! The operations, by name.
//!
//! An operation reads its request, looks into the catalog and at the runtime, and answers with what is serialised as
//! the reply.

mod activities;
mod aliases;
mod child_definition;
mod create_state_machine;
mod delete_state_machine;
mod describe_execution;
mod describe_state_machine;
mod get_execution_history;
mod label;
mod list_executions;
mod list_state_machines;
mod map_runs;
mod redrive_execution;
mod start_execution;
mod start_sync_execution;
mod state_machine_settings;
mod stop_execution;
mod tags;
mod target;
mod task_answers;
mod test_state;
mod update_state_machine;
mod validate_state_machine_definition;
mod versions;

use serde::Serialize;
use sfn_core::expr::{Object, Value};

use crate::Endpoint;
use crate::http::unknown_operation;
use crate::protocol::{ApiError, ErrorCode};

/// Performs an operation: the JSON text of a request in, that of the reply out.
pub(crate) async fn perform(
    endpoint: &Endpoint,
    operation: &str,
    request: &[u8],
) -> Result<Vec<u8>, ApiError> {
    let body = &body(request)?;
    match operation {
        "CreateActivity" => reply(activities::create(endpoint, body)),
        "CreateStateMachine" => reply(create_state_machine::run(endpoint, body)),
        "CreateStateMachineAlias" => reply(aliases::create(endpoint, body)),
        "DeleteActivity" => reply(activities::delete(endpoint, body)),
        "DeleteStateMachine" => reply(delete_state_machine::run(endpoint, body)),
        "DeleteStateMachineAlias" => reply(aliases::delete(endpoint, body)),
        "DeleteStateMachineVersion" => reply(versions::delete(endpoint, body)),
        "DescribeActivity" => reply(activities::describe(endpoint, body)),
        "DescribeExecution" => reply(describe_execution::run(endpoint, body).await),
        "DescribeMapRun" => reply(map_runs::describe(endpoint, body)),
        "DescribeStateMachine" => reply(describe_state_machine::run(endpoint, body)),
        "DescribeStateMachineAlias" => reply(aliases::describe(endpoint, body)),
        "DescribeStateMachineForExecution" => {
            reply(describe_state_machine::run_for_execution(endpoint, body).await)
        }
        "GetActivityTask" => reply(activities::get_task(endpoint, body).await),
        "GetExecutionHistory" => get_execution_history::run(endpoint, body).await,
        "ListActivities" => reply(activities::list(endpoint, body)),
        "ListExecutions" => reply(list_executions::run(endpoint, body).await),
        "ListMapRuns" => reply(map_runs::list(endpoint, body).await),
        "ListStateMachineAliases" => reply(aliases::list(endpoint, body)),
        "ListStateMachineVersions" => reply(versions::list(endpoint, body)),
        "ListStateMachines" => reply(list_state_machines::run(endpoint, body)),
        "ListTagsForResource" => reply(tags::list(endpoint, body)),
        "PublishStateMachineVersion" => reply(versions::publish(endpoint, body)),
        "RedriveExecution" => reply(redrive_execution::run(endpoint, body).await),
        "SendTaskFailure" => reply(task_answers::fail(endpoint, body).await),
        "SendTaskHeartbeat" => reply(task_answers::heartbeat(endpoint, body).await),
        "SendTaskSuccess" => reply(task_answers::succeed(endpoint, body).await),
        "StartExecution" => reply(start_execution::run(endpoint, body).await),
        "StartSyncExecution" => reply(start_sync_execution::run(endpoint, body).await),
        "StopExecution" => reply(stop_execution::run(endpoint, body).await),
        "TagResource" => reply(tags::tag(endpoint, body)),
        "TestState" => test_state::run(endpoint, body).await,
        "UntagResource" => reply(tags::untag(endpoint, body)),
        "UpdateMapRun" => reply(map_runs::update(endpoint, body)),
        "UpdateStateMachine" => reply(update_state_machine::run(endpoint, body)),
        "UpdateStateMachineAlias" => reply(aliases::update(endpoint, body)),
        "ValidateStateMachineDefinition" => reply(validate_state_machine_definition::run(body)),
        _ => Err(unknown_operation()),
    }
}

/// A reply without members.
#[derive(Serialize)]
pub(crate) struct Nothing {}

/// An object; no body at all is an empty one.
fn body(request: &[u8]) -> Result<Object, ApiError> {
    if request.is_empty() {
        return Ok(Object::new());
    }
    let malformed = |message: String| ApiError::new(ErrorCode::SerializationException, message);
    match Value::from_json(request) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err(malformed("Unexpected token: expected an object".to_owned())),
        Err(error) => Err(malformed(error.to_string())),
    }
}

fn reply<T: Serialize>(result: Result<T, ApiError>) -> Result<Vec<u8>, ApiError> {
    let reply = result?;
    serde_json::to_vec(&reply).map_err(internal)
}

/// An error that only this program can be blamed for, or its surroundings.
pub(crate) fn internal(error: impl std::error::Error) -> ApiError {
    let mut message = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        message = format!("{message}: {cause}");
        source = cause.source();
    }
    ApiError::new(ErrorCode::InternalFailure, message)
}
