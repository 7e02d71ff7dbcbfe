//! Executions that start executions: the optimized `states:startExecution`, and waiting for what it starts.

use sfn_core::asl::Pattern;
use sfn_core::clock::Timestamp;
use sfn_core::engine::{Execution, Outcome, Status};
use sfn_core::expr::{Object, Value};
use sfn_core::runtime::{TaskContext, TaskFailure};

use super::wire;
use crate::Endpoint;
use crate::protocol::ApiError;

/// Starts an execution, and waits for its end where the pattern says so.
pub(super) async fn start(
    endpoint: &Endpoint,
    pattern: Pattern,
    arguments: &Value,
    context: &TaskContext,
) -> Result<Value, TaskFailure> {
    let request = wire::request(arguments).to_json();
    let answer = Box::pin(endpoint.call("StartExecution", request.as_bytes())).await;
    let body = answer.map_err(|error| failure(&error, context))?;
    let reply = Value::from_json(&body).unwrap_or_default();
    let execution_arn = reply.get("executionArn").and_then(Value::as_str);
    let execution_arn = execution_arn.unwrap_or_default();
    let started = answered(&reply, context);
    let parsed = match pattern {
        Pattern::RequestResponse | Pattern::WaitForTaskToken => return Ok(started),
        Pattern::Sync => false,
        Pattern::Sync2 => true,
    };
    // Before the call is told: whoever drops this future stops what it waits for.
    let child = endpoint.runtime().handle(execution_arn);
    let child = child.map(|child| child.scoped());
    context.submitted(started);
    if let Some(child) = &child {
        let ended = child.outcome().await;
        ended.map_err(|error| TaskFailure::new("States.TaskFailed", error.to_string()))?;
    }
    let described = endpoint.runtime().describe(execution_arn).await;
    let execution = described.ok().flatten();
    let ended = execution
        .as_ref()
        .and_then(|execution| Some((execution, execution.outcome()?)));
    let Some((execution, outcome)) = ended else {
        let cause = format!("the execution {execution_arn} is not known any more");
        return Err(TaskFailure::new("States.TaskFailed", cause));
    };
    let record = record(execution, outcome, parsed);
    match outcome.status {
        Status::Succeeded => Ok(record),
        _ => Err(TaskFailure::new("States.TaskFailed", record.to_json())),
    }
}

/// What the start of an execution answers: the reply and what came with it, as the AWS SDK for Java 1 has it (recorded).
fn answered(reply: &Value, context: &TaskContext) -> Value {
    let arn = reply
        .get("executionArn")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let seconds = reply
        .get("startDate")
        .and_then(Value::as_f64)
        .unwrap_or_default();
    // Seconds of all times that there are fit into milliseconds of 64 bits.
    #[allow(clippy::cast_possible_truncation, reason = "see above")]
    let millis = (seconds * 1000.0).round() as i64;
    let length = format!(r#"{{"executionArn":"{arn}","startDate":}}"#).len() + 16;
    let (length, id) = (length.to_string(), wire::request_id(context));
    let headers = [
        ("x-amzn-RequestId", id.as_str()),
        ("connection", "keep-alive"),
        ("Content-Length", length.as_str()),
        (
            "Date",
            &wire::http_date(Timestamp::from_unix_millis(millis)),
        ),
        ("Content-Type", "application/x-amz-json-1.0"),
    ]
    .map(|(name, value)| (name, value.to_owned()));
    let all = headers
        .iter()
        .map(|(name, value)| (*name, Value::from([value.as_str()])));
    let http = Object::from_iter([
        ("AllHttpHeaders", Value::from(Object::from_iter(all))),
        (
            "HttpHeaders",
            Value::from(Object::from_iter(headers.clone())),
        ),
        ("HttpStatusCode", Value::from(200)),
    ]);
    let response = Object::from_iter([("RequestId", id.as_str())]);
    Value::from(Object::from_iter([
        ("ExecutionArn", Value::from(arn)),
        ("SdkHttpMetadata", Value::from(http)),
        ("SdkResponseMetadata", Value::from(response)),
        ("StartDate", Value::from(millis)),
    ]))
}

/// The record of an execution that has ended. `parsed` says whether input and output are JSON, and not its text.
fn record(execution: &Execution, outcome: &Outcome, parsed: bool) -> Value {
    let payload = |value: &Value| match parsed {
        true => value.clone(),
        false => Value::from(value.to_json()),
    };
    let included = || Value::from(Object::from_iter([("Included", true)]));
    let identity = execution.identity();
    let mut record = Object::with_capacity(12);
    for (name, text) in [("Cause", &outcome.cause), ("Error", &outcome.error)] {
        if let Some(text) = text {
            record.insert(name, &**text);
        }
    }
    record.insert("ExecutionArn", &*identity.execution_arn);
    record.insert("Input", payload(execution.input()));
    record.insert("InputDetails", included());
    record.insert("Name", &*identity.execution_name);
    if let Some(output) = &outcome.output {
        record.insert("Output", payload(output));
        record.insert("OutputDetails", included());
    }
    record.insert("StartDate", outcome.started.unix_millis());
    record.insert("StateMachineArn", &*identity.machine_arn);
    record.insert("Status", outcome.status.as_str());
    record.insert("StopDate", outcome.stopped.unix_millis());
    Value::from(record)
}

/// The words are those of the AWS SDK for Java 1 (recorded).
fn failure(error: &ApiError, context: &TaskContext) -> TaskFailure {
    let code = error.code().as_str();
    let (message, id) = (error.message(), wire::request_id(context));
    TaskFailure::new(
        wire::exception("StepFunctions", error),
        format!(
            "{message} (Service: AWSStepFunctions; Status Code: {}; Error Code: {code}; Request ID: {id}; Proxy: null)",
            error.status()
        ),
    )
}
