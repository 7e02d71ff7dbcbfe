//! Filters: which values a path goes on with.

use std::cmp::Ordering;

use regex::Regex;
use sfn_expr::Value;

use super::Path;
use super::error::PathError;
use super::evaluate::Walk;
use crate::keyword::keywords;

/// What a value must be for the path to go on with it.
#[derive(Clone, Debug)]
pub(super) enum Filter {
    Or(Box<[Filter]>),
    And(Box<[Filter]>),
    Not(Box<Filter>),
    /// The operand leads to something.
    Exists(Operand),
    Compare(Operand, Relation, Operand),
    Matches(Operand, Regex),
}

/// One side of a comparison.
#[derive(Clone, Debug)]
pub(super) enum Operand {
    Literal(Value),
    Path(Path),
}

keywords! {
    /// How two values are to stand to one another. Longer signs come before those they begin with.
    Relation {
        /// The same value of the same type.
        TypeSafeEquals = "===",
        /// Another value, or one of another type.
        TypeSafeNotEquals = "!==",
        /// The same value; a number equals the text that spells it.
        Equals = "==",
        /// Another value.
        NotEquals = "!=",
        /// At most.
        LessEquals = "<=",
        /// At least.
        GreaterEquals = ">=",
        /// Less.
        Less = "<",
        /// Greater.
        Greater = ">",
        /// An element of.
        In = "in",
        /// Not an element of.
        NotIn = "nin",
        /// All its elements are elements of the other.
        SubsetOf = "subsetof",
        /// One of its elements is an element of the other.
        AnyOf = "anyof",
        /// None of its elements is an element of the other.
        NoneOf = "noneof",
        /// Has the other as an element, or as a part of its text.
        Contains = "contains",
        /// Has all of the other's elements.
        All = "all",
        /// Has as many elements, or characters, as the other says.
        Size = "size",
        /// Is empty, if the other is true; is not, if it is false.
        Empty = "empty",
    }
}

impl Filter {
    /// The paths that the filter compares.
    pub(super) fn paths(&self) -> Vec<&Path> {
        match self {
            Self::Or(filters) | Self::And(filters) => {
                filters.iter().flat_map(Self::paths).collect()
            }
            Self::Not(filter) => filter.paths(),
            Self::Exists(operand) | Self::Matches(operand, _) => {
                operand.path().into_iter().collect()
            }
            Self::Compare(left, _, right) => left.path().into_iter().chain(right.path()).collect(),
        }
    }

