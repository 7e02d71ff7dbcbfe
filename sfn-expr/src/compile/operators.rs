//! Chains of operators from left to right, and the unary minus.

use super::binary::{Binary, arithmetic, binary, compare};
use super::filter::number_of;
use super::operand::Operand;
use super::{Compile, Compiler};
use crate::error::{Error, Span};
use crate::functions::{is_true, write_text};
use crate::resolve::Node;
use crate::run::{Out, Run};
use crate::syntax::Symbol;
use crate::value::{Value, number};

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
            _ => {
                let names = first.name().is_some() && right.name().is_some();
                let general = Binary {
                    symbol,
                    span,
                    left: first,
                    right,
                };
                if names {
                    Operand::code(move |run, input| general.eval_names(run, input))
                } else {
                    Operand::code(move |run, input| general.eval(run, input))
                }
            }
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
