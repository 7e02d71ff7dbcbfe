//! Who owns what runs: stops, drops, panics.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use sfn_core::engine::Status;
use sfn_core::runtime::{Handle, Runtime, Start, StartError, TaskHandler};
use sfn_expr::Value;

use super::*;

#[tokio::test]
async fn a_panic_is_a_failure_of_the_task_and_the_runtime_goes_on() {
    let runtime = virtual_runtime()
        .resource(QUEUE, async |input: Value| match input.as_str() {
            Some(text) => panic!("no text: {text}"),
            None => Ok(input),
        })
        .build();
    let machine = task(QUEUE, "");
    check_failure(&run(&runtime, &machine, "oh").await, "Panic", "no text: oh");
    assert_eq!(run(&runtime, &machine, 1).await.output, Some(1.into()));
}

#[tokio::test]
async fn a_panic_of_a_task_of_its_own_is_caught() {
    let runtime = Runtime::builder().resource(QUEUE, async |_: Value| {
        tokio::task::yield_now().await;
        panic!("late")
    });
    check_failure(
        &run(&runtime.build(), &task(QUEUE, ""), 1).await,
        "Panic",
        "late",
    );
}

/// Tells when it is dropped.
struct Dropped(Arc<AtomicBool>);

impl Drop for Dropped {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

/// A task that has begun says so and never ends by itself.
pub fn endless(begun: &Arc<tokio::sync::Notify>, dropped: &Arc<AtomicBool>) -> impl TaskHandler {
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

/// An execution whose task has begun and never ends, and whether that was dropped.
async fn start_endless() -> (Runtime, Handle, Arc<AtomicBool>) {
    let (begun, dropped) = (Arc::default(), Arc::default());
    let runtime = Runtime::builder()
        .resource(QUEUE, endless(&begun, &dropped))
        .build();
    let handle = runtime
        .start_program(&task(QUEUE, ""), Start::new("Machine", 1))
        .await
        .unwrap();
    begun.notified().await;
    (runtime, handle, dropped)
}

/// The task's own tokio task ends at its next turn.
async fn until_dropped(dropped: &AtomicBool) {
    while !dropped.load(Ordering::SeqCst) {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_stop_ends_the_task_under_way() {
    let (_runtime, handle, dropped) = start_endless().await;
    assert_eq!(handle.status(), Status::Running);
    let outcome = handle.stop(Some("Ops"), None).await.unwrap();
    assert_eq!(
        (outcome.status, outcome.error.as_deref()),
        (Status::Aborted, Some("Ops"))
    );
    until_dropped(&dropped).await;
    assert_eq!(handle.status(), Status::Aborted);
    let again = handle.stop(None, None).await.unwrap();
    assert_eq!(again, outcome);
}

#[tokio::test]
async fn everything_ends_with_the_last_handle() {
    let (runtime, handle, dropped) = start_endless().await;
    drop(runtime);
    tokio::task::yield_now().await;
    assert!(!dropped.load(Ordering::SeqCst));
    drop(handle);
    until_dropped(&dropped).await;
}

#[tokio::test]
async fn branches_overlap_in_real_time() {
    let both = Arc::new(tokio::sync::Barrier::new(2));
    let runtime = Runtime::builder().resource(QUEUE, move |input: Value| {
        let both = Arc::clone(&both);
        async move {
            both.wait().await;
            Ok(input)
        }
    });
    let branch = |name: &str| {
        format!(
            r#"{{"StartAt": "{name}", "States": {{"{name}": {{"Type": "Task", "Resource": "{QUEUE}", "End": true}}}}}}"#
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
