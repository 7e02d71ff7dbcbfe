//! The future of a sleep.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use super::scope::{Waiting, waiting};
use super::virtual_time::{SleeperKey, VirtualTime};
use super::{Clock, Source, Timestamp, current};

/// Completes at its deadline. Made by [`sleep`](super::sleep), [`sleep_until`](super::sleep_until) and the methods of
/// the same names of a [`Clock`](super::Clock).
#[derive(Debug)]
#[must_use = "futures do nothing unless awaited"]
pub struct Sleep {
    /// `None` for the clock of the scope that polls it first: a sleep belongs to the scope it is awaited in, which
    /// need not be the one it was made in.
    clock: Option<Clock>,
    end: End,
    begun: Option<Begun>,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum End {
    /// So long after it is polled first.
    After(Duration),
    At(Timestamp),
}

#[derive(Debug)]
enum Begun {
    System(Pin<Box<tokio::time::Sleep>>),
    Virtual(VirtualSleep),
}

#[derive(Debug)]
struct VirtualSleep {
    time: Arc<VirtualTime>,
    deadline: Timestamp,
    asleep: Option<Asleep>,
}

#[derive(Debug)]
struct Asleep {
    key: SleeperKey,
    _waiting: Waiting,
}

impl Sleep {
    pub(super) fn new(clock: Option<Clock>, end: End) -> Self {
        Self {
            clock,
            end,
            begun: None,
        }
    }
}

impl Future for Sleep {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let Self { clock, end, begun } = self.get_mut();
        match begun.get_or_insert_with(|| Begun::new(&clock.take().unwrap_or_else(current), *end)) {
            Begun::System(timer) => timer.as_mut().poll(cx),
            Begun::Virtual(sleep) => sleep.poll(cx),
        }
    }
}

impl Begun {
    fn new(clock: &Clock, end: End) -> Self {
        let now = clock.now();
        let deadline = match end {
            End::After(duration) => now + duration,
            End::At(deadline) => deadline,
        };
        match &clock.0 {
            Source::System => Self::System(Box::pin(tokio::time::sleep(deadline.since(now)))),
            Source::Virtual(time) => {
                let time = Arc::clone(time);
                Self::Virtual(VirtualSleep {
                    time,
                    deadline,
                    asleep: None,
                })
            }
        }
    }
}

impl VirtualSleep {
    fn poll(&mut self, cx: &Context<'_>) -> Poll<()> {
        let Some(asleep) = &mut self.asleep else {
            // The scope must know of the sleep before the clock can wake it.
            let waiting = waiting();
            let Some(key) = self.time.fall_asleep(self.deadline, cx.waker().clone()) else {
                return Poll::Ready(());
            };
            self.asleep = Some(Asleep {
                key,
                _waiting: waiting,
            });
            return Poll::Pending;
        };
        if !self.time.has_passed(asleep.key, cx.waker()) {
            // It may be another scope that waits now.
            asleep._waiting = waiting();
            return Poll::Pending;
        }
        let key = asleep.key;
        self.asleep = None;
        // Forget the sleep first: this makes the time jump if nobody else is busy.
        self.time.wake_up(key);
        Poll::Ready(())
    }
}

impl Drop for VirtualSleep {
    fn drop(&mut self) {
        if let Some(asleep) = &self.asleep {
            self.time.wake_up(asleep.key);
        }
    }
}
