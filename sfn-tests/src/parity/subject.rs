//! A machine under test, with its types hidden behind JSON, and the macro that makes one.

use serde_json::Value;
use sfn::__private::Value as EngineValue;
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
    /// The engine's output, through the machine's own type as whoever waits for an execution gets it.
    pub normalise: fn(&EngineValue) -> Result<Value, String>,
    /// An error through the machine's own type; `None` where the type has no such error.
    pub claim: fn(&TaskFailure) -> Option<TaskFailure>,
}

/// Lists machines of a module, in a `pub fn subjects() -> Vec<Subject>`.
///
/// A case's input is the machine's input, as JSON. With `machine from make` it is a number instead, and `make` gives the
/// machine's input for it: programs by the hundred then need no code that reads their inputs from JSON.
#[macro_export]
macro_rules! subjects {
    ($($machine:ident),* $(,)?) => {
        $crate::subjects!(@list $($machine, |input| {
            serde_json::from_value(input).map_err(|error| error.to_string())
        });*);
    };
    ($machine:ident from $make:path) => {
        $crate::subjects!(@list $machine, |input| {
            let number = input.as_i64().ok_or("the case's input is a number");
            Ok($make(number?))
        });
    };
    (@list $($machine:ident, $read:expr);*) => {
        /// This module's machines.
        pub fn subjects() -> Vec<$crate::parity::Subject> {
            use sfn::{TaskError, Workflow};
            vec![$($crate::parity::Subject {
                name: stringify!($machine),
                definition: $machine::definition,
                plain: |input| {
                    let read: fn(serde_json::Value) -> Result<<$machine as Workflow>::Input, String> = $read;
                    let input = read(input).expect("the case's input fits the machine");
                    Box::pin(async move {
                        match $crate::parity::Call::call($machine, input).await {
                            Ok(output) => Ok(serde_json::to_value(output).expect("an output serialises")),
                            Err(error) => Err(TaskError::to_failure(&error)),
                        }
                    })
                },
                encode: |input| {
                    let read: fn(serde_json::Value) -> Result<<$machine as Workflow>::Input, String> = $read;
                    let input = <$machine as Workflow>::encode(&read(input)?).map_err(|error| error.to_string())?;
                    serde_json::to_value(input).map_err(|error| error.to_string())
                },
                normalise: |output| {
                    let output: <$machine as Workflow>::Output =
                        sfn::__private::payload::arguments::only(output, "output").map_err(|failure| failure.cause)?;
                    serde_json::to_value(output).map_err(|error| error.to_string())
                },
                claim: |failure| {
                    <$machine as Workflow>::Error::from_failure(failure).map(|error| error.to_failure())
                },
            }),*]
        }
    };
}
