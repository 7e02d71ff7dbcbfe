//! Functions at the end of a path: `$.prices.sum()`.

use sfn_expr::{Array, Value};

use super::Path;
use super::error::PathError;
use super::evaluate::{Walk, element};
use crate::keyword::{Keyword, keywords};

keywords! {
    /// Jayway's functions.
    FunctionName {
        /// The smallest number.
        Min = "min",
        /// The largest number.
        Max = "max",
        /// The arithmetic mean.
        Avg = "avg",
        /// The standard deviation of the whole population.
        Stddev = "stddev",
        /// The sum.
        Sum = "sum",
        /// How many elements or members there are.
        Length = "length",
        /// The same as `length`.
        Size = "size",
        /// The names of an object's members.
        Keys = "keys",
        /// The texts, one behind the other.
        Concat = "concat",
        /// The array with the arguments behind it.
        Append = "append",
        /// The first element.
        First = "first",
        /// The last element.
        Last = "last",
        /// The element of that number.
        Index = "index",
    }
}

impl FunctionName {
    pub(super) fn from_name(name: &str) -> Option<Self> {
        Self::from_spelling(name)
    }
}

/// A call of a function.
#[derive(Clone, Debug)]
pub(super) struct Function {
    pub(super) name: FunctionName,
    pub(super) arguments: Box<[Argument]>,
}

/// What a function is called with, beside the value it is called on.
#[derive(Clone, Debug)]
pub(super) enum Argument {
    Literal(Value),
    Path(Path),
}

impl Function {
    /// The paths among the arguments.
    pub(super) fn paths(&self) -> Vec<&Path> {
        let paths = self.arguments.iter().filter_map(|argument| match argument {
            Argument::Path(path) => Some(path),
            Argument::Literal(_) => None,
        });
        paths.collect()
    }

    /// The function's result for a value. What cannot be computed is `null`.
    pub(super) fn apply(&self, value: &Value, walk: &Walk<'_>) -> Result<Value, PathError> {
        let mut arguments = Vec::with_capacity(self.arguments.len());
        for argument in &self.arguments {
            arguments.push(match argument {
                Argument::Literal(literal) => literal.clone(),
                Argument::Path(path) => {
                    let walk = walk.within(path);
                    walk.from(walk.start(Some(value))?)?
                }
            });
        }
        Ok(self.compute(value, &arguments))
    }

    fn compute(&self, value: &Value, arguments: &[Value]) -> Value {
        let items = || value.as_array().map_or(&[][..], |items| &items[..]);
        let numbers = || numbers(value, arguments);
        match self.name {
            FunctionName::Min => numbers().into_iter().reduce(f64::min).into(),
            FunctionName::Max => numbers().into_iter().reduce(f64::max).into(),
            FunctionName::Sum => numbers()
                .into_iter()
                .reduce(|sum, number| sum + number)
                .into(),
            FunctionName::Avg => mean(&numbers()).into(),
            FunctionName::Stddev => deviation(&numbers()).into(),
            FunctionName::Length | FunctionName::Size => length(value),
            FunctionName::Keys => match value {
                Value::Object(members) => members
                    .keys()
                    .map(|key| key.as_str())
                    .collect::<Array>()
                    .into(),
                _ => Value::Null,
            },
            FunctionName::Concat => {
                let texts = items()
                    .iter()
                    .chain(arguments)
                    .flat_map(flat)
                    .filter_map(Value::as_str);
                texts.collect::<String>().into()
            }
            FunctionName::Append => items()
                .iter()
                .chain(arguments)
                .cloned()
                .collect::<Array>()
                .into(),
            FunctionName::First => items().first().cloned().into(),
            FunctionName::Last => items().last().cloned().into(),
            FunctionName::Index => {
                let index = arguments.first().and_then(Value::as_i64);
                index
                    .and_then(|index| element(items(), index))
                    .cloned()
                    .into()
            }
        }
    }
}

fn length(value: &Value) -> Value {
    let length = match value {
        Value::Array(items) => items.len(),
        Value::Object(members) => members.len(),
        _ => return Value::Null,
    };
    i64::try_from(length).ok().into()
}

/// A value, or the elements of an array.
fn flat(value: &Value) -> &[Value] {
    match value {
        Value::Array(items) => items,
        _ => std::slice::from_ref(value),
    }
}

fn numbers(value: &Value, arguments: &[Value]) -> Vec<f64> {
    let own = value.as_array().map_or(&[][..], |items| &items[..]);
    own.iter()
        .chain(arguments.iter().flat_map(flat))
        .filter_map(Value::as_f64)
        .collect()
}

fn mean(numbers: &[f64]) -> Option<f64> {
    let sum = numbers.iter().copied().reduce(|sum, number| sum + number)?;
    Some(sum / count(numbers))
}

fn deviation(numbers: &[f64]) -> Option<f64> {
    let mean = mean(numbers)?;
    let squares: f64 = numbers.iter().map(|number| number * number).sum();
    Some((squares / count(numbers) - mean * mean).max(0.0).sqrt())
}

/// At most as many as one evaluation may look at, which a double counts exactly.
fn count(numbers: &[f64]) -> f64 {
    numbers.len() as f64
}
