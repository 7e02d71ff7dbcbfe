//! Values into any serde format, and any `T: Serialize` into a value, without a detour.

use std::fmt;

use serde::ser::{self, Serialize};

use super::{Array, MAX_SERDE_DEPTH, Object, Str, Value};

/// Converts any serializable data into a [`Value`].
///
/// Infinities and NaN become `null`, as in `serde_json`. Map keys may be strings, integers,
/// booleans, characters and unit variants.
///
/// ```
/// #[derive(serde::Serialize)]
/// struct Order { id: u32, items: Vec<String> }
///
/// let value = sfn_expr::to_value(&Order { id: 7, items: vec!["pen".into()] })?;
/// assert_eq!(value.to_json(), r#"{"id":7,"items":["pen"]}"#);
/// # Ok::<(), sfn_expr::value::ConvertError>(())
/// ```
///
/// # Errors
/// [`ConvertError`] when the data refuses to be serialized, has a key that is not text, or nests
/// deeper than [`MAX_SERDE_DEPTH`].
pub fn to_value<T: Serialize + ?Sized>(data: &T) -> Result<Value, ConvertError> {
    data.serialize(Builder { depth: 0 })
}

/// Why Rust data could not become a value, or a value Rust data.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ConvertError {
    /// What serde, or the data's own serialization, had to say.
    pub message: String,
}

impl fmt::Display for ConvertError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ConvertError {}

impl ser::Error for ConvertError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        ConvertError {
            message: message.to_string(),
        }
    }
}

impl Serialize for Value {
    fn serialize<S: ser::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::Null => serializer.serialize_unit(),
            Value::Bool(flag) => serializer.serialize_bool(*flag),
            Value::Integer(number) => serializer.serialize_i64(*number),
            Value::Float(number) => serializer.serialize_f64(*number),
            Value::String(text) => serializer.serialize_str(text),
            Value::Array(array) => array.serialize(serializer),
            Value::Object(object) if object.function().is_some() => serializer.serialize_unit(),
            Value::Object(object) => object.serialize(serializer),
        }
    }
}

impl Serialize for Array {
    fn serialize<S: ser::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        bound_depth(self.depth())?;
        serializer.collect_seq(self.iter())
    }
}

impl Serialize for Object {
    fn serialize<S: ser::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        bound_depth(self.depth())?;
        serializer.collect_map(self.iter().filter(|(_, value)| !value.is_function()))
    }
}

impl Serialize for Str {
    fn serialize<S: ser::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

fn bound_depth<E: ser::Error>(depth: u32) -> Result<(), E> {
    if depth > MAX_SERDE_DEPTH {
        return Err(E::custom(format_args!(
            "nested deeper than {MAX_SERDE_DEPTH} levels"
        )));
    }
    Ok(())
}

/// The serializer that builds a value.
#[derive(Clone, Copy)]
struct Builder {
    depth: u32,
}

impl Builder {
    fn deeper(self) -> Result<Builder, ConvertError> {
        let depth = self.depth + 1;
        bound_depth(depth)?;
        Ok(Builder { depth })
    }

    fn list(self, length: Option<usize>) -> Result<ListBuilder, ConvertError> {
        let items = Vec::with_capacity(length.unwrap_or(0).min(1024));
        Ok(ListBuilder {
            inner: self.deeper()?,
            items,
            variant: None,
        })
    }

    fn map(self) -> Result<MapBuilder, ConvertError> {
        Ok(MapBuilder {
            inner: self.deeper()?,
            members: Object::new(),
            key: None,
            variant: None,
        })
    }
}

impl ser::Serializer for Builder {
    type Ok = Value;
    type Error = ConvertError;
    type SerializeSeq = ListBuilder;
    type SerializeTuple = ListBuilder;
    type SerializeTupleStruct = ListBuilder;
    type SerializeTupleVariant = ListBuilder;
    type SerializeMap = MapBuilder;
    type SerializeStruct = MapBuilder;
    type SerializeStructVariant = MapBuilder;

    fn serialize_bool(self, flag: bool) -> Result<Value, ConvertError> {
        Ok(Value::Bool(flag))
    }

    fn serialize_i8(self, number: i8) -> Result<Value, ConvertError> {
        Ok(Value::from(number))
    }

    fn serialize_i16(self, number: i16) -> Result<Value, ConvertError> {
        Ok(Value::from(number))
    }

    fn serialize_i32(self, number: i32) -> Result<Value, ConvertError> {
        Ok(Value::from(number))
    }

    fn serialize_i64(self, number: i64) -> Result<Value, ConvertError> {
        Ok(Value::from(number))
    }

    fn serialize_i128(self, number: i128) -> Result<Value, ConvertError> {
        Ok(Value::from(number))
    }

    fn serialize_u8(self, number: u8) -> Result<Value, ConvertError> {
        Ok(Value::from(number))
    }

    fn serialize_u16(self, number: u16) -> Result<Value, ConvertError> {
        Ok(Value::from(number))
    }

    fn serialize_u32(self, number: u32) -> Result<Value, ConvertError> {
        Ok(Value::from(number))
    }

    fn serialize_u64(self, number: u64) -> Result<Value, ConvertError> {
        Ok(Value::from(number))
    }

