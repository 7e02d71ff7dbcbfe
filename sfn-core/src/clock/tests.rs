//! The order of events under a virtual clock.

use std::future::poll_fn;
use std::sync::{Arc, Mutex};
use std::task::Poll;
use std::time::Duration;

use super::{Clock, Timestamp, current, sleep};

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

fn virtual_clock() -> Clock {
    Clock::virtual_from(Timestamp::UNIX_EPOCH)
}

/// Notes what happens at which second.
#[derive(Clone, Default)]
struct Notes(Arc<Mutex<Vec<(i64, &'static str)>>>);

impl Notes {
    fn note(&self, what: &'static str) {
        self.0
            .lock()
            .unwrap()
            .push((current().now().unix_millis() / 1000, what));
    }

    #[track_caller]
    fn check(&self, expected: &[(i64, &str)]) {
        assert_eq!(*self.0.lock().unwrap(), expected);
    }
}

#[tokio::test]
async fn sleepers_wake_by_deadline_and_then_in_the_order_they_fell_asleep() {
    let (clock, notes) = (virtual_clock(), Notes::default());
    let sleeper = |name, duration| {
        let notes = notes.clone();
        async move {
            sleep(duration).await;
            notes.note(name);
        }
    };
    let all = async {
        tokio::join!(
            sleeper("c", seconds(5)),
            sleeper("a", seconds(3)),
            sleeper("b", seconds(3))
        )
    };
    clock.scope(all).await;
    notes.check(&[(3, "a"), (3, "b"), (5, "c")]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sleepers_on_many_threads_wake_one_after_the_other() {
    let (clock, notes) = (virtual_clock(), Notes::default());
    let hold = clock.hold();
    let names = ["a", "b", "c", "d"];
    let tasks = names.map(|name| {
        let notes = notes.clone();
        tokio::spawn(clock.scope(async move {
            for _ in 0..50 {
                sleep(seconds(1)).await;
            }
            notes.note(name);
        }))
    });
    drop(hold);
    for task in tasks {
        task.await.unwrap();
    }
    let mut seen: Vec<_> = notes.0.lock().unwrap().iter().map(|(at, _)| *at).collect();
    seen.dedup();
    assert_eq!(seen, [50]);
}

#[tokio::test]
async fn time_stands_still_while_a_scope_waits_for_something_else() {
    let (clock, notes) = (virtual_clock(), Notes::default());
    let (send, receive) = tokio::sync::oneshot::channel();
    let waits = clock.scope({
        let notes = notes.clone();
        async move {
            let _: Result<(), _> = receive.await;
            notes.note("answered");
        }
    });
    let sleeps = clock.scope({
        let notes = notes.clone();
        async move {
            sleep(seconds(1)).await;
            notes.note("slept");
        }
    });
    let mut send = Some(send);
    let mut laps = 0;
    let answers = poll_fn(move |cx| {
        laps += 1;
        if laps == 10 {
            send.take().map(|send| send.send(()));
            return Poll::Ready(());
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    });
    tokio::join!(waits, sleeps, answers);
    notes.check(&[(0, "answered"), (1, "slept")]);
}

#[tokio::test]
async fn an_inner_scope_holds_the_time_for_the_outer_one() {
    let (clock, notes) = (virtual_clock(), Notes::default());
    let outer = clock.scope({
        let notes = notes.clone();
        async move {
            let laps = current().scope(async {
                for _ in 0..3 {
                    tokio::task::yield_now().await;
                }
                notes.note("laps");
                sleep(seconds(2)).await;
                notes.note("inner");
            });
            let sleeps = async {
                sleep(seconds(1)).await;
                notes.note("outer");
            };
            tokio::join!(sleeps, laps);
        }
    });
    outer.await;
    notes.check(&[(0, "laps"), (1, "outer"), (2, "inner")]);
}

#[tokio::test]
async fn a_dropped_sleep_does_not_move_the_time() {
    let clock = virtual_clock();
    clock
        .scope(async {
            tokio::select! {
                () = sleep(seconds(100)) => {}
                () = sleep(seconds(1)) => {}
            }
        })
        .await;
    assert_eq!(clock.now().unix_millis(), 1000);
}

#[test]
fn a_virtual_clock_needs_no_runtime_and_outside_of_a_scope_it_jumps_at_once() {
    let clock = virtual_clock();
    let mut sleep = std::pin::pin!(clock.sleep(seconds(7)));
    let mut cx = std::task::Context::from_waker(std::task::Waker::noop());
    let _ = sleep.as_mut().poll(&mut cx);
    assert!(sleep.poll(&mut cx).is_ready());
    assert_eq!(clock.now().unix_millis(), 7000);
}

#[tokio::test]
async fn a_held_clock_stands_still() {
    let clock = virtual_clock();
    let hold = clock.hold();
    let slept = tokio::spawn(clock.scope(sleep(seconds(1))));
    for _ in 0..5 {
        tokio::task::yield_now().await;
    }
    assert_eq!(clock.now(), Timestamp::UNIX_EPOCH);
    drop(hold);
    slept.await.unwrap();
    assert_eq!(clock.now().unix_millis(), 1000);
}
