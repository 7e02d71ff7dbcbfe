//! Names, stores, and going on where another runtime ended.

use std::sync::Arc;

use sfn_core::clock::Clock;
use sfn_core::engine::{Execution, Status};
use sfn_core::history::{Event, EventKind};
use sfn_core::runtime::{Interrupted, Runtime, Start, StartError};
use sfn_core::store::{ListQuery, Listed, MemoryStore, Step, Store, StoreError, StoreFuture};
use sfn_expr::Value;

use super::lifetime::endless;
use super::time::Notes;
use super::*;

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

    fn list<'a>(&'a self, query: &'a ListQuery) -> StoreFuture<'a, Vec<Listed>> {
        self.0.list(query)
    }

    fn unfinished(&self) -> StoreFuture<'_, Vec<Arc<str>>> {
        self.0.unfinished()
    }
}

#[tokio::test]
async fn a_failing_store_interrupts_the_execution() {
    let runtime = virtual_runtime().store(Failing(MemoryStore::new()));
    let runtime = runtime
        .resource(QUEUE, async |input: Value| Ok(input))
        .build();
    let handle = runtime
        .start_program(&task(QUEUE, ""), Start::new("Machine", 1))
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

#[tokio::test]
async fn what_was_under_way_goes_on_in_another_runtime() {
    let store: Arc<dyn Store> = Arc::new(MemoryStore::new());
    let machine = task(
        QUEUE,
        r#""TimeoutSeconds": 60, "Retry": [{"ErrorEquals": ["Busy"], "IntervalSeconds": 30}],"#,
    );
    let (begun, dropped) = (Arc::default(), Arc::default());
    let first = Runtime::builder().shared_store(Arc::clone(&store));
    let first = first.resource(QUEUE, endless(&begun, &dropped)).build();
    let handle = first
        .start_program(&machine, Start::new("Machine", 1).named("one"))
        .await
        .unwrap();
    begun.notified().await;
    let arn = handle.identity().execution_arn.clone();
    let before = handle.history().await.unwrap();
    drop((first, handle));

    let notes = Notes::default();
    let clock = Clock::virtual_from(Clock::system().now());
    let second = Runtime::builder().clock(clock).shared_store(store);
    let second = second.resource(QUEUE, notes.clone()).build();
    let handle = second.resume_program(&machine, &arn).await.unwrap();
    assert_eq!(handle.outcome().await.unwrap().output, Some(1.into()));
    // The attempt begins anew under its old token; nothing is told twice.
    assert_eq!(*notes.0.lock().unwrap(), ["Work 0 one#1", "Work 1 one#4"]);
    let history = handle.history().await.unwrap();
    assert_eq!(history[..before.len()], before);
    let types: Vec<&str> = history[before.len()..]
        .iter()
        .map(|event| event.kind.type_name())
        .collect();
    let expected = [
        "TaskFailed",
        "TaskScheduled",
        "TaskStarted",
        "TaskSucceeded",
        "TaskStateExited",
        "ExecutionSucceeded",
    ];
    assert_eq!(types, expected);

    let again = second.resume_program(&machine, &arn).await.unwrap();
    assert_eq!(again.outcome().await.unwrap().output, Some(1.into()));
    let unknown = second.resume_program(&machine, "arn:nobody").await;
    assert!(
        matches!(unknown, Err(StartError::Store(StoreError::NotFound { .. }))),
        "{unknown:?}"
    );
}
