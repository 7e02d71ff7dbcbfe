//! The future of a sleep.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use super::scope::{Waiting, waiting};
use super::virtual_time::{SleeperKey, VirtualTime};
use super::{Timestamp, current};

/// Completes at its deadline. Made by [`sleep`](super::sleep), [`sleep_until`](super::sleep_until) and the methods of
/// the same names of a [`Clock`](super::Clock).
#[derive(Debug)]
#[must_use = "futures do nothing unless awaited"]
pub struct Sleep(Kind);

#[derive(Debug)]
enum Kind {
    /// On the clock of the scope that polls it first, from then on.
    After(Duration),
    /// On the clock of the scope that polls it first.
    Until(Timestamp),
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
    pub(super) fn after(duration: Duration) -> Self {
        Self(Kind::After(duration))
    }

    pub(super) fn until(deadline: Timestamp) -> Self {
        Self(Kind::Until(deadline))
    }

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
        let this = self.get_mut();
        // A sleep belongs to the scope it is awaited in, which need not be the one it was made in.
        match this.0 {
            Kind::After(duration) => *this = current().sleep(duration),
            Kind::Until(deadline) => *this = current().sleep_until(deadline),
            Kind::System { .. } | Kind::Virtual { .. } => {}
        }
        match &mut this.0 {
            // What belongs to a clock was replaced above.
            Kind::After(_) | Kind::Until(_) => Poll::Pending,
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
