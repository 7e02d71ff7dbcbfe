//! State machines as the typed surface sees them: what `#[state_machine]` makes of a function.

mod handle;
mod start;

pub use handle::{ExecutionError, WorkflowHandle};
pub use start::WorkflowStartError;

use crate::errors::TaskError;
use crate::graph::Graph;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sfn_asl::Definition;
use sfn_expr::value::ConvertError;
use sfn_expr::{Object, Value, to_value};

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
    fn encode(input: &Self::Input) -> Result<Value, ConvertError> {
        let value = to_value(input)?;
        if Self::PARAMETERS.len() == 1 {
            return Ok(value);
        }
        let mut object = Object::new();
        let arguments = value
            .as_array()
            .map(|arguments| arguments.iter())
            .into_iter()
            .flatten();
        for (name, argument) in Self::PARAMETERS.iter().zip(arguments) {
            object.insert(*name, argument.clone());
        }
        Ok(Value::Object(object))
    }
}

/// What the function of a state machine or task returns, taken apart.
#[diagnostic::on_unimplemented(
    message = "a state machine and a task have to return `Result<Output, Error>` [SFN002]",
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
