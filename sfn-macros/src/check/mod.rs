//! Every rule of a state machine that the tokens alone can break. Collects all mistakes and changes nothing.

mod body;
mod signature;

pub use body::{has_effect, is_step};

use crate::model::Machine;
use crate::report::Report;

/// Checks a machine.
pub fn machine(machine: &Machine, report: &mut Report) {
    signature::check(machine, report);
    body::check(machine, report);
}
