//! How a failure that no enum claims leaves a task in the plain run.
//!
//! A task's panic goes on as it is, so that tests see it as they expect. Within a block that catches all it has to be told
//! from a panic of the workflow's own code, which nothing catches, and unwinds as [`Uncaught`].

use super::{Uncaught, uncaught};
use std::any::Any;
use std::cell::Cell;
use std::panic::resume_unwind;

thread_local! {
    /// How many blocks that catch all are being polled.
    static SEEN: Cell<u32> = const { Cell::new(0) };
}

/// Polls within a block that catches all.
pub fn seen<R>(poll: impl FnOnce() -> R) -> R {
    struct Polled;

    impl Drop for Polled {
        fn drop(&mut self) {
            SEEN.with(|seen| seen.set(seen.get() - 1));
        }
    }

    SEEN.with(|seen| seen.set(seen.get() + 1));
    let _polled = Polled;
    poll()
}

/// Unwinds with a failure of a task, which is what `panic` is about.
pub fn unwind(failure: Uncaught, panic: Box<dyn Any + Send>) -> ! {
    if SEEN.with(Cell::get) > 0 {
        uncaught(failure.error, failure.cause)
    }
    resume_unwind(panic)
}
