//! A definition, compiled: names are indices, expressions are compiled once, variables are slots.
//!
//! What the engine reads on its hot path. Nothing here runs anything, and what breaks a rule does not compile.

mod build;
mod dataflow;
mod distributed;
mod error;
mod expression;
mod lone_state;
mod resource;
mod retry;
mod state;
mod template;
mod variables;

pub use error::{CompileError, Unsupported};
pub use resource::{Pattern, Resource};

pub(crate) use dataflow::{
    Assigned, Assignment, Computed, Entry, Exit, JsonPathExit, Lookup, Placement, Selection,
};
pub(crate) use distributed::{Batcher, Distributed, Payload, Reader, ReaderFormat, ResultForm};
pub(crate) use expression::{Jsonata, Root};
pub(crate) use retry::{Catcher, Retrier};
pub(crate) use state::{
    Choice, Fail, Items, Iterations, Kind, Map, Parallel, Pass, State, Task, Test, Then, Wait,
};
pub(crate) use template::Template;

use std::sync::Arc;
use std::time::Duration;

use sfn_asl::Definition;

/// A state machine that is ready to run.
///
/// ```
/// use sfn_asl::Definition;
/// use sfn_core::program::Program;
///
/// let definition = Definition::from_json(r#"{
///     "QueryLanguage": "JSONata", "StartAt": "Greet",
///     "States": {"Greet": {"Type": "Pass", "Output": "{% 'Hello, ' & $states.input.name %}", "End": true}}
/// }"#)?;
/// assert!(Program::compile(&definition).is_ok());
/// # Ok::<(), sfn_asl::InvalidDefinition>(())
/// ```
#[derive(Debug)]
pub struct Program {
    /// The machine itself first, then the branches and processors within it.
    pub(crate) blocks: Vec<Block>,
    pub(crate) states: Vec<State>,
    /// `TimeoutSeconds` of the machine.
    pub(crate) timeout: Option<Duration>,
}

/// The index of a state in [`Program::states`].
pub(crate) type StateIndex = u32;

/// The index of a block in [`Program::blocks`].
pub(crate) type BlockIndex = u32;

/// One `States` object: the scope of its variables.
#[derive(Debug)]
pub(crate) struct Block {
    pub start: StateIndex,
    /// The names of the variables that are assigned here, by slot.
    pub variables: Vec<Arc<str>>,
}

impl Program {
    /// Compiles a definition.
    ///
    /// # Errors
    /// - [`CompileError::Invalid`] if the definition breaks a rule.
    /// - [`CompileError::Unsupported`] if it uses what this engine cannot run yet.
    pub fn compile(definition: &Definition) -> Result<Self, CompileError> {
        build::build(definition)
    }

    pub(crate) fn state(&self, index: StateIndex) -> &State {
        &self.states[index as usize]
    }

    pub(crate) fn block(&self, index: BlockIndex) -> &Block {
        &self.blocks[index as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_refusal(definition: &str, expected: &str) {
        let definition = Definition::from_json(definition).unwrap();
        let refusal = Program::compile(&definition).map(|_| ()).unwrap_err();
        assert_eq!(refusal.to_string(), expected);
    }

    #[test]
    fn a_definition_that_breaks_a_rule_is_not_compiled() {
        check_refusal(
            r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}}}"#,
            "Invalid State Machine Definition: 'MISSING_TRANSITION_TARGET: Missing 'Next' target: B at /States/A/Next, \
             MISSING_END_STATE: Workflow has no terminal state at null'",
        );
    }
}
