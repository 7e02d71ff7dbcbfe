//! The plain run: what `#[task]`, `sfn::map` and the joins do when a workflow is an ordinary `async fn`.
#![allow(
    clippy::unwrap_used,
    reason = "clippy's exception for tests leaves out their helpers"
)]
#![deny(missing_docs, warnings)]

use serde::{Deserialize, Serialize};
use sfn::__private::{TaskFailure, Value};
use sfn::{Shape, Task, TaskError, Uncaught, task};
use sfn_core::clock::{Clock, Timestamp};
use std::panic::AssertUnwindSafe;
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicU32, Ordering};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

/// Runs a future under a virtual clock: what it gives, and the seconds that passed.
fn run<T>(future: impl Future<Output = T>) -> (T, f64) {
    let clock = Clock::virtual_from(Timestamp::UNIX_EPOCH);
    let mut future = pin!(clock.scope(future));
    let mut cx = Context::from_waker(Waker::noop());
    // A virtual clock wakes whoever sleeps at once, so that asking again is all there is to do.
    for _ in 0..1_000 {
        if let Poll::Ready(given) = future.as_mut().poll(&mut cx) {
            let passed = clock.now().since(Timestamp::UNIX_EPOCH);
            return (given, passed.as_secs_f64());
        }
    }
    panic!("it never ends");
}

/// What a future unwinds with where nobody's error enum claims it.
fn uncaught<T>(future: impl Future<Output = T>) -> Uncaught {
    let unwound = std::panic::catch_unwind(AssertUnwindSafe(|| run(future)));
    let payload = unwound.map(|_| ()).unwrap_err();
    *payload.downcast().unwrap()
}

#[derive(Debug, PartialEq, TaskError)]
enum StockError {
    Busy,
    OutOfStock { sku: String },
}

#[derive(Debug, PartialEq, TaskError)]
enum PatientError {
    #[error(states = "States.Timeout")]
    TooSlow,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Shape)]
struct Line {
    sku: String,
    count: u32,
}

#[task]
async fn total(lines: &[Line], mut factor: u32) -> Result<u32, StockError> {
    factor += 1;
    Ok(lines.iter().map(|line| line.count * factor).sum())
}

#[task]
async fn first(line: &Line) -> Result<String, StockError> {
    match line.sku.as_str() {
        "gone" => Err(StockError::OutOfStock {
            sku: line.sku.clone(),
        }),
        sku => Ok(sku.to_owned()),
    }
}

#[task]
async fn ping() -> Result<(), StockError> {
    Ok(())
}

#[task]
async fn optional(line: Line, note: Option<String>) -> Result<Option<String>, StockError> {
    Ok(note.map(|note| line.sku + &note))
}

fn line(sku: &str) -> Line {
    Line {
        sku: sku.to_owned(),
        count: 2,
    }
}

#[test]
fn a_call_runs_the_body() {
    assert_eq!(
        run(total(&[line("pen"), line("ink")], 2).into_future()),
        (Ok(12), 0.0)
    );
    assert_eq!(run(ping().into_future()), (Ok(()), 0.0));
    let failed = Err(StockError::OutOfStock {
        sku: "gone".to_owned(),
    });
    assert_eq!(run(first(&line("gone")).into_future()), (failed, 0.0));
}

static ATTEMPTS: AtomicU32 = AtomicU32::new(0);

#[task(retry(errors = [StockError::Busy], attempts = 5, interval = "2s"))]
async fn busy_twice(sku: String) -> Result<String, StockError> {
    match ATTEMPTS.fetch_add(1, Ordering::SeqCst) {
        0 | 1 => Err(StockError::Busy),
        _ => Ok(sku),
    }
}

#[task(retry())]
async fn always_busy(sku: &str) -> Result<(), StockError> {
    assert_eq!(sku, "pen");
    Err(StockError::Busy)
}

#[task(retry(errors = [StockError::Busy]))]
async fn never_in_stock(sku: &str) -> Result<(), StockError> {
    Err(StockError::OutOfStock {
        sku: sku.to_owned(),
    })
}

