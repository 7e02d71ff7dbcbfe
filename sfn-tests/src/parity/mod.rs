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
    let runs = Runs::of(subject, input)?;
    for (run, engine) in [("const graph", &runs.graph), ("emitted JSON", &runs.json)] {
        if !is_alike(&runs.plain, engine) {
            return Err(runs.disagreement(run, &runs.plain, engine));
        }
    }
    Ok(runs.plain)
}

/// How plain Rust ends on an input, and how the other two runs do, which end alike.
///
/// # Errors
///
/// A [`Disagreement`] where those two part, or a run cannot be made at all.
pub fn compare_engines(subject: &Subject, input: &Value) -> Result<(Ending, Ending), Disagreement> {
    let runs = Runs::of(subject, input)?;
    if !is_alike(&runs.graph, &runs.json) {
        return Err(runs.disagreement("emitted JSON", &runs.graph, &runs.json));
    }
    Ok((runs.plain, runs.graph))
}

/// The three endings on one input.
struct Runs {
    plain: Ending,
    graph: Ending,
    json: Ending,
    definition: Definition,
}

impl Runs {
    fn of(subject: &Subject, input: &Value) -> Result<Self, Disagreement> {
        let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        let definition = (subject.definition)();
        let reread = Definition::from_json(&definition.to_json())
            .map_err(|error| Disagreement::Unreadable(error.to_string()))?;
        if reread != definition {
            return Err(Disagreement::Reread);
        }
        Ok(Self {
            plain: plain::run(subject, input.clone()),
            graph: engine::run(subject, &definition, input)?,
            json: engine::run(subject, &reread, input)?,
            definition,
        })
    }

    fn disagreement(&self, run: &'static str, wanted: &Ending, engine: &Ending) -> Disagreement {
        Disagreement::Endings {
            run,
            wanted: Box::new(wanted.clone()),
            engine: Box::new(engine.clone()),
            definition: self.definition.to_json_pretty(),
        }
    }
}

fn is_alike(one: &Ending, other: &Ending) -> bool {
    match (one, other) {
        (Ending::Uncaught(_), Ending::Uncaught(_)) => true,
        (one, other) => one == other,
    }
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
