//! Equality of JSON values: numbers by value, objects whatever their order. It does not recurse.

use super::number::exact_integer;
use super::{Array, Object, Value};

impl PartialEq for Value {
    fn eq(&self, other: &Value) -> bool {
        let mut waiting = Vec::new();
        let mut next = Some((self, other));
        while let Some((left, right)) = next {
            let same = match (left, right) {
                (Value::Null, Value::Null) => true,
                (Value::Bool(left), Value::Bool(right)) => left == right,
                (Value::Integer(left), Value::Integer(right)) => left == right,
                (Value::Float(left), Value::Float(right)) => left == right,
                (Value::Integer(integer), Value::Float(float))
                | (Value::Float(float), Value::Integer(integer)) => is_integer(*float, *integer),
                (Value::String(left), Value::String(right)) => left == right,
                (Value::Array(left), Value::Array(right)) => {
                    left.is_same(right) || pair_arrays(left, right, &mut waiting)
                }
                (Value::Object(left), Value::Object(right))
                    if left.function().is_some() || right.function().is_some() =>
                {
                    left.is_same(right)
                }
                (Value::Object(left), Value::Object(right)) => {
                    left.is_same(right) || pair_objects(left, right, &mut waiting)
                }
                _ => false,
            };
            if !same {
                return false;
            }
            next = waiting.pop();
        }
        true
    }
}

impl PartialEq for Array {
    fn eq(&self, other: &Array) -> bool {
        self.is_same(other) || self[..] == other[..]
    }
}

impl PartialEq for Object {
    fn eq(&self, other: &Object) -> bool {
        self.is_same(other)
            || self.len() == other.len()
                && self
                    .iter()
                    .all(|(key, value)| other.get(key) == Some(value))
    }
}

/// Exact: no integer beyond 2^53 equals a double that merely rounds to it.
#[allow(clippy::cast_precision_loss)]
fn is_integer(float: f64, integer: i64) -> bool {
    match exact_integer(float) {
        Some(exact) => exact == integer,
        None => float == integer as f64 && i128::from(integer) == float as i128,
    }
}

fn pair_arrays<'a>(
    left: &'a Array,
    right: &'a Array,
    waiting: &mut Vec<(&'a Value, &'a Value)>,
) -> bool {
    if left.len() != right.len() {
        return false;
    }
    waiting.extend(left.iter().zip(right));
    true
}

fn pair_objects<'a>(
    left: &'a Object,
    right: &'a Object,
    waiting: &mut Vec<(&'a Value, &'a Value)>,
) -> bool {
    if left.len() != right.len() {
        return false;
    }
    left.iter().all(|(key, value)| match right.get(key) {
        Some(other) => {
            waiting.push((value, other));
            true
        }
        None => false,
    })
}

impl PartialEq<bool> for Value {
    fn eq(&self, other: &bool) -> bool {
        self.as_bool() == Some(*other)
    }
}

impl PartialEq<i64> for Value {
    fn eq(&self, other: &i64) -> bool {
        self.as_i64() == Some(*other)
    }
}

impl PartialEq<f64> for Value {
    fn eq(&self, other: &f64) -> bool {
        matches!(self, Value::Integer(_) | Value::Float(_)) && *self == Value::Float(*other)
    }
}

impl PartialEq<str> for Value {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == Some(other)
    }
}

impl PartialEq<&str> for Value {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == Some(*other)
    }
}
