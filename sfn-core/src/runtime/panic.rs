//! What a panic is to whom it does not end: a failure like any other.

use std::any::Any;

use super::TaskFailure;
use crate::errors::Uncaught;

/// The failure that a panic is: the error `Panic`, with the panic's message, unless it carries an error of its own.
pub(crate) fn failure(panic: &(dyn Any + Send)) -> TaskFailure {
    if let Some(uncaught) = panic.downcast_ref::<Uncaught>() {
        return TaskFailure::new(&uncaught.error, &uncaught.cause);
    }
    let message = panic.downcast_ref::<&str>().copied();
    let message = message.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    TaskFailure::new("Panic", message.unwrap_or("the task panicked"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::errors::uncaught;
    use std::panic::{catch_unwind, resume_unwind};

    #[track_caller]
    fn check(panics: fn(), error: &str, cause: &str) {
        let panic = catch_unwind(panics).unwrap_err();
        assert_eq!(failure(&*panic), TaskFailure::new(error, cause));
    }

    #[test]
    fn a_panic_is_named_so_and_told_by_its_message() {
        check(|| resume_unwind(Box::new("no stock")), "Panic", "no stock");
        check(
            || resume_unwind(Box::new("no stock".to_owned())),
            "Panic",
            "no stock",
        );
        check(|| resume_unwind(Box::new(5)), "Panic", "the task panicked");
    }

    #[test]
    fn an_error_that_nobody_claimed_keeps_its_name() {
        check(|| uncaught("States.Timeout", ""), "States.Timeout", "");
    }
}
