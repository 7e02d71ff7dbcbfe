//! What is seen when: clocks, observers, seeds.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use sfn_core::clock::{self, Timestamp};
use sfn_core::engine::{Identity, TimerReason};
use sfn_core::history::Event;
use sfn_core::runtime::{Observer, Start, TaskContext, TaskFailure, TaskFuture, TaskHandler};
use sfn_expr::Value;

use super::*;

#[tokio::test]
async fn a_task_sleeps_on_the_clock_of_its_runtime() {
    let runtime = virtual_runtime().resource(QUEUE, async |input: Value| {
        clock::sleep(Duration::from_secs(3600)).await;
        Ok(input)
    });
    let runtime = runtime.build();
    let outcome = run(&runtime, &task(QUEUE, ""), 1).await;
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
pub struct Notes(pub Arc<Mutex<Vec<String>>>);

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
        let token = context.token();
        let token = token.rsplit_once(':').unwrap().1;
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
        .resource(QUEUE, notes.clone())
        .build();
    let machine = task(QUEUE, r#""Retry": [{"ErrorEquals": ["Busy"]}],"#);
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
async fn equal_seeds_give_equal_histories() {
    let machine = task(
        QUEUE,
        r#""Retry": [{"ErrorEquals": ["Busy"], "JitterStrategy": "FULL"}],"#,
    );
    let history = async |seed| {
        let runtime = virtual_runtime().seed(seed);
        let runtime = runtime
            .resource(QUEUE, async |_: Value| Err(TaskFailure::new("Busy", "")))
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
