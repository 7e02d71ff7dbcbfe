//! State machines as the typed surface sees them: what `#[state_machine]` makes of a function.

use crate::errors::TaskError;
use crate::graph::Graph;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sfn_asl::Definition;
use sfn_expr::Value;

/// A function with `#[state_machine]`. The attribute writes this implementation for a marker type of the function's name.
pub trait Workflow: 'static {
    /// The argument; a tuple where there are several.
    type Input: Serialize + Send;
    /// What it gives when it succeeds.
    type Output: DeserializeOwned + Serialize + Send;
    /// What it fails with.
    type Error: TaskError;
    /// The names of the parameters, in order.
    const PARAMETERS: &'static [&'static str];
    /// The states.
    const GRAPH: Graph;

    /// The machine in the Amazon States Language.
    fn definition() -> Definition {
        Self::GRAPH.definition()
    }

    /// The execution's input: the argument itself, or an object by parameter name where there is not exactly one.
    ///
    /// # Errors
    /// When an argument does not serialise as JSON.
    fn encode(input: &Self::Input) -> Result<Value, sfn_expr::value::ConvertError>;
}

/// What a state machine's function returns, taken apart.
#[diagnostic::on_unimplemented(
    message = "a state machine has to return `Result<Output, Error>` [SFN002]",
    note = "an execution ends in success with an output or in failure with a named error"
)]
pub trait Outcome {
    /// The output.
    type Success;
    /// The error.
    type Failure;
}

impl<T, E> Outcome for Result<T, E> {
    type Success = T;
    type Failure = E;
}
