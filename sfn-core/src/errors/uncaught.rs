//! A failure that no enum claims, in the plain run.

use std::fmt;

/// A failure outside every error enum in scope: a timeout nobody claimed, a broken service.
///
/// In the plain run it unwinds past every typed arm, as the same failure ends the execution elsewhere.
///
/// ```
/// use sfn_core::errors::{Uncaught, uncaught};
///
/// let payload = std::panic::catch_unwind(|| uncaught("States.Timeout", "")).unwrap_err();
/// assert_eq!(payload.downcast_ref::<Uncaught>().unwrap().error, "States.Timeout");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Uncaught {
    /// The ASL error name.
    pub error: String,
    /// The ASL cause.
    pub cause: String,
}

impl Uncaught {
    /// The failure of that name.
    pub fn new(error: impl Into<String>, cause: impl Into<String>) -> Self {
        Self {
            error: error.into(),
            cause: cause.into(),
        }
    }
}

impl fmt::Display for Uncaught {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.error, self.cause)
    }
}

impl std::error::Error for Uncaught {}

/// Unwinds with an [`Uncaught`]. The panic hook is not run: nothing has gone wrong in the program itself.
pub fn uncaught(error: impl Into<String>, cause: impl Into<String>) -> ! {
    std::panic::resume_unwind(Box::new(Uncaught::new(error, cause)))
}
