//! `StartExecution`.

use std::sync::Arc;

use serde::Serialize;
use sfn_core::asl::ExecutionType;
use sfn_core::clock::Timestamp;
use sfn_core::engine::Status;
use sfn_core::expr::{Object, Value};
use sfn_core::runtime::{Handle, Start, StartError};
use sfn_core::store::StoreError;

use super::internal;
use super::state_machine_settings::check_name;
use super::target::target;
use crate::Endpoint;
use crate::catalog::{LOOKED_AT, Revision, Started};
use crate::protocol::{ApiError, Epoch, ErrorCode, Fields, constraint, input, read};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Reply {
    execution_arn: Arc<str>,
    start_date: Epoch,
}

pub(super) async fn run(endpoint: &Endpoint, body: &Object) -> Result<Reply, ApiError> {
    let order = read(body, Order::read)?;
    let started = order.start(endpoint).await?;
    Ok(Reply {
        execution_arn: started.handle.identity().execution_arn.clone(),
        start_date: Epoch(started.at),
    })
}

/// A request to start an execution.
pub(super) struct Order {
    machine_arn: String,
    name: Option<String>,
    input: Option<String>,
    trace_header: Option<Arc<str>>,
}

/// An execution that was started, or that ran already.
pub(super) struct Begun {
    pub handle: Handle,
    pub at: Timestamp,
    /// As it was written.
    pub input_text: String,
    pub trace_header: Option<Arc<str>>,
}

impl Order {
    pub fn read(fields: &mut Fields<'_>) -> Self {
        Self {
            machine_arn: fields
                .required_text("stateMachineArn", constraint::ARN)
                .to_owned(),
            name: fields.text("name", constraint::NAME).map(str::to_owned),
            input: fields.text("input", constraint::PAYLOAD).map(str::to_owned),
            trace_header: fields
                .text("traceHeader", constraint::TRACE_HEADER)
                .map(Arc::from),
        }
    }

    /// The ARN of the machine, version or alias that is to run.
    pub fn machine_arn(&self) -> &str {
        &self.machine_arn
    }

    pub async fn start(self, endpoint: &Endpoint) -> Result<Begun, ApiError> {
        let input = match self.input.as_deref() {
            None => Value::from(Object::new()),
            Some(text) if text.trim().is_empty() => {
                return Err(invalid_input("Invalid execution input."));
            }
            Some(text) => input::json(text).map_err(|fault| invalid_input(&fault))?,
        };
        if let Some(name) = &self.name {
            check_name(name)?;
        }
        let input_text = self.input.clone().unwrap_or_else(|| input.to_json());
        let (start, revision) = self.prepared(endpoint, input.clone())?;
        let at = endpoint.now();
        let begun = |handle, at| Begun {
            handle,
            at,
            input_text: input_text.clone(),
            trace_header: self.trace_header.clone(),
        };
        let runtime = endpoint.runtime();
        match runtime.start_program(&revision.program, start).await {
            Ok(handle) => {
                let started = Started {
                    revision,
                    trace_header: self.trace_header.clone(),
                    at,
                    input_text: (input_text != input.to_json()).then(|| input_text.as_str().into()),
                };
                let identity = handle.identity();
                if !identity.express {
                    let arn = identity.execution_arn.clone();
                    endpoint.catalog().executions.insert(arn, started);
                    forget_what_the_store_forgot(endpoint).await;
                }
                Ok(begun(handle, at))
            }
            // The request is answered as before while that execution runs with the same input.
            Err(StartError::Store(StoreError::AlreadyExists { execution_arn })) => {
                let execution = runtime.describe(&execution_arn).await.map_err(internal)?;
                let same = execution.filter(|execution| {
                    execution.status() == Status::Running && *execution.input() == input
                });
                let known = endpoint.catalog().executions.get(&execution_arn).cloned();
                let at = known.map_or(at, |started| started.at);
                let running = same.and_then(|_| runtime.handle(&execution_arn));
                running
                    .map(|handle| begun(handle, at))
                    .ok_or_else(|| already_exists(&execution_arn))
            }
            Err(StartError::TooMany) => Err(ApiError::new(
                ErrorCode::ExecutionLimitExceeded,
                "Too many executions are open",
            )),
            Err(StartError::InputTooLarge) => {
                Err(invalid_input("Input exceeds the maximum number of bytes"))
            }
            Err(error) => Err(internal(error)),
        }
    }

