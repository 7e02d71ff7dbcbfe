//! The smallest compiled pieces, which are read in place instead of being called.

use super::Code;
use super::access::Fields;
use super::scope::Place;
use crate::run::{Binding, Out, Register, Run};
use crate::value::{Mark, Value};

/// A compiled piece.
pub(crate) enum Operand {
    Nothing,
    Constant(Value),
    /// `$`
    Context,
    /// The first of these places that is bound.
    Variable(Vec<Place>),
    /// Names looked up one in the other.
    Fields(Fields),
    Code(Code),
}

impl Operand {
    pub(super) fn code(
        code: impl Fn(&mut Run<'_>, Option<&Value>) -> Out + Send + Sync + 'static,
    ) -> Operand {
        Operand::Code(Box::new(code))
    }

    #[inline]
    pub(crate) fn eval(&self, run: &mut Run<'_>, input: Option<&Value>) -> Out {
        match self {
            Operand::Nothing => Ok(None),
            Operand::Constant(value) => Ok(Some(value.clone())),
            Operand::Context => Ok(run.finish(context(run, input).cloned())),
            Operand::Variable(places) => Ok(run.finish(read(run, places))),
            Operand::Fields(fields) => fields.eval(run, input),
            Operand::Code(code) => code(run, input),
        }
    }

    /// Like `eval`, but a sequence of one element in a variable stays one. For `$x[]`.
    pub(super) fn eval_raw(&self, run: &mut Run<'_>, input: Option<&Value>) -> Out {
        match self {
            Operand::Context => Ok(context(run, input).cloned()),
            Operand::Variable(places) => Ok(read(run, places)),
            other => other.eval(run, input),
        }
    }

    /// Shows the value to `look` without cloning it where it can be borrowed.
    #[inline]
    pub(super) fn look<R>(
        &self,
        run: &mut Run<'_>,
        input: Option<&Value>,
        look: impl FnOnce(&mut Run<'_>, Option<&Value>) -> R,
    ) -> Result<R, crate::error::Error> {
        match self {
            Operand::Constant(value) => Ok(look(run, Some(value))),
            Operand::Variable(places) => {
                if let [Place::Slot(slot)] = places[..]
                    && let Some(value) = run.slot(slot)
                    && !matches!(value, Value::Array(_))
                {
                    return Ok(look(run, Some(value)));
                }
                let value = self.eval(run, input)?;
                Ok(look(run, value.as_ref()))
            }
            Operand::Fields(fields) => {
                if let Some(value) = fields.peek(run.slots, input) {
                    return Ok(look(run, value));
                }
                let value = self.eval(run, input)?;
                Ok(look(run, value.as_ref()))
            }
            other => {
                let value = other.eval(run, input)?;
                Ok(look(run, value.as_ref()))
            }
        }
    }
}

/// The context without the wrapper around an input document that is a list.
pub(super) fn context<'a>(run: &Run<'_>, input: Option<&'a Value>) -> Option<&'a Value> {
    match input {
        Some(Value::Array(array)) if array.has(Mark::OuterWrapper, run.epoch) => array.first(),
        input => input,
    }
}

/// The value of a variable, not yet finished.
#[inline]
pub(super) fn read(run: &Run<'_>, places: &[Place]) -> Option<Value> {
    places
        .iter()
        .find_map(|place| read_place(run, *place))
        .flatten()
}

fn read_place(run: &Run<'_>, place: Place) -> Binding {
    match place {
        Place::Slot(slot) => run.slot(slot).map(|value| Some(value.clone())),
        Place::Local(register) => run.local(register),
        Place::Captured(index) => match run.captured(index)? {
            Register::Unset => None,
            Register::Value(value) => Some(value.clone()),
            Register::Cell(cell) => cell.get(),
        },
        Place::Root => Some(run.root.clone()),
        Place::Builtin(builtin) => Some(Some(builtin.value(run))),
    }
}
