//! Answers from outside: task tokens and activities.

use std::time::Duration;

use sfn_core::engine::Status;
use sfn_core::runtime::{ActivityError, Handle, Runtime, Start, TokenError};
use sfn_expr::Value;

use super::*;

const ACTIVITY: &str = "arn:aws:states:us-east-1:123456789012:activity:Approve";
const CALLBACK: &str = "arn:aws:states:::sqs:sendMessage.waitForTaskToken";

/// A machine that sends its token to a queue and waits for the answer.
fn callback(fields: &str) -> Arc<Program> {
    task(
        CALLBACK,
        &format!(r#""Arguments": {{"Token": "{{% $states.context.Task.Token %}}"}}, {fields}"#),
    )
}

/// A runtime whose queue hands on the token, and where it does.
fn with_queue() -> (Runtime, tokio::sync::mpsc::UnboundedReceiver<String>) {
    let (sent, tokens) = tokio::sync::mpsc::unbounded_channel();
    let runtime = virtual_runtime().resource(CALLBACK, move |message: Value| {
        let token = message
            .get("Token")
            .and_then(Value::as_str)
            .map(str::to_owned);
        let sent = sent.clone();
        async move {
            sent.send(token.unwrap()).unwrap();
            Ok(Value::from("sent"))
        }
    });
    (runtime.build(), tokens)
}

async fn start(runtime: &Runtime, machine: &Arc<Program>) -> Handle {
    let started = runtime.start_program(machine, Start::new("Machine", 1));
    started.await.unwrap()
}

fn types(history: &[sfn_core::history::Event]) -> Vec<&'static str> {
    history.iter().map(|event| event.kind.type_name()).collect()
}

#[tokio::test]
async fn a_callback_ends_the_task() {
    let (runtime, mut tokens) = with_queue();
    let handle = start(&runtime, &callback("")).await;
    let token = tokens.recv().await.unwrap();
    runtime.tasks().heartbeat(&token).await.unwrap();
    runtime.tasks().succeed(&token, 7.into()).await.unwrap();
    assert_eq!(handle.outcome().await.unwrap().output, Some(7.into()));
    let expected = [
        "ExecutionStarted",
        "TaskStateEntered",
        "TaskScheduled",
        "TaskStarted",
        "TaskSubmitted",
        "TaskSucceeded",
        "TaskStateExited",
        "ExecutionSucceeded",
    ];
    assert_eq!(types(&handle.history().await.unwrap()), expected);
    let late = runtime.tasks().succeed(&token, 7.into()).await;
    assert!(matches!(late, Err(TokenError::TaskTimedOut)), "{late:?}");
}

#[tokio::test]
async fn an_answer_may_come_before_the_request_is_done() {
    let (sent, mut tokens) = tokio::sync::mpsc::unbounded_channel();
    let (go_on, wait) = tokio::sync::watch::channel(false);
    let runtime = Runtime::builder().resource(CALLBACK, move |message: Value| {
        let (sent, mut wait) = (sent.clone(), wait.clone());
        async move {
            sent.send(message.get("Token").unwrap().clone()).unwrap();
            wait.wait_for(|go_on| *go_on).await.unwrap();
            Ok(Value::from("sent"))
        }
    });
    let runtime = runtime.build();
    let handle = start(&runtime, &callback("")).await;
    let token = tokens.recv().await.unwrap();
    let token = token.as_str().unwrap();
    runtime.tasks().succeed(token, 7.into()).await.unwrap();
    assert_eq!(handle.status(), Status::Running);
    go_on.send_replace(true);
    assert_eq!(handle.outcome().await.unwrap().output, Some(7.into()));
    let history = handle.history().await.unwrap();
    assert_eq!(types(&history)[4..6], ["TaskSubmitted", "TaskSucceeded"]);
}

#[tokio::test]
async fn a_failure_without_texts_is_caught_as_null() {
    let (runtime, mut tokens) = with_queue();
    let machine = program(&format!(
        r#"{{"StartAt": "Ask", "States": {{
            "Ask": {{"Type": "Task", "Resource": "{CALLBACK}", "Parameters": {{"Token.$": "$$.Task.Token"}},
                "Catch": [{{"ErrorEquals": ["States.ALL"], "Next": "Caught"}}], "End": true}},
            "Caught": {{"Type": "Succeed"}}
        }}}}"#
    ));
    let handle = start(&runtime, &machine).await;
    let token = tokens.recv().await.unwrap();
    runtime.tasks().fail(&token, None, None).await.unwrap();
    let output = handle.outcome().await.unwrap().output.unwrap();
    assert_eq!(output.to_json(), r#"{"Error":null,"Cause":null}"#);
}

