//! Every rule that the tokens alone can break. Collects all mistakes and changes nothing.

mod body;
mod closure;
mod control;
mod outcome;
mod pattern;
mod place;
mod retry;
mod serde_attributes;
mod shape;
mod signature;
mod states_errors;
mod task;
mod task_error;

pub use control::{catches, has_effect, is_catch_all};
pub use outcome::wrapped;
pub use pattern::is_irrefutable;
pub use shape::shape;
pub use task::{options as task_options, signature as task_signature};
pub use task_error::task_error;

use crate::model::Machine;
use crate::report::Report;

/// Checks a machine.
pub fn machine(machine: &Machine, report: &mut Report) {
    signature::check(machine, report);
    // A body is judged by what its signature promises.
    if report.is_clean() {
        body::check(machine, report);
    }
}
