//! How data goes through a state: from its input to what it works on, and from the result to its output.
//!
//! One file per query language; this one chooses between them, so that no kind of state has to.

mod jsonata;
mod jsonpath;

pub(super) use jsonata::unexpected_type;
pub(super) use jsonpath::shown;

use std::sync::Arc;

use sfn_expr::{StatesFields, Value};

use super::failure::Failure;
use super::probe::DataStage;
use super::run::{Departure, Progress, Run};
use super::strand::Item;
use crate::program::{Computed, Entry, Exit, Jsonata, Then};

/// What a state carries to its exit.
pub(super) enum Carried {
    /// What it worked on: it has no result of its own.
    Input(Value),
    /// The result of a task, of branches or of iterations.
    Result(Value),
    /// The Error Output, for a catcher.
    Error(Value),
}

/// What the expressions of one field see.
pub(super) struct Scope<'a> {
    strand: u32,
    item: Option<&'a Item>,
    carried: Option<&'a Carried>,
    /// `$states` as it was built for an earlier expression of the same field, with what is in it.
    states: Option<(StatesFields, Value)>,
}

impl<'a> Scope<'a> {
    /// What a state sees before it has a result.
    pub fn of(strand: u32) -> Self {
        Self {
            strand,
            item: None,
            carried: None,
            states: None,
        }
    }

    /// What an `ItemSelector` sees.
    pub fn of_item(strand: u32, item: &'a Item) -> Self {
        Self {
            item: Some(item),
            ..Self::of(strand)
        }
    }

    /// What `Output` and `Assign` see.
    fn of_exit(strand: u32, carried: &'a Carried) -> Self {
        Self {
            carried: Some(carried),
            ..Self::of(strand)
        }
    }
}

impl Run<'_> {
    /// What a state works on.
    pub fn enter_data(&mut self, id: u32, entry: &Entry) -> Result<Value, Failure> {
        match entry {
            Entry::Jsonata { arguments: None } => Ok(self.strand(id).input.clone()),
            Entry::Jsonata {
                arguments: Some(arguments),
            } => {
                let arguments = self.template(&mut Scope::of(id), arguments)?;
                self.show(id, DataStage::Arguments, &arguments);
                Ok(arguments)
            }
            Entry::JsonPath {
                input_path,
                parameters,
            } => self.enter_jsonpath(id, input_path, parameters.as_ref()),
        }
    }

    /// Leaves a state with what it carries.
    pub fn depart(
        &mut self,
        id: u32,
        exit: &Exit,
        carried: Carried,
        then: Then,
    ) -> Result<Progress, Failure> {
        self.departure(id, exit, carried, then).map(Progress::Leave)
    }

    /// How a state is left with what it carries.
    pub fn departure(
        &mut self,
        id: u32,
        exit: &Exit,
        carried: Carried,
        then: Then,
    ) -> Result<Departure, Failure> {
        let (output, assigned) = match exit {
            Exit::Jsonata { output, assign } => {
                self.exit_jsonata(id, output.as_ref(), assign, carried)?
            }
            Exit::JsonPath(exit) => self.exit_jsonpath(id, exit, carried)?,
        };
        Ok(Departure {
            output,
            assigned,
            then,
        })
    }

    /// A field that must be true or false.
    pub fn truth(
        &mut self,
        scope: &mut Scope<'_>,
        field: &Computed<bool>,
    ) -> Result<bool, Failure> {
        match field {
            Computed::Literal(flag) => Ok(*flag),
            Computed::Jsonata(expression) => {
                self.typed(scope, expression, "boolean", Value::as_bool)
            }
            Computed::Path(lookup) => {
                let value = self.looked_up(scope.strand, lookup)?;
                value
                    .as_bool()
                    .ok_or_else(|| jsonpath::unusable(lookup, "boolean", &value))
            }
        }
    }

    /// A field that must be a whole number.
    pub fn integer(
        &mut self,
        scope: &mut Scope<'_>,
        field: &Computed<i64>,
    ) -> Result<i64, Failure> {
        match field {
            Computed::Literal(number) => Ok(*number),
            Computed::Jsonata(expression) => {
                self.typed(scope, expression, "integer", Value::as_i64)
            }
            Computed::Path(lookup) => {
                let value = self.looked_up_number(scope.strand, lookup)?;
                value
                    .as_i64()
                    .ok_or_else(|| jsonpath::unusable(lookup, "integer", &value))
            }
        }
    }

    /// A field that must be a text.
    pub fn text(
        &mut self,
        scope: &mut Scope<'_>,
        field: &Computed<Arc<str>>,
    ) -> Result<Arc<str>, Failure> {
        let text = |value: &Value| value.as_str().map(Arc::from);
        match field {
            Computed::Literal(text) => Ok(text.clone()),
            Computed::Jsonata(expression) => self.typed(scope, expression, "string", text),
            Computed::Path(lookup) => {
                let value = self.looked_up(scope.strand, lookup)?;
                text(&value).ok_or_else(|| jsonpath::unusable(lookup, "string", &value))
            }
        }
    }

    /// A field that must be a number.
    pub fn number(&mut self, scope: &mut Scope<'_>, field: &Computed<f64>) -> Result<f64, Failure> {
        match field {
            Computed::Literal(number) => Ok(*number),
            Computed::Jsonata(expression) => self.typed(scope, expression, "number", Value::as_f64),
            Computed::Path(lookup) => {
                let value = self.looked_up_number(scope.strand, lookup)?;
                value
                    .as_f64()
                    .ok_or_else(|| jsonpath::unusable(lookup, "float", &value))
            }
        }
    }

    fn typed<T>(
        &mut self,
        scope: &mut Scope<'_>,
        expression: &Jsonata,
        expected: &str,
        read: impl Fn(&Value) -> Option<T>,
    ) -> Result<T, Failure> {
        let value = self.evaluate(scope, expression)?;
        read(&value).ok_or_else(|| unexpected_type(expression, expected, &value))
    }
}

/// A value that was computed and cannot be used: JSONata states tell it as a failed evaluation.
pub(super) fn unusable<T>(field: &Computed<T>, name: &str, cause: String) -> Failure {
    match field {
        Computed::Path(_) => Failure::runtime(cause),
        Computed::Literal(_) | Computed::Jsonata(_) => Failure::unusable(cause, name.into()),
    }
}