#[tokio::test]
async fn each_attempt_has_a_token_of_its_own() {
    let (runtime, mut tokens) = with_queue();
    let machine = callback(
        r#""Retry": [{"ErrorEquals": ["Busy"], "IntervalSeconds": 1, "MaxDelaySeconds": 2}],"#,
    );
    let handle = start(&runtime, &machine).await;
    let first = tokens.recv().await.unwrap();
    runtime
        .tasks()
        .fail(&first, Some("Busy"), None)
        .await
        .unwrap();
    let second = tokens.recv().await.unwrap();
    assert_ne!(first, second);
    let late = runtime.tasks().succeed(&first, 1.into()).await;
    assert!(matches!(late, Err(TokenError::TaskTimedOut)), "{late:?}");
    runtime.tasks().succeed(&second, 2.into()).await.unwrap();
    assert_eq!(handle.outcome().await.unwrap().output, Some(2.into()));
}

#[tokio::test]
async fn what_is_no_token_is_refused() {
    let runtime = Runtime::builder().build();
    let refused = runtime.tasks().succeed("Invalid token", 1.into()).await;
    assert!(
        matches!(refused, Err(TokenError::InvalidToken)),
        "{refused:?}"
    );
}

#[tokio::test]
async fn a_worker_is_told_in_the_history() {
    let runtime = Runtime::builder().build();
    runtime.activities().create(ACTIVITY);
    let handle = start(&runtime, &task(ACTIVITY, "")).await;
    let minute = Duration::from_secs(60);
    let taken = runtime
        .activities()
        .poll(ACTIVITY, Some("Ann"), minute)
        .await;
    let taken = taken.unwrap().unwrap();
    assert_eq!(taken.input, Value::from(1));
    runtime
        .tasks()
        .succeed(&taken.token, 2.into())
        .await
        .unwrap();
    assert_eq!(handle.outcome().await.unwrap().output, Some(2.into()));
    let expected = [
        "ExecutionStarted",
        "TaskStateEntered",
        "ActivityScheduled",
        "ActivityStarted",
        "ActivitySucceeded",
        "TaskStateExited",
        "ExecutionSucceeded",
    ];
    assert_eq!(types(&handle.history().await.unwrap()), expected);
}

#[tokio::test]
async fn a_task_of_no_activity_fails_the_execution() {
    let runtime = Runtime::builder().build();
    let outcome = run(&runtime, &task(ACTIVITY, ""), 1).await;
    check_failure(
        &outcome,
        "States.Runtime",
        &format!(
            "An error occurred while executing the state 'Work' (entered at the event id #2). \
             The activity {ACTIVITY} does not exist."
        ),
    );
    let now = Duration::ZERO;
    let refused = runtime.activities().poll(ACTIVITY, None, now).await;
    assert_eq!(refused, Err(ActivityError::DoesNotExist));
}

#[tokio::test]
async fn an_activity_without_tasks_gives_none() {
    let runtime = Runtime::builder().build();
    runtime.activities().create(ACTIVITY);
    let now = Duration::ZERO;
    let none = runtime.activities().poll(ACTIVITY, None, now).await;
    assert_eq!(none, Ok(None));
}

#[tokio::test]
async fn a_task_that_was_stopped_is_not_given_out() {
    let runtime = Runtime::builder().build();
    runtime.activities().create(ACTIVITY);
    let handle = start(&runtime, &task(ACTIVITY, "")).await;
    handle.stop(None, None).await.unwrap();
    let now = Duration::ZERO;
    let none = runtime.activities().poll(ACTIVITY, None, now).await;
    assert_eq!(none, Ok(None));
}

/// Outside of any execution: the clock does not know that anybody is busy with it.
async fn a_moment() {
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn virtual_time_stands_still_while_a_worker_outside_may_answer() {
    let patience = Duration::from_secs(3600);
    let runtime = virtual_runtime().patience(patience).build();
    runtime.activities().create(ACTIVITY);
    let machine = task(ACTIVITY, r#""TimeoutSeconds": 60, "HeartbeatSeconds": 10,"#);
    let handle = start(&runtime, &machine).await;
    a_moment().await;
    let taken = runtime.activities().poll(ACTIVITY, None, patience).await;
    let task = taken.unwrap().unwrap();
    a_moment().await;
    runtime.tasks().heartbeat(&task.token).await.unwrap();
    a_moment().await;
    let answered = runtime.tasks().succeed(&task.token, 7.into()).await;
    answered.unwrap();
    assert_eq!(handle.outcome().await.unwrap().output, Some(7.into()));
    assert_eq!(runtime.clock().now(), Timestamp::UNIX_EPOCH);
}

#[tokio::test]
async fn virtual_time_goes_on_when_the_patience_ends() {
    let runtime = virtual_runtime().patience(Duration::from_millis(1)).build();
    runtime.activities().create(ACTIVITY);
    let machine = task(ACTIVITY, r#""TimeoutSeconds": 60,"#);
    let handle = start(&runtime, &machine).await;
    let outcome = handle.outcome().await.unwrap();
    assert_eq!(outcome.error.as_deref(), Some("States.Timeout"));
}
