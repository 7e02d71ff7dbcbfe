//! What the runtime adds to the engine: who does a task, what becomes of panics, who owns what runs.
#![allow(
    clippy::unwrap_used,
    reason = "clippy's exception for tests leaves out their helpers"
)]

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use sfn_asl::Definition;
use sfn_core::clock::{self, Clock, Timestamp};
use sfn_core::engine::{Execution, Identity, Outcome, Status, TimerReason};
use sfn_core::history::{Event, EventKind};
use sfn_core::program::Program;
use sfn_core::runtime::{
    Interrupted, Observer, Runtime, RuntimeBuilder, Start, StartError, TaskContext, TaskFailure,
    TaskFuture, TaskHandler,
};
use sfn_core::store::{MemoryStore, Step, Store, StoreError, StoreFuture};
use sfn_expr::Value;

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
        .resource("arn:aws:states:::sqs:sendMessage", async |_: Value| {
            Err(TaskFailure::new("Declined", "no money"))
        })
        .build();
    check_failure(
        &run(&runtime, &task("arn:aws:states:::sqs:sendMessage", ""), 1).await,
        "Declined",
        "no money",
    );
}

#[tokio::test]
async fn a_panic_is_a_failure_of_the_task_and_the_runtime_goes_on() {
    let runtime = virtual_runtime()
        .resource(
            "arn:aws:states:::sqs:sendMessage",
            async |input: Value| match input.as_str() {
                Some(text) => panic!("no text: {text}"),
                None => Ok(input),
            },
        )
        .build();
    let machine = task("arn:aws:states:::sqs:sendMessage", "");
    check_failure(&run(&runtime, &machine, "oh").await, "Panic", "no text: oh");
    assert_eq!(run(&runtime, &machine, 1).await.output, Some(1.into()));
}