    /// Whether the path goes on with `candidate`. It recurses no deeper than the filter's text nests.
    pub(super) fn accepts(&self, candidate: &Value, walk: &Walk<'_>) -> Result<bool, PathError> {
        match self {
            Self::Or(filters) => {
                for filter in filters {
                    if filter.accepts(candidate, walk)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            Self::And(filters) => {
                for filter in filters {
                    if !filter.accepts(candidate, walk)? {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
            Self::Not(filter) => Ok(!filter.accepts(candidate, walk)?),
            Self::Exists(operand) => Ok(operand.value(candidate, walk)?.is_some()),
            Self::Compare(left, relation, right) => {
                let (left, right) = (left.value(candidate, walk)?, right.value(candidate, walk)?);
                Ok(relation.holds(left.as_ref(), right.as_ref()))
            }
            Self::Matches(operand, regex) => {
                let text = match operand.value(candidate, walk)? {
                    Some(Value::String(text)) => text.to_string(),
                    Some(value @ (Value::Integer(_) | Value::Float(_) | Value::Bool(_))) => {
                        value.to_json()
                    }
                    _ => return Ok(false),
                };
                Ok(regex.is_match(&text))
            }
        }
    }
}

impl Operand {
    fn path(&self) -> Option<&Path> {
        match self {
            Self::Path(path) => Some(path),
            Self::Literal(_) => None,
        }
    }

    /// The value, if there is one.
    fn value(&self, candidate: &Value, walk: &Walk<'_>) -> Result<Option<Value>, PathError> {
        match self {
            Self::Literal(literal) => Ok(Some(literal.clone())),
            Self::Path(path) => {
                let walk = walk.within(path);
                let value = walk
                    .start(Some(candidate))
                    .and_then(|start| walk.from(start));
                match value {
                    Ok(value) => Ok(Some(value)),
                    Err(PathError::NotFound { .. }) => Ok(None),
                    Err(error) => Err(error),
                }
            }
        }
    }
}

impl Relation {
    /// What is not there is equal to nothing and stands in no relation.
    fn holds(self, left: Option<&Value>, right: Option<&Value>) -> bool {
        let both = left.zip(right);
        match self {
            Self::Equals => both.is_some_and(|(left, right)| equals(left, right)),
            Self::NotEquals => !both.is_some_and(|(left, right)| equals(left, right)),
            Self::TypeSafeEquals => both.is_some_and(|(left, right)| left == right),
            Self::TypeSafeNotEquals => !both.is_some_and(|(left, right)| left == right),
            Self::Less => ordered(both, |order| order == Ordering::Less),
            Self::LessEquals => ordered(both, |order| order != Ordering::Greater),
            Self::Greater => ordered(both, |order| order == Ordering::Greater),
            Self::GreaterEquals => ordered(both, |order| order != Ordering::Less),
            Self::In => both.is_some_and(|(left, right)| is_element(left, right)),
            Self::NotIn => !both.is_some_and(|(left, right)| is_element(left, right)),
            Self::SubsetOf => elements(both).is_some_and(|(left, right)| has_all(right, left)),
            Self::All => elements(both).is_some_and(|(left, right)| has_all(left, right)),
            Self::AnyOf => elements(both).is_some_and(|(left, right)| has_any(left, right)),
            Self::NoneOf => elements(both).is_some_and(|(left, right)| !has_any(left, right)),
            Self::Contains => both.is_some_and(|(left, right)| match (left, right) {
                (Value::String(text), Value::String(part)) => text.contains(part.as_str()),
                _ => is_element(right, left),
            }),
            Self::Size => both.is_some_and(|(left, right)| {
                size(left).is_some_and(|size| right.as_i64() == i64::try_from(size).ok())
            }),
            Self::Empty => both.is_some_and(|(left, right)| {
                size(left).is_some_and(|size| right.as_bool() == Some(size == 0))
            }),
        }
    }
}

/// Equality across the types that Jayway converts: a number and the text that spells it.
fn equals(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::String(text), number @ (Value::Integer(_) | Value::Float(_)))
        | (number @ (Value::Integer(_) | Value::Float(_)), Value::String(text)) => text
            .parse::<f64>()
            .is_ok_and(|text| Some(text) == number.as_f64()),
        _ => left == right,
    }
}

fn ordered(both: Option<(&Value, &Value)>, wanted: impl Fn(Ordering) -> bool) -> bool {
    let order = both.and_then(|(left, right)| match (left, right) {
        (Value::String(left), Value::String(right)) => Some(left.as_str().cmp(right.as_str())),
        (Value::Integer(left), Value::Integer(right)) => Some(left.cmp(right)),
        _ => left.as_f64()?.partial_cmp(&right.as_f64()?),
    });
    order.is_some_and(wanted)
}

fn is_element(value: &Value, list: &Value) -> bool {
    list.as_array()
        .is_some_and(|items| items.iter().any(|item| equals(item, value)))
}

fn elements<'v>(both: Option<(&'v Value, &'v Value)>) -> Option<(&'v [Value], &'v [Value])> {
    let (left, right) = both?;
    Some((left.as_array()?, right.as_array()?))
}

fn has_all(list: &[Value], wanted: &[Value]) -> bool {
    wanted
        .iter()
        .all(|wanted| list.iter().any(|item| equals(item, wanted)))
}

fn has_any(list: &[Value], wanted: &[Value]) -> bool {
    wanted
        .iter()
        .any(|wanted| list.iter().any(|item| equals(item, wanted)))
}

fn size(value: &Value) -> Option<usize> {
    match value {
        Value::String(text) => Some(text.chars().count()),
        Value::Array(items) => Some(items.len()),
        _ => None,
    }
}
