//! Runs a machine three times on one input, and compares how the runs end.
//!
//! One comparison at a time: tasks that fail at first count their calls in [`calls`], and all tasks of a process share it.

mod call;
pub mod calls;
mod disagreement;
mod ending;
mod engine;
#[cfg(feature = "judge")]
mod judge;
mod plain;
mod subject;

pub use call::Call;
pub use disagreement::Disagreement;
pub use ending::{Ending, NamedError};
pub use subject::{PlainRun, Subject};

use serde_json::Value;
use sfn::Definition;
use std::sync::{Mutex, PoisonError};

static TURN: Mutex<()> = Mutex::new(());

/// How plain Rust ends on an input, if the other two runs end alike.
///
/// What no enum claims ends a run [`Ending::Uncaught`]; the texts of two such endings are not compared, for one is a
/// panic's message and the other AWS's `Cause`.
///
/// # Errors
///
/// A [`Disagreement`] where a run ends in another way or cannot be made at all.
pub fn compare(subject: &Subject, input: &Value) -> Result<Ending, Disagreement> {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let definition = (subject.definition)();
    let reread = Definition::from_json(&definition.to_json())
        .map_err(|error| Disagreement::Unreadable(error.to_string()))?;
    if reread != definition {
        return Err(Disagreement::Reread);
    }
    let plain = plain::run(subject, input.clone());
    for (run, definition) in [("const graph", definition), ("emitted JSON", reread)] {
        let engine = engine::run(subject, &definition, input)?;
        let is_alike = match (&plain, &engine) {
            (Ending::Uncaught(_), Ending::Uncaught(_)) => true,
            (plain, engine) => plain == engine,
        };
        if !is_alike {
            return Err(Disagreement::Endings {
                run,
                plain: Box::new(plain),
                engine: Box::new(engine),
                definition: definition.to_json_pretty(),
            });
        }
    }
    Ok(plain)
}

/// The names of the states that an execution enters on an input, in order; branches stand as the engine runs them.
///
/// # Errors
///
/// A [`Disagreement`] if the definition cannot be run.
pub fn path(subject: &Subject, input: &Value) -> Result<Vec<String>, Disagreement> {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    engine::path(subject, &(subject.definition)(), input)
}
