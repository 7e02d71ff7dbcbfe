//! Binary operators from left to right, and the unary minus.

use std::cmp::Ordering;

use super::filter::number_of;
use super::operand::Operand;
use super::{Compile, Compiler};
use crate::error::{Error, Span};
use crate::functions::{is_true, write_text};
use crate::resolve::Node;
use crate::run::{Out, Run};
use crate::syntax::Symbol;
use crate::value::{Str, Value, number};

impl Compiler<'_> {
    pub(super) fn negate(&mut self, inner: &Node, span: Span) -> Compile<Operand> {
        let inner = self.node(inner)?;
        Ok(Operand::code(move |run, input| {
            let Some(value) = inner.eval(run, input)? else {
                return Ok(None);
            };
            match number_of(Some(&value)).map_err(|error| error.at(span).value_is(value.clone()))? {
                Some(operand) => Ok(Some(number::value(-operand))),
                None => Err(Error::new("D1002").at(span).token_is("-").value_is(value)),
            }
        }))
    }

    pub(super) fn chain(
        &mut self,
        first: &Node,
        rest: &[(Symbol, Span, Node)],
    ) -> Compile<Operand> {
        let first = self.node(first)?;
        let mut links = Vec::with_capacity(rest.len());
        for (symbol, span, right) in rest {
            links.push(Link {
                symbol: *symbol,
                span: *span,
                right: self.node(right)?,
            });
        }
        if links.len() > 1 {
            return Ok(Operand::code(move |run, input| {
                chain(run, input, &first, &links)
            }));
        }
        let Some(Link {
            symbol,
            span,
            right,
        }) = links.pop()
        else {
            return Ok(first);
        };
        Ok(match symbol {
            Symbol::And | Symbol::Or => Operand::code(move |run, input| {
                let left = first.look(run, input, is_true)?;
                let left = left.map_err(|error| error.at(span).token_is(symbol.text()))?;
                logic(run, input, symbol, span, left, &right).map(Some)
            }),
            Symbol::Ampersand => Operand::code(move |run, input| {
                let mut text = String::new();
                concatenate(run, input, &first, span, &mut text)?;
                concatenate(run, input, &right, span, &mut text)?;
                run.hold_text(text.len())?;
                Ok(Some(Value::from(text)))
            }),
            Symbol::Less
            | Symbol::LessEqual
            | Symbol::Greater
            | Symbol::GreaterEqual
            | Symbol::Equal
            | Symbol::NotEqual
                if matches!(right, Operand::Constant(_)) =>
            {
                let Operand::Constant(constant) = right else {
                    return Ok(Operand::Nothing);
                };
                Operand::code(move |run, input| {
                    let answer =
                        first.look(run, input, |left| compare(symbol, left, Some(&constant)))?;
                    answer.map_err(|error| error.at(span).token_is(symbol.text()))
                })
            }
            Symbol::Plus | Symbol::Minus | Symbol::Star | Symbol::Slash | Symbol::Percent
                if matches!(right, Operand::Constant(_)) =>
            {
                let Operand::Constant(constant) = right else {
                    return Ok(Operand::Nothing);
                };
                Operand::code(move |run, input| {
                    let answer =
                        first.look(run, input, |left| arithmetic(symbol, left, Some(&constant)))?;
                    answer.map_err(|error| error.at(span).token_is(symbol.text()))
                })
            }
            _ => Operand::code(move |run, input| {
                let describe = |error: Error| error.at(span).token_is(symbol.text());
                if let Some(left) = first.peek(run, input)
                    && let Some(right) = right.peek(run, input)
                {
                    return binary(symbol, left, right).map_err(describe);
                }
                let left = first.eval(run, input)?;
                let right = right.eval(run, input)?;
                binary(symbol, left.as_ref(), right.as_ref()).map_err(describe)
            }),
        })
    }
}

struct Link {
    symbol: Symbol,
    span: Span,
    right: Operand,
}

/// Evaluates a chain of several operators. Neighbouring `&` share one buffer.
fn chain(run: &mut Run<'_>, input: Option<&Value>, first: &Operand, links: &[Link]) -> Out {
    let mut at = 0;
    let mut left = None;
    let mut is_first = true;
    while let Some(link) = links.get(at) {
        if link.symbol == Symbol::Ampersand {
            let mut text = String::new();
            if is_first {
                concatenate(run, input, first, link.span, &mut text)?;
            } else {
                write_text(run, left.as_ref(), &mut text).map_err(|error| error.at(link.span))?;
            }
            while let Some(link) = links
                .get(at)
                .filter(|link| link.symbol == Symbol::Ampersand)
            {
                concatenate(run, input, &link.right, link.span, &mut text)?;
                run.hold_text(text.len() / 64)?;
                at += 1;
            }
            run.hold_text(text.len())?;
            left = Some(Value::from(text));
        } else {
            if is_first {
                left = first.eval(run, input)?;
            }
            run.step(1)?;
            let describe = |error: Error| error.at(link.span).token_is(link.symbol.text());
            left = if matches!(link.symbol, Symbol::And | Symbol::Or) {
                let holds = is_true(left.as_ref()).map_err(describe)?;
                Some(logic(
                    run,
                    input,
                    link.symbol,
                    link.span,
                    holds,
                    &link.right,
                )?)
            } else {
                let right = link.right.eval(run, input)?;
                binary(link.symbol, left.as_ref(), right.as_ref()).map_err(describe)?
            };
            at += 1;
        }
        is_first = false;
    }
    Ok(left)
}

fn concatenate(
    run: &mut Run<'_>,
    input: Option<&Value>,
    operand: &Operand,
    span: Span,
    text: &mut String,
) -> Result<(), Error> {
    if let Some(Some(Value::String(part))) = operand.peek(run, input) {
        let length = part.len();
        text.push_str(part);
        return run.hold_text(length);
    }
    let value = operand.eval(run, input)?;
    write_text(run, value.as_ref(), text).map_err(|error| error.at(span).token_is("&"))
}

fn logic(
    run: &mut Run<'_>,
    input: Option<&Value>,
    symbol: Symbol,
    span: Span,
    left: bool,
    right: &Operand,
) -> Result<Value, Error> {
    if left == (symbol == Symbol::Or) {
        return Ok(Value::Bool(left));
    }
    // The reference blames the operator for whatever goes wrong on its right side.
    let right = right.look(run, input, is_true).flatten();
    right
        .map(Value::Bool)
        .map_err(|error| error.reported_at(span).token_is(symbol.text()))
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
fn arithmetic(symbol: Symbol, left: Option<&Value>, right: Option<&Value>) -> Out {
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
fn compare(symbol: Symbol, left: Option<&Value>, right: Option<&Value>) -> Out {
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
