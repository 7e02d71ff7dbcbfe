//! Time, as workflows and the runtime see it: the system's, or a virtual one that skips every wait.
//!
//! A plain `async fn` sleeps by [`sleep`] and [`sleep_until`], which use the clock of the scope they run in
//! ([`Clock::scope`]), or the system's. The engine knows none of this: it is told what time it is.

mod scope;
mod sleep;
mod timestamp;
mod virtual_time;

pub use scope::Scope;
pub use sleep::Sleep;
pub use timestamp::{ParseTimestampError, Timestamp};
pub use virtual_time::Hold;

pub(crate) use scope::waiting;

use std::sync::Arc;
use std::time::Duration;

use sleep::End;
use virtual_time::VirtualTime;

/// Where the time comes from. Clones share it.
///
/// A virtual clock stands still while anything that runs under it has work to do, and jumps to the next sleeper when
/// everything waits for time alone. So a year-long workflow ends in milliseconds, and always in the same order.
///
/// ```
/// use std::time::Duration;
/// use sfn_core::clock::{self, Clock, Timestamp};
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() {
/// let clock = Clock::virtual_from(Timestamp::UNIX_EPOCH);
/// clock.scope(clock::sleep(Duration::from_secs(365 * 24 * 60 * 60))).await;
/// assert_eq!(clock.now().to_string(), "1971-01-01T00:00:00.000Z");
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Clock(Source);

#[derive(Clone, Debug)]
enum Source {
    System,
    Virtual(Arc<VirtualTime>),
}

impl Clock {
    /// The clock of the operating system.
    ///
    /// Sleeping under it needs a tokio runtime with its timer.
    pub fn system() -> Self {
        Self(Source::System)
    }

    /// A virtual clock that shows `start`. It needs no tokio runtime.
    pub fn virtual_from(start: Timestamp) -> Self {
        Self(Source::Virtual(VirtualTime::new(start)))
    }

    /// What time it is.
    pub fn now(&self) -> Timestamp {
        match &self.0 {
            Source::System => Timestamp::from(std::time::SystemTime::now()),
            Source::Virtual(time) => time.now(),
        }
    }

    /// Whether this clock skips waits.
    pub fn is_virtual(&self) -> bool {
        matches!(self.0, Source::Virtual(_))
    }

    /// Completes when `duration` has passed on this clock.
    pub fn sleep(&self, duration: Duration) -> Sleep {
        self.sleep_until(self.now() + duration)
    }

    /// Completes when this clock shows `deadline` or later.
    pub fn sleep_until(&self, deadline: Timestamp) -> Sleep {
        Sleep::new(Some(self.clone()), End::At(deadline))
    }

    /// Runs a future under this clock: [`current`] is this clock inside of it.
    ///
    /// A virtual clock takes the future to be busy until it waits for time: for a sleep, or for a scope inside of it
    /// that does. What the future waits for besides (a socket, another thread) does not hold the time back as soon
    /// as it sleeps as well.
    pub fn scope<F: Future>(&self, future: F) -> Scope<F> {
        Scope::new(self.clone(), future, false)
    }

    /// Runs a future that is idle whenever it waits, whatever for: an execution waits for its tasks, which are busy
    /// themselves.
    pub(crate) fn scope_idle_when_pending<F: Future>(&self, future: F) -> Scope<F> {
        Scope::new(self.clone(), future, true)
    }

    /// Keeps a virtual clock from jumping for as long as the answer lives; a system clock goes on.
    ///
    /// ```
    /// use sfn_core::clock::{Clock, Timestamp};
    ///
    /// let clock = Clock::virtual_from(Timestamp::UNIX_EPOCH);
    /// let hold = clock.hold();
    /// // Whatever is started here does not get past its first wait before `hold` is dropped.
    /// drop(hold);
    /// ```
    pub fn hold(&self) -> Hold {
        match &self.0 {
            Source::System => Hold::none(),
            Source::Virtual(time) => Hold::of(time),
        }
    }
}

/// The system's clock.
impl Default for Clock {
    fn default() -> Self {
        Self::system()
    }
}

/// The clock of the innermost [`Clock::scope`] around the caller, or the system's.
///
/// ```
/// use sfn_core::clock;
///
/// assert!(!clock::current().is_virtual());
/// ```
pub fn current() -> Clock {
    scope::current_clock().unwrap_or_default()
}

/// Completes when `duration` has passed on the [`current`] clock since it was polled first.
pub fn sleep(duration: Duration) -> Sleep {
    Sleep::new(None, End::After(duration))
}

/// Completes when the [`current`] clock shows `deadline` or later.
pub fn sleep_until(deadline: Timestamp) -> Sleep {
    Sleep::new(None, End::At(deadline))
}

#[cfg(test)]
mod tests;