#[test]
fn a_task_is_tried_again() {
    assert_eq!(
        run(busy_twice("pen".to_owned()).into_future()),
        (Ok("pen".to_owned()), 6.0)
    );
}

#[test]
fn a_task_fails_when_its_attempts_are_used_up() {
    assert_eq!(
        run(always_busy("pen").into_future()),
        (Err(StockError::Busy), 7.0)
    );
}

#[test]
fn an_error_that_no_retrier_names_is_not_retried() {
    let failed = Err(StockError::OutOfStock {
        sku: "pen".to_owned(),
    });
    assert_eq!(run(never_in_stock("pen").into_future()), (failed, 0.0));
}

#[task(timeout = "10s")]
async fn slow(seconds: u64) -> Result<u64, StockError> {
    sfn::sleep(Duration::from_secs(seconds)).await;
    Ok(seconds)
}

#[task(timeout = "10s")]
async fn slow_and_claimed() -> Result<(), PatientError> {
    sfn::sleep(Duration::from_secs(60)).await;
    Ok(())
}

#[task(timeout = "10s", retry(attempts = 1))]
async fn slow_and_retried() -> Result<(), StockError> {
    sfn::sleep(Duration::from_secs(60)).await;
    Ok(())
}

#[test]
fn a_body_within_its_timeout_is_not_cut_short() {
    assert_eq!(run(slow(9).into_future()), (Ok(9), 9.0));
}

#[test]
fn a_timeout_that_nobody_claims_unwinds() {
    let uncaught = uncaught(slow(60).into_future());
    assert_eq!(
        (uncaught.error.as_str(), uncaught.cause.as_str()),
        ("States.Timeout", "")
    );
}

#[test]
fn a_timeout_is_the_variant_that_claims_it() {
    assert_eq!(
        run(slow_and_claimed().into_future()),
        (Err(PatientError::TooSlow), 10.0)
    );
}

#[test]
fn each_attempt_has_the_whole_timeout() {
    let clock = Clock::virtual_from(Timestamp::UNIX_EPOCH);
    let attempts = clock.scope(slow_and_retried().into_future());
    let payload = std::panic::catch_unwind(AssertUnwindSafe(|| run(attempts)))
        .map(|_| ())
        .unwrap_err();
    assert_eq!(
        payload.downcast::<Uncaught>().unwrap().error,
        "States.Timeout"
    );
    assert_eq!(
        clock.now().since(Timestamp::UNIX_EPOCH),
        Duration::from_secs(10 + 1 + 10)
    );
}

#[derive(Debug, PartialEq, TaskError)]
enum BrokenError {
    Panic,
}

static PANICS: AtomicU32 = AtomicU32::new(0);

/// Panics without the panic hook, which would print.
fn panic_quietly<T>(message: &'static str) -> T {
    std::panic::resume_unwind(Box::new(message))
}

#[task(retry(errors = ["Panic"], interval = 3))]
async fn panics_once() -> Result<(), StockError> {
    match PANICS.fetch_add(1, Ordering::SeqCst) {
        0 => panic_quietly("broken"),
        _ => Ok(()),
    }
}

#[task(retry())]
async fn panics() -> Result<(), StockError> {
    panic_quietly("broken")
}

#[task]
async fn panics_and_says_so() -> Result<(), BrokenError> {
    panic_quietly("broken")
}

#[test]
fn a_panic_is_retried_where_a_retrier_names_it() {
    assert_eq!(run(panics_once().into_future()), (Ok(()), 3.0));
}

#[test]
fn a_panic_goes_on_where_nobody_names_it() {
    let unwound = std::panic::catch_unwind(AssertUnwindSafe(|| run(panics().into_future())));
    assert_eq!(*unwound.unwrap_err().downcast::<&str>().unwrap(), "broken");
}

#[test]
fn a_panic_is_the_variant_of_its_name() {
    assert_eq!(
        run(panics_and_says_so().into_future()),
        (Err(BrokenError::Panic), 0.0)
    );
}

