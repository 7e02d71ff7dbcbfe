//! How long a virtual clock stands still, in earnest, for workers and callbacks outside of the process.
//!
//! Who does a task within the process counts as busy by itself. Others cannot: without this, a virtual clock jumps to the
//! timeout of their task before they have seen it.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::time::{Sleep, sleep};

use crate::clock::{Clock, Hold};

/// The patience of one execution.
pub(super) struct Patience {
    /// Nothing where time is real.
    span: Duration,
    waiting: Option<Waiting>,
}

struct Waiting {
    /// The number of the newest attempt that waits for the outside.
    newest: u64,
    /// `None` once the patience has ended.
    held: Option<(Hold, Pin<Box<Sleep>>)>,
}

impl Patience {
    pub fn new(span: Duration, clock: &Clock) -> Self {
        let span = if clock.is_virtual() {
            span
        } else {
            Duration::ZERO
        };
        Self {
            span,
            waiting: None,
        }
    }

    pub fn is_none(&self) -> bool {
        self.span.is_zero()
    }

    /// Waits for the outside, if attempts do; `newest` is the number of the newest one. Each further one is waited for
    /// anew.
    pub fn wait(&mut self, newest: Option<u64>, clock: &Clock) {
        let known = self.waiting.as_ref().map(|waiting| waiting.newest);
        if newest != known {
            self.waiting = newest.map(|newest| Waiting {
                newest,
                held: Some((clock.hold(), Box::pin(sleep(self.span)))),
            });
        }
    }

    /// Somebody outside has said something: who is alive is waited for anew.
    pub fn renew(&mut self) {
        self.waiting = None;
    }

    /// Lets the clock go once the patience ends.
    pub fn poll(&mut self, cx: &mut Context<'_>) {
        if let Some(waiting) = &mut self.waiting
            && let Some((_, end)) = &mut waiting.held
            && let Poll::Ready(()) = end.as_mut().poll(cx)
        {
            waiting.held = None;
        }
    }
}