    fn serialize_u128(self, number: u128) -> Result<Value, ConvertError> {
        Ok(Value::from(number))
    }

    fn serialize_f32(self, number: f32) -> Result<Value, ConvertError> {
        Ok(Value::from(number))
    }

    fn serialize_f64(self, number: f64) -> Result<Value, ConvertError> {
        Ok(Value::from(number))
    }

    fn serialize_char(self, letter: char) -> Result<Value, ConvertError> {
        Ok(Value::from(letter))
    }

    fn serialize_str(self, text: &str) -> Result<Value, ConvertError> {
        Ok(Value::from(text))
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Result<Value, ConvertError> {
        Ok(bytes.iter().copied().collect())
    }

    fn serialize_none(self) -> Result<Value, ConvertError> {
        Ok(Value::Null)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, data: &T) -> Result<Value, ConvertError> {
        data.serialize(self)
    }

    fn serialize_unit(self) -> Result<Value, ConvertError> {
        Ok(Value::Null)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<Value, ConvertError> {
        Ok(Value::Null)
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<Value, ConvertError> {
        Ok(Value::from(variant))
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        data: &T,
    ) -> Result<Value, ConvertError> {
        data.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        data: &T,
    ) -> Result<Value, ConvertError> {
        let data = data.serialize(self.deeper()?)?;
        Ok(tagged(Some(variant), data))
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<ListBuilder, ConvertError> {
        self.list(length)
    }

    fn serialize_tuple(self, length: usize) -> Result<ListBuilder, ConvertError> {
        self.list(Some(length))
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        length: usize,
    ) -> Result<ListBuilder, ConvertError> {
        self.list(Some(length))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<ListBuilder, ConvertError> {
        let list = self.deeper()?.list(Some(length))?;
        Ok(ListBuilder {
            variant: Some(variant),
            ..list
        })
    }

    fn serialize_map(self, _: Option<usize>) -> Result<MapBuilder, ConvertError> {
        self.map()
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<MapBuilder, ConvertError> {
        self.map()
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<MapBuilder, ConvertError> {
        let map = self.deeper()?.map()?;
        Ok(MapBuilder {
            variant: Some(variant),
            ..map
        })
    }
}

/// `{"Variant": data}`, serde's external tagging, or the data alone.
fn tagged(variant: Option<&'static str>, data: Value) -> Value {
    match variant {
        Some(variant) => Value::Object(Object::from_iter([(variant, data)])),
        None => data,
    }
}

struct ListBuilder {
    inner: Builder,
    items: Vec<Value>,
    variant: Option<&'static str>,
}

impl ListBuilder {
    fn add<T: Serialize + ?Sized>(&mut self, data: &T) -> Result<(), ConvertError> {
        self.items.push(data.serialize(self.inner)?);
        Ok(())
    }

    fn finish(self) -> Value {
        tagged(self.variant, Value::Array(Array::from(self.items)))
    }
}

macro_rules! list_builder {
    ($($part:ident :: $add:ident),*) => {$(
        impl ser::$part for ListBuilder {
            type Ok = Value;
            type Error = ConvertError;

            fn $add<T: Serialize + ?Sized>(&mut self, data: &T) -> Result<(), ConvertError> {
                self.add(data)
            }

            fn end(self) -> Result<Value, ConvertError> {
                Ok(self.finish())
            }
        }
    )*};
}

list_builder!(
    SerializeSeq::serialize_element,
    SerializeTuple::serialize_element,
    SerializeTupleStruct::serialize_field,
    SerializeTupleVariant::serialize_field
);

struct MapBuilder {
    inner: Builder,
    members: Object,
    key: Option<Str>,
    variant: Option<&'static str>,
}

impl MapBuilder {
    fn finish(self) -> Value {
        tagged(self.variant, Value::Object(self.members))
    }
}

impl ser::SerializeMap for MapBuilder {
    type Ok = Value;
    type Error = ConvertError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), ConvertError> {
        self.key = Some(match key.serialize(self.inner)? {
            Value::String(text) => text,
            value @ (Value::Integer(_) | Value::Float(_) | Value::Bool(_)) => {
                Str::from(value.to_json())
            }
            other => {
                return Err(ser::Error::custom(format_args!(
                    "{} as a key",
                    other.kind()
                )));
            }
        });
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, data: &T) -> Result<(), ConvertError> {
        let value = data.serialize(self.inner)?;
        let key = self
            .key
            .take()
            .ok_or_else(|| ser::Error::custom("a value without a key"))?;
        self.members.insert(key, value);
        Ok(())
    }

    fn end(self) -> Result<Value, ConvertError> {
        Ok(self.finish())
    }
}

macro_rules! struct_builder {
    ($($part:ident),*) => {$(
        impl ser::$part for MapBuilder {
            type Ok = Value;
            type Error = ConvertError;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                key: &'static str,
                data: &T,
            ) -> Result<(), ConvertError> {
                self.members.insert(key, data.serialize(self.inner)?);
                Ok(())
            }

            fn end(self) -> Result<Value, ConvertError> {
                Ok(self.finish())
            }
        }
    )*};
}

struct_builder!(SerializeStruct, SerializeStructVariant);
