//! Operators that look at both of their sides: arithmetic, comparison, `in`.

use std::cmp::Ordering;

use super::filter::number_of;
use super::operand::Operand;
use crate::error::{Error, Span};
use crate::run::{Out, Run};
use crate::syntax::Symbol;
use crate::value::{Str, Value, number};

/// An operator that looks at both sides.
pub(super) struct Binary {
    pub(super) symbol: Symbol,
    pub(super) span: Span,
    pub(super) left: Operand,
    pub(super) right: Operand,
}

impl Binary {
    pub(super) fn eval(&self, run: &mut Run<'_>, input: Option<&Value>) -> Out {
        if let Some(left) = self.left.peek(run, input)
            && let Some(right) = self.right.peek(run, input)
        {
            return self.answer(left, right);
        }
        let left = self.left.eval(run, input)?;
        let right = self.right.eval(run, input)?;
        self.answer(left.as_ref(), right.as_ref())
    }

    /// For two names, such as `price * qty`: members of the same object, if the context is one.
    pub(super) fn eval_names(&self, run: &mut Run<'_>, input: Option<&Value>) -> Out {
        if let Some(Value::Object(object)) = input
            && let Some(left) = self.left.name()
            && let Some(right) = self.right.name()
        {
            let (left, right) = (left.of(object), right.of(object));
            if let (Some(Value::Integer(left)), Some(Value::Integer(right))) = (left, right)
                && let Some(exact) = integers(self.symbol, *left, *right)
            {
                return Ok(Some(Value::Integer(exact)));
            }
            // Lists may be sequences that have yet to be finished.
            let is_list = |value: Option<&Value>| matches!(value, Some(Value::Array(_)));
            if !is_list(left) && !is_list(right) {
                return self.answer(left, right);
            }
        }
        self.eval(run, input)
    }

    fn answer(&self, left: Option<&Value>, right: Option<&Value>) -> Out {
        let answer = binary(self.symbol, left, right);
        answer.map_err(|error| error.at(self.span).token_is(self.symbol.text()))
    }
}

pub(super) fn binary(symbol: Symbol, left: Option<&Value>, right: Option<&Value>) -> Out {
    match symbol {
        Symbol::Plus | Symbol::Minus | Symbol::Star | Symbol::Slash | Symbol::Percent => {
            arithmetic(symbol, left, right)
        }
        Symbol::In => Ok(Some(Value::Bool(is_in(left, right)))),
        _ => compare(symbol, left, right),
    }
}

#[allow(clippy::cast_precision_loss)]
pub(super) fn arithmetic(symbol: Symbol, left: Option<&Value>, right: Option<&Value>) -> Out {
    if let (Some(Value::Integer(left)), Some(Value::Integer(right))) = (left, right)
        && let Some(exact) = integers(symbol, *left, *right)
    {
        return Ok(Some(Value::Integer(exact)));
    }
    let left = operand(left, "T2001")?;
    let right = operand(right, "T2002")?;
    let (Some(left), Some(right)) = (left, right) else {
        return Ok(None);
    };
    Ok(Some(number::value(match symbol {
        Symbol::Plus => left + right,
        Symbol::Minus => left - right,
        Symbol::Star => left * right,
        Symbol::Slash => left / right,
        _ => left % right,
    })))
}

/// The result on integers where doubles would give the same.
pub(super) fn integers(symbol: Symbol, left: i64, right: i64) -> Option<i64> {
    const EXACT: std::ops::RangeInclusive<i64> = -(1 << 53)..=1 << 53;
    if !EXACT.contains(&left) || !EXACT.contains(&right) {
        return None;
    }
    let exact = match symbol {
        Symbol::Plus => left + right,
        Symbol::Minus => left - right,
        Symbol::Star => left.checked_mul(right)?,
        Symbol::Slash if right != 0 && left % right == 0 => left / right,
        Symbol::Percent if right != 0 => left % right,
        _ => return None,
    };
    EXACT.contains(&exact).then_some(exact)
}

fn operand(value: Option<&Value>, code: &'static str) -> Result<Option<f64>, Error> {
    let Some(value) = value else {
        return Ok(None);
    };
    match number_of(Some(value)).map_err(|error| error.value_is(value.clone()))? {
        Some(number) => Ok(Some(number)),
        None => Err(Error::new(code).value_is(value.clone())),
    }
}

#[inline]
pub(super) fn compare(symbol: Symbol, left: Option<&Value>, right: Option<&Value>) -> Out {
    if matches!(symbol, Symbol::Equal | Symbol::NotEqual) {
        let (Some(left), Some(right)) = (left, right) else {
            return Ok(Some(Value::Bool(false)));
        };
        return Ok(Some(Value::Bool(
            is_equal(left, right) == (symbol == Symbol::Equal),
        )));
    }
    let sorts = |value: &Value| {
        matches!(
            value,
            Value::String(_) | Value::Integer(_) | Value::Float(_)
        )
    };
    let refused = [left, right]
        .into_iter()
        .flatten()
        .find(|value| !sorts(value));
    if let Some(value) = refused {
        return Err(Error::new("T2010").value_is(value.clone()));
    }
    let (Some(left), Some(right)) = (left, right) else {
        return Ok(None);
    };
    let ordering = match (left, right) {
        (Value::Integer(left), Value::Integer(right)) => Some(left.cmp(right)),
        (Value::String(left), Value::String(right)) => Some(compare_text(left, right)),
        _ => match (left.as_f64(), right.as_f64()) {
            (Some(left), Some(right)) => left.partial_cmp(&right),
            _ => {
                let error = Error::new("T2009").value_is(left.clone());
                return Err(error.fill("value2", right.clone()));
            }
        },
    };
    Ok(Some(Value::Bool(match symbol {
        Symbol::Less => ordering == Some(Ordering::Less),
        Symbol::LessEqual => matches!(ordering, Some(Ordering::Less | Ordering::Equal)),
        Symbol::Greater => ordering == Some(Ordering::Greater),
        _ => matches!(ordering, Some(Ordering::Greater | Ordering::Equal)),
    })))
}

/// Equality as JavaScript has it: numbers are doubles.
pub(crate) fn is_equal(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Integer(left), Value::Integer(right)) if left == right => true,
        (Value::Integer(_) | Value::Float(_), Value::Integer(_) | Value::Float(_)) => {
            left.as_f64() == right.as_f64()
        }
        _ => left == right,
    }
}

/// Order of texts by UTF-16 units, as JavaScript compares them. It differs from the order of code
/// points where one text has a letter beyond U+FFFF and the other one from U+E000 up.
pub(crate) fn compare_text(left: &Str, right: &Str) -> Ordering {
    let differing = left
        .chars()
        .zip(right.chars())
        .find(|(left, right)| left != right);
    match differing {
        Some((left, right)) => first_unit(left)
            .cmp(&first_unit(right))
            .then(left.cmp(&right)),
        None => left.len().cmp(&right.len()),
    }
}

fn first_unit(letter: char) -> u16 {
    letter.encode_utf16(&mut [0; 2])[0]
}

/// `in`: containers are the same only if they are the same allocation, as in JavaScript.
fn is_in(left: Option<&Value>, right: Option<&Value>) -> bool {
    let (Some(left), Some(right)) = (left, right) else {
        return false;
    };
    let is_same = |element: &Value| match (element, left) {
        (Value::Array(element), Value::Array(left)) => element.is_same(left),
        (Value::Object(element), Value::Object(left)) => element.is_same(left),
        (element, left) => is_equal(element, left),
    };
    match right {
        Value::Array(elements) => elements.iter().any(is_same),
        single => is_same(single),
    }
}
