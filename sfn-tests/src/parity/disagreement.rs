//! Where the runs part.

use super::Ending;
use std::error::Error;
use std::fmt;

/// Why a comparison found no common ending.
#[derive(Debug)]
#[non_exhaustive]
pub enum Disagreement {
    /// The emitted JSON is no definition.
    Unreadable(String),
    /// The emitted JSON reads back as another definition.
    Reread,
    /// The definition breaks a rule, or the runtime refuses the execution.
    Refused(String),
    /// A value does not go through the machine's own types.
    Value(String),
    /// Two runs ended differently.
    Endings {
        /// Which run of the engine.
        run: &'static str,
        /// How it should have ended, most often as plain Rust did.
        wanted: Box<Ending>,
        /// How the engine ended.
        engine: Box<Ending>,
        /// What the engine ran, as JSON.
        definition: String,
    },
}

impl fmt::Display for Disagreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(why) => write!(f, "the emitted JSON is no definition: {why}"),
            Self::Reread => f.write_str("the emitted JSON does not read back as the definition"),
            Self::Refused(why) => write!(f, "the definition cannot be run: {why}"),
            Self::Value(why) => write!(f, "a value does not fit the machine: {why}"),
            Self::Endings {
                run,
                wanted,
                engine,
                definition,
            } => write!(
                f,
                "wanted: {wanted:?}\nengine on the {run}: {engine:?}\n{definition}"
            ),
        }
    }
}

impl Error for Disagreement {}
