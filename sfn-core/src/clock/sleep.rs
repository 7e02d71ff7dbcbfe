//! The future of a sleep.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use super::Timestamp;
use super::scope::{Waiting, waiting};
use super::virtual_time::{SleeperKey, VirtualTime};

/// Completes at its deadline. Made by [`Clock::sleep`](super::Clock::sleep) and
/// [`Clock::sleep_until`](super::Clock::sleep_until).
#[derive(Debug)]
#[must_use = "futures do nothing unless awaited"]
pub struct Sleep(Kind);

#[derive(Debug)]
enum Kind {
    System {
        deadline: Timestamp,
        timer: Option<Pin<Box<tokio::time::Sleep>>>,
    },
    Virtual {
        time: Arc<VirtualTime>,
        deadline: Timestamp,
        asleep: Option<Asleep>,
    },
}

#[derive(Debug)]
struct Asleep {
    key: SleeperKey,
    _waiting: Waiting,
}

impl Sleep {
    pub(super) fn system(deadline: Timestamp) -> Self {
        Self(Kind::System {
            deadline,
            timer: None,
        })
    }

    pub(super) fn on(time: &Arc<VirtualTime>, deadline: Timestamp) -> Self {
        Self(Kind::Virtual {
            time: Arc::clone(time),
            deadline,
            asleep: None,
        })
    }
}

impl Future for Sleep {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        match &mut self.get_mut().0 {
            Kind::System { deadline, timer } => {
                let timer = timer.get_or_insert_with(|| {
                    let now = super::Clock::system().now();
                    Box::pin(tokio::time::sleep(deadline.since(now)))
                });
                timer.as_mut().poll(cx)
            }
            Kind::Virtual {
                time,
                deadline,
                asleep,
            } => match asleep {
                Some(sleeper) => {
                    if !time.has_passed(sleeper.key, cx.waker()) {
                        // It may be another scope that waits now.
                        sleeper._waiting = waiting();
                        return Poll::Pending;
                    }
                    let key = sleeper.key;
                    *asleep = None;
                    // Forget the sleep first: this makes the time jump if nobody else is busy.
                    time.wake_up(key);
                    Poll::Ready(())
                }
                None => {
                    // The scope must know of the sleep before the clock can wake it.
                    let waiting = waiting();
                    match time.fall_asleep(*deadline, cx.waker().clone()) {
                        Some(key) => {
                            *asleep = Some(Asleep {
                                key,
                                _waiting: waiting,
                            });
                            Poll::Pending
                        }
                        None => Poll::Ready(()),
                    }
                }
            },
        }
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        if let Kind::Virtual {
            time,
            asleep: Some(asleep),
            ..
        } = &self.0
        {
            time.wake_up(asleep.key);
        }
    }
}
