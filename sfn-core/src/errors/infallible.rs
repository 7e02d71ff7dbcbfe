//! The error of tasks and machines that cannot fail by themselves.

use std::convert::Infallible;

use super::{ErrorNames, TaskError};
use crate::runtime::TaskFailure;

/// Stands for no error name, so nothing can be caught as one.
impl TaskError for Infallible {
    type Variants = ();
    const VARIANTS: &'static () = &();
    const NAMES: ErrorNames = ErrorNames {
        of: "Infallible",
        own: &[],
        inner: &[],
    };

    fn to_failure(&self) -> TaskFailure {
        match *self {}
    }

    fn from_failure(_: &TaskFailure) -> Option<Self> {
        None
    }
}
