//! Array constructors and ranges.

use super::operand::Operand;
use super::{Compile, Compiler};
use crate::error::{Error, Span};
use crate::resolve::{Node, NodeKind};
use crate::run::{Out, Run};
use crate::value::{Array, Mark, Value};

/// The reference refuses ranges of more elements.
const MAX_RANGE: f64 = 1e7;

impl Compiler<'_> {
    pub(super) fn array(&mut self, items: &[Node], is_cons: bool) -> Compile<Operand> {
        let mut compiled = Vec::with_capacity(items.len());
        for item in items {
            // A constructor inside a constructor is an element, everything else is appended.
            let is_element = match &item.kind {
                NodeKind::Array(_) => true,
                NodeKind::Literal(Value::String(text)) => *text == "[",
                _ => false,
            };
            compiled.push((is_element, self.node(item)?));
        }
        if let [(false, _)] = &compiled[..]
            && let NodeKind::Range(..) = items[0].kind
            && !is_cons
        {
            // `[a..b]` is the range itself, without a copy.
            let (_, range) = compiled.remove(0);
            return Ok(Operand::code(move |run, input| {
                Ok(Some(match range.eval_raw(run, input)? {
                    Some(Value::Array(array)) => Value::Array(plain(run, array)),
                    Some(single) => Value::Array(Array::from(vec![single])),
                    None => Value::Array(Array::new()),
                }))
            }));
        }
        Ok(Operand::code(move |run, input| {
            run.check_stack()?;
            let mut values: Vec<Value> = Vec::with_capacity(compiled.len());
            for (is_element, item) in &compiled {
                match item.eval(run, input)? {
                    None => {}
                    Some(Value::Array(array)) if !is_element => {
                        run.hold_list(array.len())?;
                        if values.is_empty() {
                            values = array.into_vec();
                        } else {
                            values.extend(array);
                        }
                    }
                    Some(value) => values.push(value),
                }
            }
            run.hold_list(values.len())?;
            let mut array = Array::from(values);
            if is_cons {
                array.mark(Mark::Cons, run.epoch);
            }
            run.bounded(Value::Array(array)).map(Some)
        }))
    }

    pub(super) fn range(&mut self, from: &Node, to: &Node, span: Span) -> Compile<Operand> {
        let from = self.node(from)?;
        let to = self.node(to)?;
        Ok(Operand::code(move |run, input| {
            let from = from.eval(run, input)?;
            let to = to.eval(run, input)?;
            range(run, from, to).map_err(|error| error.at(span).token_is(".."))
        }))
    }
}

/// The same elements as a list that is not a sequence.
fn plain(run: &Run<'_>, array: Array) -> Array {
    if run.is_sequence(&array) {
        Array::from(array.into_vec())
    } else {
        array
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)]
fn range(run: &mut Run<'_>, from: Option<Value>, to: Option<Value>) -> Out {
    let from = end(from, "T2003")?;
    let to = end(to, "T2004")?;
    let (Some(from), Some(to)) = (from, to) else {
        return Ok(None);
    };
    if from > to {
        return Ok(None);
    }
    let size = to - from + 1.0;
    if size > MAX_RANGE {
        return Err(Error::new("D2014").value_is(crate::value::number::value(size)));
    }
    run.hold_list(size as usize)?;
    let values = (0..size as i64).map(|step| crate::value::number::value(from + step as f64));
    let sequence = run.sequence(values.collect());
    Ok(Some(sequence))
}

fn end(value: Option<Value>, code: &'static str) -> Result<Option<f64>, Error> {
    let Some(value) = value else {
        return Ok(None);
    };
    match value.as_f64() {
        Some(number) if number.is_finite() && number.fract() == 0.0 => Ok(Some(number)),
        _ => Err(Error::new(code).value_is(value)),
    }
}

/// Makes sure that nothing is built that is nested more deeply than can be walked again.
impl Run<'_> {
    pub(crate) fn bounded(&self, value: Value) -> Result<Value, Error> {
        if value.depth() > MAX_VALUE_DEPTH {
            let message = format!("The value nests deeper than {MAX_VALUE_DEPTH} levels");
            return Err(Error::with_message("U1001", message));
        }
        Ok(value)
    }
}

/// An expression may build values nested this deeply.
const MAX_VALUE_DEPTH: u32 = 1_000;
