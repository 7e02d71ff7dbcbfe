//! Machines that call the endpoint that runs them.

use sfn_core::expr::{Object, Value};
use sfn_core::runtime::{Place, Runtime};

use crate::Endpoint;

async fn call(endpoint: &Endpoint, operation: &str, request: &Value) -> Value {
    let reply = endpoint.call(operation, request.to_json().as_bytes()).await;
    let reply = reply.unwrap_or_else(|error| panic!("{operation}: {}", error.message()));
    Value::from_json(&reply).unwrap()
}

fn endpoint() -> Endpoint {
    let runtime = Runtime::builder().virtual_time().seed(1).build();
    Endpoint::new(runtime, Place::default())
}

/// Creates a child, calls it by `resource` from a parent with more `fields`, and tells how the parent ended.
async fn run(endpoint: &Endpoint, resource: &str, child: &str, fields: &str) -> Value {
    endpoint.create_machine("Child", child).await.unwrap();
    let child = endpoint.arn("stateMachine:Child");
    let parent = format!(
        r#"{{"StartAt": "Call", "States": {{"Call": {{
            "Type": "Task", "Resource": "arn:aws:states:::{resource}", {fields}
            "Parameters": {{"StateMachineArn": "{child}", "Input": {{"n": 1}}, "Name": "one"}}, "End": true
        }}}}}}"#
    );
    endpoint.create_machine("Parent", &parent).await.unwrap();
    let arn = endpoint.arn("stateMachine:Parent");
    let start = Value::from(Object::from_iter([("stateMachineArn", &*arn)]));
    let started = call(endpoint, "StartExecution", &start).await;
    let arn = started.get("executionArn").and_then(Value::as_str).unwrap();
    let handle = endpoint.runtime().handle(arn);
    if let Some(handle) = handle {
        handle.outcome().await.unwrap();
    }
    describe(endpoint, arn).await
}

async fn describe(endpoint: &Endpoint, arn: &str) -> Value {
    let describe = Value::from(Object::from_iter([("executionArn", arn)]));
    call(endpoint, "DescribeExecution", &describe).await
}

#[track_caller]
fn text<'a>(described: &'a Value, member: &str) -> &'a str {
    let found = described.get(member).and_then(Value::as_str);
    found.unwrap_or_else(|| panic!("no {member}: {described}"))
}

const ECHO: &str = r#"{"StartAt": "Echo", "States": {"Echo": {"Type": "Pass", "End": true}}}"#;

#[tokio::test]
async fn the_second_form_of_sync_gives_json_and_the_first_its_text() {
    for (resource, expected) in [
        ("states:startExecution.sync:2", r#"{"n":1}"#),
        ("states:startExecution.sync", r#""{\"n\":1}""#),
    ] {
        let described = run(&endpoint(), resource, ECHO, "").await;
        let output = Value::from_json(text(&described, "output")).unwrap();
        assert_eq!(output.get("Output").unwrap().to_json(), expected);
    }
}

#[tokio::test]
async fn a_child_that_fails_fails_the_task_with_its_record() {
    let child = r#"{"StartAt": "No", "States": {"No": {"Type": "Fail", "Error": "Oh"}}}"#;
    let described = run(&endpoint(), "states:startExecution.sync:2", child, "").await;
    assert_eq!(text(&described, "error"), "States.TaskFailed");
    let cause = Value::from_json(text(&described, "cause")).unwrap();
    assert_eq!(text(&cause, "Error"), "Oh");
    assert_eq!(text(&cause, "Status"), "FAILED");
}

#[tokio::test]
async fn a_child_ends_with_the_task_that_waits_for_it() {
    let endpoint = endpoint();
    let child =
        r#"{"StartAt": "Nap", "States": {"Nap": {"Type": "Wait", "Seconds": 100, "End": true}}}"#;
    let timeout = r#""TimeoutSeconds": 1,"#;
    let described = run(&endpoint, "states:startExecution.sync", child, timeout).await;
    assert_eq!(text(&described, "error"), "States.Timeout");
    let arn = endpoint.arn("execution:Child:one");
    if let Some(child) = endpoint.runtime().handle(&arn) {
        child.outcome().await.unwrap();
    }
    assert_eq!(text(&describe(&endpoint, &arn).await, "status"), "ABORTED");
}

#[tokio::test]
async fn refusals_are_named_as_each_sdk_names_them() {
    for (resource, expected) in [
        (
            "states:startExecution",
            "StepFunctions.ExecutionAlreadyExistsException",
        ),
        (
            "aws-sdk:sfn:startExecution",
            "Sfn.ExecutionAlreadyExistsException",
        ),
    ] {
        let endpoint = endpoint();
        run(&endpoint, "states:startExecution.sync", ECHO, "").await;
        let again = Value::from(Object::from_iter([(
            "stateMachineArn",
            &*endpoint.arn("stateMachine:Parent"),
        )]));
        call(&endpoint, "DeleteStateMachine", &again).await;
        let described = run(&endpoint, resource, ECHO, "").await;
        assert_eq!(text(&described, "error"), expected);
    }
}
