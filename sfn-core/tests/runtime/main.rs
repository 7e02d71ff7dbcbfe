//! What the runtime adds to the engine: who does a task, what becomes of panics, who owns what runs.
#![allow(
    clippy::unwrap_used,
    reason = "clippy's exception for tests leaves out their helpers"
)]

mod callbacks;
mod lifetime;
mod objects;
mod storage;
mod tasks;
mod time;

use std::sync::Arc;

use sfn_asl::Definition;
use sfn_core::clock::{Clock, Timestamp};
use sfn_core::engine::{Outcome, Status};
use sfn_core::program::Program;
use sfn_core::runtime::{Runtime, RuntimeBuilder, Start};
use sfn_expr::Value;

/// A resource that the rules know and that means nothing here.
const QUEUE: &str = "arn:aws:states:::sqs:sendMessage";

const FUNCTION: &str = "arn:aws:lambda:us-east-1:123456789012:function:";

fn program(definition: &str) -> Arc<Program> {
    let definition = Definition::from_json(definition).unwrap_or_else(|error| panic!("{error}"));
    Arc::new(Program::compile(&definition).unwrap_or_else(|error| panic!("{error}")))
}

/// A machine of one Task, with more of its fields.
fn task(resource: &str, fields: &str) -> Arc<Program> {
    program(&format!(
        r#"{{"QueryLanguage": "JSONata", "StartAt": "Work", "States": {{
            "Work": {{"Type": "Task", "Resource": "{resource}", {fields} "End": true}}
        }}}}"#
    ))
}

fn virtual_runtime() -> RuntimeBuilder {
    Runtime::builder()
        .clock(Clock::virtual_from(Timestamp::UNIX_EPOCH))
        .seed(1)
}

async fn run(runtime: &Runtime, program: &Arc<Program>, input: impl Into<Value>) -> Outcome {
    let handle = runtime
        .start_program(program, Start::new("Machine", input))
        .await
        .unwrap();
    handle.outcome().await.unwrap()
}

#[track_caller]
fn check_failure(outcome: &Outcome, error: &str, cause: &str) {
    assert_eq!(outcome.status, Status::Failed);
    assert_eq!(
        (outcome.error.as_deref(), outcome.cause.as_deref()),
        (Some(error), Some(cause))
    );
}
