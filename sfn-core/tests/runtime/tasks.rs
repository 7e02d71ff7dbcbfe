//! Who does a task, and how its result and its failure are wrapped.

use sfn_core::runtime::TaskFailure;
use sfn_expr::Value;

use super::*;

#[tokio::test]
async fn a_function_arn_resolves_to_the_registered_function() {
    let runtime = virtual_runtime()
        .function("Echo", async |input: Value| Ok(input))
        .build();
    let outcome = run(
        &runtime,
        &task(&format!("{FUNCTION}Echo:live"), ""),
        "hello",
    )
    .await;
    assert_eq!(outcome.output, Some("hello".into()));
}

#[tokio::test]
async fn an_invocation_wraps_the_result_in_lambdas_envelope() {
    let runtime = virtual_runtime()
        .function("Echo", async |input: Value| Ok(input))
        .build();
    let arguments = r#""Arguments": {"FunctionName": "${Echo}", "Payload": {"id": 7}},"#;
    let output = run(
        &runtime,
        &task("arn:aws:states:::lambda:invoke", arguments),
        1,
    )
    .await
    .output
    .unwrap();
    assert_eq!(
        output.get("Payload"),
        Some(&Value::from_json(r#"{"id": 7}"#).unwrap())
    );
    assert_eq!(output.get("StatusCode"), Some(&Value::from(200)));
    assert_eq!(output.get("ExecutedVersion"), Some(&Value::from("$LATEST")));
    let http = output.get("SdkHttpMetadata").unwrap();
    assert_eq!(http.get("HttpStatusCode"), Some(&Value::from(200)));
    let request = output
        .get("SdkResponseMetadata")
        .unwrap()
        .get("RequestId")
        .unwrap();
    assert_eq!(
        http.get("HttpHeaders").unwrap().get("x-amzn-RequestId"),
        Some(request)
    );
}

#[tokio::test]
async fn an_invocation_without_payload_gets_an_empty_object() {
    let runtime = virtual_runtime()
        .function("Echo", async |input: Value| Ok(input))
        .build();
    let arguments = r#""Arguments": {"FunctionName": "Echo"},"#;
    let output = run(
        &runtime,
        &task("arn:aws:states:::lambda:invoke", arguments),
        1,
    )
    .await
    .output
    .unwrap();
    assert_eq!(output.get("Payload").unwrap().to_json(), "{}");
}

#[tokio::test]
async fn a_functions_failure_has_lambdas_json_as_its_cause() {
    let runtime = virtual_runtime();
    let runtime = runtime
        .function("Pay", async |_: Value| {
            Err(TaskFailure::new("Declined", r#"{"limit":1}"#))
        })
        .build();
    let outcome = run(&runtime, &task(&format!("{FUNCTION}Pay"), ""), 1).await;
    check_failure(
        &outcome,
        "Declined",
        r#"{"errorType":"Declined","errorMessage":"{\"limit\":1}"}"#,
    );
}

#[tokio::test]
async fn a_resources_failure_keeps_its_cause() {
    let runtime = virtual_runtime();
    let runtime = runtime
        .resource(QUEUE, async |_: Value| {
            Err(TaskFailure::new("Declined", "no money"))
        })
        .build();
    check_failure(
        &run(&runtime, &task(QUEUE, ""), 1).await,
        "Declined",
        "no money",
    );
}

#[tokio::test]
async fn what_nobody_serves_tells_what_to_register() {
    let runtime = virtual_runtime().build();
    let prefix = "An error occurred while executing the state 'Work' (entered at the event id #2).";
    let outcome = run(&runtime, &task(&format!("{FUNCTION}Pay"), ""), 1).await;
    let cause = format!(
        "{prefix} no task is registered for the function 'Pay' of the resource '{FUNCTION}Pay': register one under the \
         name 'Pay'"
    );
    check_failure(&outcome, "States.Runtime", &cause);
    let outcome = run(&runtime, &task(QUEUE, ""), 1).await;
    let cause = format!(
        "{prefix} nothing here serves the resource 'arn:aws:states:::sqs:sendMessage': register a task for exactly this resource"
    );
    check_failure(&outcome, "States.Runtime", &cause);
}