/// What a task answers to a payload.
fn handle<T: Task>(payload: &str) -> Result<String, TaskFailure> {
    let answer = run(T::handle(Value::from_json(payload).unwrap())).0;
    answer.map(|output| output.to_json())
}

fn failure(error: &str, cause: &str) -> Result<String, TaskFailure> {
    Err(TaskFailure::new(error, cause))
}

#[test]
fn the_only_argument_is_the_payload() {
    assert_eq!(
        handle::<first>(r#"{"sku":"pen","count":1}"#),
        Ok(r#""pen""#.to_owned())
    );
}

#[test]
fn several_arguments_are_members_of_the_payload() {
    let payload = r#"{"factor":1,"lines":[{"sku":"pen","count":3}],"more":null}"#;
    assert_eq!(handle::<total>(payload), Ok("6".to_owned()));
}

#[test]
fn without_arguments_the_payload_is_not_read() {
    assert_eq!(handle::<ping>("[1]"), Ok("null".to_owned()));
}

#[test]
fn an_option_may_be_missing_in_the_payload() {
    assert_eq!(
        handle::<optional>(r#"{"line":{"sku":"pen","count":3}}"#),
        Ok("null".to_owned())
    );
    let payload = r#"{"line":{"sku":"pen","count":3},"note":"!"}"#;
    assert_eq!(handle::<optional>(payload), Ok(r#""pen!""#.to_owned()));
}

#[test]
fn a_payload_that_does_not_fit_is_a_failure() {
    let cause = "the payload does not fit the parameter `lines`: it is missing";
    assert_eq!(
        handle::<total>(r#"{"factor":1}"#),
        failure("Runtime.UnmarshalError", cause)
    );
}

#[test]
fn an_error_is_a_name_and_a_payload() {
    assert_eq!(
        handle::<first>(r#"{"sku":"gone","count":1}"#),
        failure("OutOfStock", r#"{"sku":"gone"}"#)
    );
}

#[test]
fn a_handled_task_is_tried_once() {
    assert_eq!(handle::<always_busy>(r#""pen""#), failure("Busy", ""));
}

#[test]
fn tasks_are_registered() {
    let names: Vec<_> = sfn_core::registry::tasks()
        .iter()
        .map(|task| task.spec.name)
        .collect();
    assert!(names.contains(&"total") && names.is_sorted(), "{names:?}");
}

/// Gives `given` after so many seconds.
async fn after<T>(seconds: u64, given: T) -> T {
    sfn::sleep(Duration::from_secs(seconds)).await;
    given
}

#[test]
fn a_join_waits_for_all() {
    let joined = run(async { sfn::join!(after(3, 1), ping(), async { after(1, "a").await }) });
    assert_eq!(joined, ((1, Ok(()), "a"), 3.0));
}

#[test]
fn a_join_takes_eight_steps() {
    let joined = run(async {
        sfn::join!(
            after(8, 1),
            after(7, 2),
            after(6, 3),
            after(5, 4),
            after(4, 5),
            after(3, 6),
            after(2, 7),
            after(1, 8)
        )
    });
    assert_eq!(joined, ((1, 2, 3, 4, 5, 6, 7, 8), 8.0));
}

#[test]
fn a_try_join_gives_all() {
    let joined = run(async { sfn::try_join!(total(&[line("pen")], 1), first(&line("ink")),) });
    assert_eq!(joined, (Ok((4, "ink".to_owned())), 0.0));
}

#[test]
fn a_try_join_ends_with_the_first_failure() {
    let dropped = Dropped::default();
    let joined = run(async {
        let slow = async {
            let _watch = dropped.watch();
            Ok::<_, &str>(after(60, 1).await)
        };
        let failed = sfn::try_join!(
            slow,
            after(2, Err::<(), _>("first")),
            after(3, Err::<(), _>("second"))
        );
        (failed, dropped.count())
    });
    assert_eq!(joined, ((Err("first"), 1), 2.0));
}

#[test]
fn a_map_keeps_the_order_of_its_items() {
    let unit = 10;
    let mapped = run(async {
        let step = async |seconds: u64| -> Result<u64, StockError> {
            Ok(after(seconds, seconds * unit).await)
        };
        sfn::map([3, 1, 2], step).await
    });
    assert_eq!(mapped, (Ok(vec![30, 10, 20]), 3.0));
}

#[test]
fn a_map_runs_as_many_steps_as_it_may() {
    let mapped = |limit| {
        run(async move {
            let step =
                async |seconds: u64| -> Result<(), StockError> { after(seconds, Ok(())).await };
            sfn::map([4, 1, 1, 1, 1], step)
                .concurrency(limit)
                .await
                .map(|all| all.len())
        })
    };
    assert_eq!(mapped(1), (Ok(5), 8.0));
    // The second place is free again after each second: results that wait for their turn do not hold it.
    assert_eq!(mapped(2), (Ok(5), 4.0));
    assert_eq!(mapped(0), (Ok(5), 4.0));
}

#[test]
fn a_map_without_items_is_empty() {
    let none: [u64; 0] = [];
    let mapped = run(async {
        sfn::map(none, async |seconds: u64| {
            after(seconds, Ok::<_, StockError>(1)).await
        })
        .await
    });
    assert_eq!(mapped, (Ok(Vec::new()), 0.0));
}

#[test]
fn a_map_ends_with_the_first_failure() {
    let dropped = Dropped::default();
    let started = AtomicU32::new(0);
    let mapped = run(async {
        let step = async |seconds: u64| {
            started.fetch_add(1, Ordering::SeqCst);
            let _watch = dropped.watch();
            after(
                seconds,
                if seconds == 2 {
                    Err(seconds)
                } else {
                    Ok(seconds)
                },
            )
            .await
        };
        let failed = sfn::map([60, 2, 3, 4], step).concurrency(2).await;
        (failed, dropped.count())
    });
    assert_eq!(mapped, ((Err(2), 2), 2.0));
    assert_eq!(started.into_inner(), 2);
}

#[test]
fn a_map_calls_tasks_and_borrows_from_around_it() {
    let lines = vec![line("pen"), line("ink")];
    let mapped = run(async { sfn::map(&lines, async |line| first(line).await).await });
    assert_eq!(mapped.0, Ok(vec!["pen".to_owned(), "ink".to_owned()]));
    let failing = vec![line("gone")];
    let mapped = run(async { sfn::map(&failing, async |line| first(line).await).await });
    assert_eq!(
        mapped.0,
        Err(StockError::OutOfStock {
            sku: "gone".to_owned()
        })
    );
}

/// A plain workflow can be spawned: everything in it is `Send` where its steps are.
#[test]
fn a_plain_workflow_is_send() {
    async fn workflow(lines: Vec<Line>) -> Result<u32, StockError> {
        let factor = 2;
        let totals = sfn::map(&lines, async |line| {
            total(std::slice::from_ref(line), factor).await
        })
        .await?;
        let (_, name) = sfn::try_join!(ping(), first(&lines[0]))?;
        sfn::sleep(Duration::from_secs(1)).await;
        Ok(totals.iter().sum::<u32>() + u32::try_from(name.len()).unwrap_or_default())
    }

    let spawned: Pin<Box<dyn Future<Output = Result<u32, StockError>> + Send>> =
        Box::pin(workflow(vec![line("pen")]));
    assert_eq!(run(spawned), (Ok(9), 1.0));
}

/// Counts what is dropped.
#[derive(Default)]
struct Dropped(AtomicU32);

impl Dropped {
    fn watch(&self) -> Watch<'_> {
        Watch(self)
    }

    fn count(&self) -> u32 {
        self.0.load(Ordering::SeqCst)
    }
}

struct Watch<'a>(&'a Dropped);

impl Drop for Watch<'_> {
    fn drop(&mut self) {
        self.0.0.fetch_add(1, Ordering::SeqCst);
    }
}
