//! The JSON value shared by every crate, from the bytes of a request to the bytes of an answer.
//!
//! A clone costs one atomic increment at most, so states, variables and histories share instead of
//! copying; a change copies only the containers along its path. This module knows nothing of
//! JSONata: the language's idea of "nothing" is the `Option` around a value.

mod array;
mod convert;
mod deserialize;
mod display;
mod equal;
pub(crate) mod held;
pub(crate) mod number;
mod object;
mod parse;
mod pretty;
mod serialize;
mod string;

pub use array::Array;
pub(crate) use array::Mark;
pub use deserialize::from_value;
pub(crate) use display::write_string;
pub use object::Object;
pub use parse::{MAX_JSON_DEPTH, ParseError};
pub use serialize::{ConvertError, to_value};
pub use string::Str;

/// A JSON value: cheap to clone, `Send` and `Sync`.
///
/// Numbers keep the form they came in. What was written without fraction and exponent and fits
/// an `i64` is an [`Integer`](Value::Integer) and keeps all its digits; everything else is a
/// [`Float`](Value::Float), an IEEE double as in JavaScript, so `18446744073709551615` loses its
/// last digits. Equality is that of JSON numbers: `1` equals `1.0`.
///
/// Objects keep the order in which their keys were first written.
///
/// ```
/// use sfn_expr::Value;
///
/// let order = Value::from_json(r#"{"id": 7, "items": [{"price": 2.5}]}"#)?;
/// assert_eq!(order.get("id").and_then(Value::as_i64), Some(7));
/// assert_eq!(order.to_json(), r#"{"id":7,"items":[{"price":2.5}]}"#);
/// # Ok::<(), sfn_expr::value::ParseError>(())
/// ```
#[derive(Clone, Default)]
pub enum Value {
    /// `null`.
    #[default]
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number without fraction that fits an `i64`.
    Integer(i64),
    /// Any other number.
    Float(f64),
    /// A string.
    String(Str),
    /// A list of values.
    Array(Array),
    /// A map from strings to values, in insertion order.
    Object(Object),
}

/// Containers nested deeper than this are refused by everything that must recurse over a value:
/// serde in both directions.
///
/// The bound keeps a debug build within the 2 MiB stack of a tokio worker. Reading, printing,
/// comparing and dropping do not recurse and have no such bound.
pub const MAX_SERDE_DEPTH: u32 = 256;

impl Value {
    /// The kind of value in JSON's words: `null`, `boolean`, `number`, `string`, `array`, `object`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Integer(_) | Value::Float(_) => "number",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(object) if object.function().is_some() => "function",
            Value::Object(_) => "object",
        }
    }

    /// Whether this is a function. Expressions can return them, alone or inside other values; only
    /// expressions can make and call them. Everything else takes them for empty objects. As in
    /// JavaScript they are missing from a printed object and `null` elsewhere.
    #[must_use]
    pub fn is_function(&self) -> bool {
        self.as_function().is_some()
    }

    pub(crate) fn as_function(&self) -> Option<&crate::function::Function> {
        match self {
            Value::Object(object) => object.function(),
            _ => None,
        }
    }

    /// Whether this is `null`.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self, Value::Null)
    }

    /// The boolean, if this is one.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Value::Bool(flag) => Some(*flag),
            _ => None,
        }
    }

    /// The number as an integer, if it is one without fraction within ±2^53 or an [`Value::Integer`].
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        match self {
            Value::Integer(number) => Some(*number),
            Value::Float(number) => number::exact_integer(*number),
            _ => None,
        }
    }

    /// The number as a double, if this is a number. Integers beyond 2^53 are rounded.
    #[must_use]
    #[allow(clippy::cast_precision_loss)]
    pub fn as_f64(&self) -> Option<f64> {
        match self {
            Value::Integer(number) => Some(*number as f64),
            Value::Float(number) => Some(*number),
            _ => None,
        }
    }

    /// The text, if this is a string.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// The array, if this is one.
    #[must_use]
    pub fn as_array(&self) -> Option<&Array> {
        match self {
            Value::Array(array) => Some(array),
            _ => None,
        }
    }

    /// The object, if this is one.
    #[must_use]
    pub fn as_object(&self) -> Option<&Object> {
        match self {
            Value::Object(object) => Some(object),
            _ => None,
        }
    }

    /// The object for changing it, if this is one. Copies it first if it is shared.
    pub fn as_object_mut(&mut self) -> Option<&mut Object> {
        match self {
            Value::Object(object) => Some(object),
            _ => None,
        }
    }

    /// The array for changing it, if this is one. Copies it first if it is shared.
    pub fn as_array_mut(&mut self) -> Option<&mut Array> {
        match self {
            Value::Array(array) => Some(array),
            _ => None,
        }
    }

    /// The member `key`, if this is an object that has it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.as_object()?.get(key)
    }

    /// The element at `index`, if this is an array that long.
    #[must_use]
    pub fn get_index(&self, index: usize) -> Option<&Value> {
        self.as_array()?.get(index)
    }

    /// How many containers are nested here at most: 0 for a scalar, 1 for `[]` and `[1]`.
    ///
    /// After elements were replaced or removed it may be more than what remains.
    #[must_use]
    pub fn depth(&self) -> u32 {
        match self {
            Value::Array(array) => array.depth(),
            Value::Object(object) => object.depth(),
            _ => 0,
        }
    }

    /// Whether both are the same container, or equal scalars.
    pub(crate) fn is_same(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::Array(left), Value::Array(right)) => left.is_same(right),
            (Value::Object(left), Value::Object(right)) => left.is_same(right),
            (left, right) => left == right,
        }
    }

    /// Takes the value out and leaves `null`.
    pub fn take(&mut self) -> Value {
        std::mem::take(self)
    }
}

/// The depth of a container around `items`.
fn depth_around<'a>(items: impl Iterator<Item = &'a Value>) -> u32 {
    items.map(Value::depth).max().unwrap_or(0).saturating_add(1)
}

/// Containers nested less deeply than this are dropped by plain recursion.
const RECURSIVE_DROP_DEPTH: u32 = 64;

/// Drops what a deep container held without using the stack for it.
fn drop_deep(held: Vec<Value>) {
    let mut waiting = held;
    while let Some(value) = waiting.pop() {
        match value {
            Value::Array(array) => array.release_into(&mut waiting),
            Value::Object(object) => object.release_into(&mut waiting),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_small_and_crosses_threads() {
        fn crosses<T: Send + Sync>() {}
        crosses::<Value>();
        assert!(size_of::<Value>() <= 24);
        assert_eq!(size_of::<Option<Value>>(), size_of::<Value>());
    }

    #[test]
    fn a_million_nested_arrays_are_dropped_without_recursion() {
        let mut value = Value::Null;
        for _ in 0..1_000_000 {
            value = Value::from(vec![value]);
        }
        assert_eq!(value.depth(), 1_000_000);
        drop(value);
    }

    #[test]
    fn changing_a_clone_leaves_the_original() {
        let original = Value::from_json(r#"{"a":{"b":1},"c":[1,2]}"#).unwrap();
        let mut copy = original.clone();
        copy.as_object_mut().unwrap().insert("a", 5);
        assert_eq!(original.to_json(), r#"{"a":{"b":1},"c":[1,2]}"#);
        assert_eq!(copy.to_json(), r#"{"a":5,"c":[1,2]}"#);
    }
}
