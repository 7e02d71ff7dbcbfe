//! Values from Rust's scalars and collections, and to and from `serde_json::Value`.

use std::collections::BTreeMap;

use super::{Array, Object, Str, Value};

macro_rules! from_integer {
    ($($integer:ty),*) => {$(
        impl From<$integer> for Value {
            fn from(number: $integer) -> Self {
                Value::Integer(i64::from(number))
            }
        }
    )*};
}

macro_rules! from_wide_integer {
    ($($integer:ty),*) => {$(
        /// Beyond `i64` the number becomes the nearest double.
        impl From<$integer> for Value {
            #[allow(clippy::cast_precision_loss)]
            fn from(number: $integer) -> Self {
                i64::try_from(number).map_or(Value::Float(number as f64), Value::Integer)
            }
        }
    )*};
}

macro_rules! from_text {
    ($($text:ty),*) => {$(
        impl From<$text> for Value {
            fn from(text: $text) -> Self {
                Value::String(Str::from(text))
            }
        }
    )*};
}

from_integer!(i8, i16, i32, i64, u8, u16, u32);
from_wide_integer!(u64, usize, isize, i128, u128);
from_text!(&str, String, &String, char);

impl From<()> for Value {
    fn from((): ()) -> Self {
        Value::Null
    }
}

impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Value::Bool(flag)
    }
}

/// What JSON cannot say (infinities, NaN) becomes `null`, as `JSON.stringify` has it.
impl From<f64> for Value {
    fn from(number: f64) -> Self {
        if number.is_finite() {
            Value::Float(number)
        } else {
            Value::Null
        }
    }
}

/// What JSON cannot say (infinities, NaN) becomes `null`, as `JSON.stringify` has it.
impl From<f32> for Value {
    fn from(number: f32) -> Self {
        Value::from(f64::from(number))
    }
}

impl From<Str> for Value {
    fn from(text: Str) -> Self {
        Value::String(text)
    }
}

impl From<Array> for Value {
    fn from(array: Array) -> Self {
        Value::Array(array)
    }
}

impl From<Object> for Value {
    fn from(object: Object) -> Self {
        Value::Object(object)
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Value::Null, Into::into)
    }
}

impl<T: Into<Value>> From<Vec<T>> for Value {
    fn from(items: Vec<T>) -> Self {
        Value::Array(items.into_iter().collect())
    }
}

impl<T: Into<Value>, const N: usize> From<[T; N]> for Value {
    fn from(items: [T; N]) -> Self {
        Value::Array(items.into_iter().collect())
    }
}

impl<K: Into<Str>, V: Into<Value>> From<BTreeMap<K, V>> for Value {
    fn from(members: BTreeMap<K, V>) -> Self {
        Value::Object(members.into_iter().collect())
    }
}

impl<T: Into<Value>> FromIterator<T> for Value {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Value::Array(items.into_iter().collect())
    }
}

impl From<serde_json::Value> for Value {
    fn from(value: serde_json::Value) -> Self {
        match value {
            serde_json::Value::Null => Value::Null,
            serde_json::Value::Bool(flag) => Value::Bool(flag),
            serde_json::Value::Number(number) => match number.as_i64() {
                Some(integer) => Value::Integer(integer),
                None => Value::from(number.as_f64()),
            },
            serde_json::Value::String(text) => Value::from(text),
            serde_json::Value::Array(items) => Value::from(items),
            serde_json::Value::Object(members) => Value::Object(members.into_iter().collect()),
        }
    }
}

/// Containers beyond [`MAX_SERDE_DEPTH`](super::MAX_SERDE_DEPTH) become `null`: `serde_json`
/// itself could not drop them safely.
impl From<&Value> for serde_json::Value {
    fn from(value: &Value) -> Self {
        match value {
            Value::Null => serde_json::Value::Null,
            Value::Bool(flag) => serde_json::Value::Bool(*flag),
            Value::Integer(number) => serde_json::Value::from(*number),
            Value::Float(number) => serde_json::Value::from(*number),
            Value::String(text) => serde_json::Value::from(text.as_str()),
            _ if value.depth() > super::MAX_SERDE_DEPTH => serde_json::Value::Null,
            Value::Array(items) => items.iter().map(serde_json::Value::from).collect(),
            Value::Object(members) => {
                let members = members.iter();
                serde_json::Value::Object(
                    members
                        .map(|(key, value)| (key.to_string(), value.into()))
                        .collect(),
                )
            }
        }
    }
}

impl From<Value> for serde_json::Value {
    fn from(value: Value) -> Self {
        serde_json::Value::from(&value)
    }
}
