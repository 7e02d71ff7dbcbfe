//! A machine under test, with its types hidden behind JSON, and the macro that makes one.

use serde_json::Value;
use sfn::Definition;
use sfn::runtime::TaskFailure;
use std::future::Future;
use std::pin::Pin;

/// The plain function at work.
pub type PlainRun = Pin<Box<dyn Future<Output = Result<Value, TaskFailure>>>>;

/// A machine under test, with its types hidden behind JSON.
#[derive(Clone, Copy)]
pub struct Subject {
    /// The machine's name.
    pub name: &'static str,
    /// What it is in ASL.
    pub definition: fn() -> Definition,
    /// Runs the plain function.
    pub plain: fn(Value) -> PlainRun,
    /// The execution's input, from the plain function's.
    pub encode: fn(Value) -> Result<Value, String>,
    /// An output, through the machine's own type: serde's defaults are filled in.
    pub normalise: fn(Value) -> Result<Value, String>,
    /// An error through the machine's own type; `None` where the type has no such error.
    pub claim: fn(&TaskFailure) -> Option<TaskFailure>,
}

/// Lists machines of a module, in a `pub fn subjects() -> Vec<Subject>`.
#[macro_export]
macro_rules! subjects {
    ($($machine:ident),* $(,)?) => {
        /// This module's machines.
        pub fn subjects() -> Vec<$crate::parity::Subject> {
            use sfn::{TaskError, Workflow};
            vec![$($crate::parity::Subject {
                name: stringify!($machine),
                definition: $machine::definition,
                plain: |input| Box::pin(async move {
                    let input: <$machine as Workflow>::Input =
                        serde_json::from_value(input).expect("the case's input fits the machine");
                    match $crate::parity::Call::call($machine, input).await {
                        Ok(output) => Ok(serde_json::to_value(output).expect("an output serialises")),
                        Err(error) => Err(TaskError::to_failure(&error)),
                    }
                }),
                encode: |input| {
                    let input: <$machine as Workflow>::Input =
                        serde_json::from_value(input).map_err(|error| error.to_string())?;
                    let input = <$machine as Workflow>::encode(&input).map_err(|error| error.to_string())?;
                    serde_json::to_value(input).map_err(|error| error.to_string())
                },
                normalise: |output| {
                    let output: <$machine as Workflow>::Output =
                        serde_json::from_value(output).map_err(|error| error.to_string())?;
                    serde_json::to_value(output).map_err(|error| error.to_string())
                },
                claim: |failure| {
                    <$machine as Workflow>::Error::from_failure(failure).map(|error| error.to_failure())
                },
            }),*]
        }
    };
}