    fn prepared(
        &self,
        endpoint: &Endpoint,
        input: Value,
    ) -> Result<(Start, Arc<Revision>), ApiError> {
        let unique = endpoint.runtime().unique_name();
        // Any two of its digits are drawn evenly enough for percents.
        let draw = i64::from(unique.bytes().fold(0_u8, u8::wrapping_add) % 100);
        let catalog = endpoint.catalog();
        let target = target(&catalog, &self.machine_arn, Some(draw))?;
        let name = self.name.clone().unwrap_or(unique);
        if let Some(case) = &target.test_case
            && !endpoint.mocks().expect(&target.machine.name, &name, case)
        {
            let message = format!(
                "Invalid Name: 'there is no test case {case} of the state machine {} in the mock file'",
                target.machine.name
            );
            return Err(ApiError::new(ErrorCode::InvalidName, message));
        }
        let mut start = Start::new(target.machine.name.clone(), input)
            .named(name)
            .at(endpoint.place().clone())
            .with_role(target.revision.role_arn.clone());
        start.machine_alias_arn = target.alias_arn;
        start.machine_version_arn = target.version_arn;
        start.express = target.machine.execution_type == ExecutionType::Express;
        Ok((start, Arc::clone(target.revision)))
    }
}

/// Looks at some of the executions that are remembered, in turn.
async fn forget_what_the_store_forgot(endpoint: &Endpoint) {
    for _ in 0..LOOKED_AT {
        let Some(arn) = endpoint.catalog().executions.next_to_look_at() else {
            return;
        };
        // What cannot be said now is looked at again.
        let is_kept = !matches!(endpoint.runtime().describe(&arn).await, Ok(None));
        endpoint.catalog().executions.looked_at(arn, is_kept);
    }
}

fn already_exists(arn: &str) -> ApiError {
    let message = format!("Execution Already Exists: '{arn}'");
    ApiError::new(ErrorCode::ExecutionAlreadyExists, message)
}

fn invalid_input(reason: &str) -> ApiError {
    let message = format!("Invalid State Machine Execution Input: '{reason}'");
    ApiError::new(ErrorCode::InvalidExecutionInput, message)
}

#[cfg(test)]
mod tests {
    use sfn_core::runtime::{Place, Runtime};
    use sfn_core::store::{MemoryStore, Retention};

    use super::*;

    #[tokio::test]
    async fn what_the_store_has_forgotten_is_forgotten() {
        let retention = Retention {
            executions: 3,
            ..Retention::default()
        };
        let store = MemoryStore::new().with_retention(retention);
        let runtime = Runtime::builder().store(store).build();
        let endpoint = Endpoint::new(runtime, Place::default());
        let definition = r#"{"StartAt": "Done", "States": {"Done": {"Type": "Succeed"}}}"#;
        endpoint.create_machine("Done", definition).await.unwrap();
        let machine = endpoint.arn("stateMachine:Done");
        let request = Value::from(Object::from_iter([("stateMachineArn", &*machine)]));
        for _ in 0..20 {
            let request = request.as_object().unwrap();
            let order = read(request, Order::read).unwrap();
            let begun = order.start(&endpoint).await.unwrap();
            begun.handle.outcome().await.unwrap();
        }
        let count = endpoint.catalog().executions.count();
        assert!((3..=7).contains(&count), "{count}");
    }
}
