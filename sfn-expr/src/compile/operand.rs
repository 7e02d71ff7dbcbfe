//! The smallest compiled pieces, which are read in place instead of being called.

use super::Code;
use super::access::Fields;
use super::key::Key;
use super::scope::Place;
use crate::error::Error;
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

    /// Shows the value to `look`, without cloning it where it can be borrowed.
    #[inline]
    pub(super) fn look<R>(
        &self,
        run: &mut Run<'_>,
        input: Option<&Value>,
        look: impl FnOnce(Option<&Value>) -> R,
    ) -> Result<R, Error> {
        if let Some(value) = self.peek(run, input) {
            return Ok(look(value));
        }
        let value = self.eval(run, input)?;
        Ok(look(value.as_ref()))
    }

    /// The name that this is, if it is one in the context and nothing more.
    #[inline]
    pub(super) fn name(&self) -> Option<&Key> {
        match self {
            Operand::Fields(fields) => fields.name(),
            _ => None,
        }
    }

    /// The value, if it can be borrowed. The inner `None` is nothing. Lists are left out: they may
    /// be sequences that have yet to be finished.
    #[inline]
    pub(super) fn peek<'a>(
        &'a self,
        run: &'a Run<'_>,
        input: Option<&'a Value>,
    ) -> Option<Option<&'a Value>> {
        let value = match self {
            Operand::Constant(value) => return Some(Some(value)),
            Operand::Variable(places) => borrow(run, places)?,
            Operand::Fields(fields) => fields.peek(run, input)?,
            Operand::Nothing | Operand::Context | Operand::Code(_) => return None,
        };
        (!matches!(value, Some(Value::Array(_)))).then_some(value)
    }
}

/// The value of a variable in a single place, if it can be borrowed from there.
#[inline]
pub(super) fn borrow<'a>(run: &'a Run<'_>, places: &[Place]) -> Option<Option<&'a Value>> {
    match places[..] {
        [Place::Slot(slot)] => Some(run.slot(slot)),
        [Place::Local(register)] => run.local_ref(register).map(Some),
        _ => None,
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