#[tokio::test]
async fn a_panic_of_a_task_of_its_own_is_caught() {
    let runtime =
        Runtime::builder().resource("arn:aws:states:::sqs:sendMessage", async |_: Value| {
            tokio::task::yield_now().await;
            panic!("late")
        });
    check_failure(
        &run(
            &runtime.build(),
            &task("arn:aws:states:::sqs:sendMessage", ""),
            1,
        )
        .await,
        "Panic",
        "late",
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
    let outcome = run(&runtime, &task("arn:aws:states:::sqs:sendMessage", ""), 1).await;
    let cause = format!(
        "{prefix} nothing here serves the resource 'arn:aws:states:::sqs:sendMessage': register a task for exactly this resource"
    );
    check_failure(&outcome, "States.Runtime", &cause);
}

/// Tells when it is dropped.
struct Dropped(Arc<AtomicBool>);

impl Drop for Dropped {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

/// A task that has begun says so and never ends by itself.
fn endless(begun: &Arc<tokio::sync::Notify>, dropped: &Arc<AtomicBool>) -> impl TaskHandler {
    let (begun, dropped) = (Arc::clone(begun), Arc::clone(dropped));
    move |_: Value| {
        let (begun, dropped) = (Arc::clone(&begun), Dropped(Arc::clone(&dropped)));
        async move {
            begun.notify_one();
            let _dropped = dropped;
            std::future::pending().await
        }
    }
}

#[tokio::test]
async fn a_stop_ends_the_task_under_way() {
    let (begun, dropped) = (Arc::default(), Arc::default());
    let runtime = Runtime::builder()
        .resource(
            "arn:aws:states:::sqs:sendMessage",
            endless(&begun, &dropped),
        )
        .build();
    let handle = runtime
        .start_program(
            &task("arn:aws:states:::sqs:sendMessage", ""),
            Start::new("Machine", 1),
        )
        .await
        .unwrap();
    begun.notified().await;
    assert_eq!(handle.status(), Status::Running);
    let outcome = handle.stop(Some("Ops"), None).await.unwrap();
    assert_eq!(
        (outcome.status, outcome.error.as_deref()),
        (Status::Aborted, Some("Ops"))
    );
    // The task's own tokio task ends at its next turn.
    while !dropped.load(Ordering::SeqCst) {
        tokio::task::yield_now().await;
    }
    assert_eq!(handle.status(), Status::Aborted);
    let again = handle.stop(None, None).await.unwrap();
    assert_eq!(again, outcome);
}

#[tokio::test]
async fn everything_ends_with_the_last_handle() {
    let (begun, dropped) = (Arc::default(), Arc::default());
    let runtime = Runtime::builder()
        .resource(
            "arn:aws:states:::sqs:sendMessage",
            endless(&begun, &dropped),
        )
        .build();
    let handle = runtime
        .start_program(
            &task("arn:aws:states:::sqs:sendMessage", ""),
            Start::new("Machine", 1),
        )
        .await
        .unwrap();
    begun.notified().await;
    drop(runtime);
    tokio::task::yield_now().await;
    assert!(!dropped.load(Ordering::SeqCst));
    drop(handle);
    while !dropped.load(Ordering::SeqCst) {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn branches_overlap_in_real_time() {
    let both = Arc::new(tokio::sync::Barrier::new(2));
    let runtime =
        Runtime::builder().resource("arn:aws:states:::sqs:sendMessage", move |input: Value| {
            let both = Arc::clone(&both);
            async move {
                both.wait().await;
                Ok(input)
            }
        });
    let branch = |name: &str| {
        format!(
            r#"{{"StartAt": "{name}", "States": {{"{name}": {{"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "End": true}}}}}}"#
        )
    };
    let machine = program(&format!(
        r#"{{"StartAt": "P", "States": {{"P": {{"Type": "Parallel", "Branches": [{}, {}], "End": true}}}}}}"#,
        branch("A"),
        branch("B")
    ));
    let outcome = run(&runtime.build(), &machine, 1).await;
    assert_eq!(outcome.output, Some(vec![1, 1].into()));
}

#[tokio::test]
async fn a_task_sleeps_on_the_clock_of_its_runtime() {
    let runtime =
        virtual_runtime().resource("arn:aws:states:::sqs:sendMessage", async |input: Value| {
            clock::sleep(Duration::from_secs(3600)).await;
            Ok(input)
        });
    let runtime = runtime.build();
    let outcome = run(&runtime, &task("arn:aws:states:::sqs:sendMessage", ""), 1).await;
    assert_eq!(
        outcome.stopped.since(outcome.started),
        Duration::from_secs(3600)
    );
    assert_eq!(runtime.clock().now(), outcome.stopped);
}

#[tokio::test]
async fn a_year_of_waiting_takes_no_time() {
    let machine = program(
        r#"{"StartAt": "Wait", "States": {"Wait": {"Type": "Wait", "Seconds": 31536000, "End": true}}}"#,
    );
    let outcome = run(&virtual_runtime().build(), &machine, 1).await;
    assert_eq!(outcome.stopped.to_string(), "1971-01-01T00:00:00.000Z");
}

/// Keeps what it is told, and the context of each task.
#[derive(Clone, Default)]
struct Notes(Arc<Mutex<Vec<String>>>);

impl Observer for Notes {
    fn event(&self, execution: &Identity, event: &Event) {
        let note = format!("{} {}", execution.execution_name, event.kind.type_name());
        self.0.lock().unwrap().push(note);
    }

    fn timer(&self, _: &Identity, at: Timestamp, reason: &TimerReason) {
        self.0.lock().unwrap().push(format!("{at} {reason:?}"));
    }
}

impl TaskHandler for Notes {
    fn call(&self, arguments: Value, context: TaskContext) -> TaskFuture {
        let token = context.token.rsplit_once(':').unwrap().1;
        self.0
            .lock()
            .unwrap()
            .push(format!("{} {} {token}", context.state, context.retry_count));
        let first = context.retry_count == 0;
        Box::pin(async move {
            if first {
                Err(TaskFailure::new("Busy", ""))
            } else {
                Ok(arguments)
            }
        })
    }
}

#[tokio::test]
async fn observers_see_events_and_timers_as_they_happen() {
    let notes = Notes::default();
    let runtime = virtual_runtime()
        .observer(notes.clone())
        .resource("arn:aws:states:::sqs:sendMessage", notes.clone())
        .build();
    let machine = task(
        "arn:aws:states:::sqs:sendMessage",
        r#""Retry": [{"ErrorEquals": ["Busy"]}],"#,
    );
    let handle = runtime
        .start_program(&machine, Start::new("Machine", 1).named("one"))
        .await
        .unwrap();
    handle.outcome().await.unwrap();
    let expected = [
        "one ExecutionStarted",
        "one TaskStateEntered",
        "one TaskScheduled",
        "one TaskStarted",
        "Work 0 one#1",
        "one TaskFailed",
        r#"1970-01-01T00:00:01.000Z Retry { state: "Work", error: "Busy", attempt: 1, delay: 1s }"#,
        "one TaskScheduled",
        "one TaskStarted",
        "Work 1 one#3",
        "one TaskSucceeded",
        "one TaskStateExited",
        "one ExecutionSucceeded",
    ];
    assert_eq!(*notes.0.lock().unwrap(), expected);
}

#[tokio::test]
async fn a_name_is_taken_once() {
    let runtime = virtual_runtime().build();
    let machine = program(r#"{"StartAt": "Done", "States": {"Done": {"Type": "Succeed"}}}"#);
    let start = Start::new("Machine", 1).named("one");
    runtime
        .start_program(&machine, start.clone())
        .await
        .unwrap()
        .outcome()
        .await
        .unwrap();
    let again = runtime.start_program(&machine, start).await;
    assert!(
        matches!(
            again,
            Err(StartError::Store(StoreError::AlreadyExists { .. }))
        ),
        "{again:?}"
    );
    let bad = runtime.start_program(&machine, Start::new("a b", 1)).await;
    assert!(
        matches!(bad, Err(StartError::InvalidName { .. })),
        "{bad:?}"
    );
    let large = runtime
        .start_program(&machine, Start::new("Machine", "x".repeat(262_143)))
        .await;
    assert!(matches!(large, Err(StartError::InputTooLarge)), "{large:?}");
}

#[tokio::test]
async fn equal_seeds_give_equal_histories() {
    let machine = task(
        "arn:aws:states:::sqs:sendMessage",
        r#""Retry": [{"ErrorEquals": ["Busy"], "JitterStrategy": "FULL"}],"#,
    );
    let history = async |seed| {
        let runtime = virtual_runtime().seed(seed);
        let runtime = runtime
            .resource("arn:aws:states:::sqs:sendMessage", async |_: Value| {
                Err(TaskFailure::new("Busy", ""))
            })
            .build();
        let handle = runtime
            .start_program(&machine, Start::new("Machine", 1))
            .await
            .unwrap();
        handle.outcome().await.unwrap();
        handle.history().await.unwrap()
    };
    let first = history(1).await;
    assert_eq!(first, history(1).await);
    assert_ne!(first, history(2).await);
}

/// A store whose medium fails at the second step.
struct Failing(MemoryStore);

impl Store for Failing {
    fn create<'a>(&'a self, execution: &'a Execution) -> StoreFuture<'a, ()> {
        self.0.create(execution)
    }

    fn commit<'a>(&'a self, step: Step<'a>) -> StoreFuture<'a, ()> {
        match step.events.first() {
            Some(Event {
                kind: EventKind::ExecutionStarted(_),
                ..
            }) => self.0.commit(step),
            _ => Box::pin(async { Err(StoreError::Io(std::io::Error::other("disk full"))) }),
        }
    }

    fn load<'a>(&'a self, execution_arn: &'a str) -> StoreFuture<'a, Option<Execution>> {
        self.0.load(execution_arn)
    }

    fn history<'a>(
        &'a self,
        execution_arn: &'a str,
        after: u64,
        limit: usize,
    ) -> StoreFuture<'a, Vec<Event>> {
        self.0.history(execution_arn, after, limit)
    }

    fn unfinished(&self) -> StoreFuture<'_, Vec<Arc<str>>> {
        self.0.unfinished()
    }
}

#[tokio::test]
async fn a_failing_store_interrupts_the_execution() {
    let runtime = virtual_runtime().store(Failing(MemoryStore::new()));
    let runtime = runtime
        .resource("arn:aws:states:::sqs:sendMessage", async |input: Value| {
            Ok(input)
        })
        .build();
    let handle = runtime
        .start_program(
            &task("arn:aws:states:::sqs:sendMessage", ""),
            Start::new("Machine", 1),
        )
        .await
        .unwrap();
    let interrupted = handle.outcome().await;
    assert!(
        matches!(interrupted, Err(Interrupted::Store(_))),
        "{interrupted:?}"
    );
    assert_eq!(handle.status(), Status::Running);
    assert_eq!(handle.history().await.unwrap().len(), 4);
    assert_eq!(
        runtime.store().unfinished().await.unwrap(),
        [handle.identity().execution_arn.clone()]
    );
}

#[test]
fn nothing_is_started_outside_of_tokio() {
    let runtime = virtual_runtime().build();
    let machine = program(r#"{"StartAt": "Done", "States": {"Done": {"Type": "Succeed"}}}"#);
    let mut starting = std::pin::pin!(runtime.start_program(&machine, Start::new("Machine", 1)));
    let mut cx = std::task::Context::from_waker(std::task::Waker::noop());
    let started = starting.as_mut().poll(&mut cx);
    assert!(
        matches!(started, std::task::Poll::Ready(Err(StartError::NoTokio))),
        "{started:?}"
    );
}
