//! Values from any serde format, and any `T: Deserialize` from a value, without a detour.

use std::fmt;

use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{
    self, Deserialize, DeserializeOwned, EnumAccess, IntoDeserializer, MapAccess, SeqAccess,
    Unexpected, VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;

use super::number::exact_integer;
use super::{Array, ConvertError, MAX_SERDE_DEPTH, Object, Str, Value};

/// Converts a [`Value`] into any type that can be deserialized.
///
/// ```
/// #[derive(serde::Deserialize)]
/// struct Order { id: u32 }
///
/// let value = sfn_expr::Value::from_json(r#"{"id":7}"#)?;
/// let order: Order = sfn_expr::from_value(&value)?;
/// assert_eq!(order.id, 7);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`ConvertError`] when the value does not have the type's shape or nests deeper than
/// [`MAX_SERDE_DEPTH`].
pub fn from_value<T: DeserializeOwned>(value: &Value) -> Result<T, ConvertError> {
    if value.depth() > MAX_SERDE_DEPTH {
        let message = format!("nested deeper than {MAX_SERDE_DEPTH} levels");
        return Err(ConvertError { message });
    }
    T::deserialize(value)
}

impl de::Error for ConvertError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        ConvertError {
            message: message.to_string(),
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: de::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

impl<'de> Deserialize<'de> for Str {
    fn deserialize<D: de::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct StrVisitor;

        impl Visitor<'_> for StrVisitor {
            type Value = Str;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Str, E> {
                Ok(Str::from(text))
            }
        }

        deserializer.deserialize_str(StrVisitor)
    }
}

/// Builds a value of whatever comes. How deeply it may nest is the format's affair:
/// `serde_json` stops at 128 levels.
struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Value, E> {
        Ok(Value::Bool(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::from(number))
    }

    fn visit_i128<E>(self, number: i128) -> Result<Value, E> {
        Ok(Value::from(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(Value::from(number))
    }

    fn visit_u128<E>(self, number: u128) -> Result<Value, E> {
        Ok(Value::from(number))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(Value::from(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::from(text))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: de::Deserializer<'de>>(self, inner: D) -> Result<Value, D::Error> {
        Value::deserialize(inner)
    }

    fn visit_newtype_struct<D: de::Deserializer<'de>>(self, inner: D) -> Result<Value, D::Error> {
        Value::deserialize(inner)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut items = Vec::with_capacity(access.size_hint().unwrap_or(0).min(1024));
        while let Some(item) = access.next_element()? {
            items.push(item);
        }
        Ok(Value::Array(Array::from(items)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut members = Object::new();
        while let Some((key, value)) = access.next_entry::<Str, Value>()? {
            members.insert(key, value);
        }
        Ok(Value::Object(members))
    }
}

macro_rules! deserialize_integers {
    ($integral:expr) => {
        deserialize_integers!(
            $integral, deserialize_i8, deserialize_i16, deserialize_i32, deserialize_i64,
            deserialize_i128, deserialize_u8, deserialize_u16, deserialize_u32, deserialize_u64,
            deserialize_u128
        );
    };
    ($integral:expr, $($method:ident),*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ConvertError> {
            match $integral(&self) {
                Some(number) => visitor.visit_i64(number),
                None => self.deserialize_any(visitor),
            }
        }
    )*};
}

/// A value is a deserializer of what it holds. Strings and keys are lent, not copied.
impl<'de> de::Deserializer<'de> for &'de Value {
    type Error = ConvertError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ConvertError> {
        match self {
            Value::Null => visitor.visit_unit(),
            Value::Bool(flag) => visitor.visit_bool(*flag),
            Value::Integer(number) => visitor.visit_i64(*number),
            Value::Float(number) => visitor.visit_f64(*number),
            Value::String(text) => visitor.visit_borrowed_str(text),
            Value::Array(items) => {
                let mut access = SeqDeserializer::new(items.iter());
                let answer = visitor.visit_seq(&mut access)?;
                access.end()?;
                Ok(answer)
            }
            Value::Object(members) => {
                let members = members.iter().map(|(key, value)| (Key(key), value));
                let mut access = MapDeserializer::new(members);
                let answer = visitor.visit_map(&mut access)?;
                access.end()?;
                Ok(answer)
            }
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ConvertError> {
        match self {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, ConvertError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ConvertError> {
        let (variant, content) = match self {
            Value::String(variant) => (variant, None),
            Value::Object(members) if members.len() == 1 => {
                let (variant, content) = &members.members()[0];
                (variant, Some(content))
            }
            other => {
                let expected = &"a string or an object with one member";
                return Err(de::Error::invalid_type(unexpected(other), expected));
            }
        };
        visitor.visit_enum(Variant { variant, content })
    }

    deserialize_integers!(Value::integral);

    forward_to_deserialize_any! {
        bool f32 f64 char str string bytes byte_buf
        unit unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

impl Value {
    /// For a type that wants an integer: `1.0` is one.
    fn integral(&self) -> Option<i64> {
        match self {
            Value::Float(number) => exact_integer(*number),
            _ => None,
        }
    }
}

/// The key of a member as a deserializer: text, unless a number or boolean is asked for.
struct Key<'de>(&'de str);

impl<'de> IntoDeserializer<'de, ConvertError> for Key<'de> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl Key<'_> {
    fn integral(&self) -> Option<i64> {
        self.0.parse().ok()
    }
}

impl<'de> de::Deserializer<'de> for Key<'de> {
    type Error = ConvertError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ConvertError> {
        visitor.visit_borrowed_str(self.0)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ConvertError> {
        match self.0 {
            "true" => visitor.visit_bool(true),
            "false" => visitor.visit_bool(false),
            other => visitor.visit_borrowed_str(other),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ConvertError> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, ConvertError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ConvertError> {
        visitor.visit_enum(Variant {
            variant: self.0,
            content: None,
        })
    }

    deserialize_integers!(Key::integral);

    forward_to_deserialize_any! {
        f32 f64 char str string bytes byte_buf
        unit unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

impl<'de> IntoDeserializer<'de, ConvertError> for &'de Value {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// An enum in serde's external tagging.
struct Variant<'de> {
    variant: &'de str,
    content: Option<&'de Value>,
}

impl<'de> Variant<'de> {
    fn content(self) -> Result<&'de Value, ConvertError> {
        self.content
            .ok_or_else(|| de::Error::custom("the variant has no content"))
    }
}

impl<'de> EnumAccess<'de> for Variant<'de> {
    type Error = ConvertError;
    type Variant = Self;

    fn variant_seed<S: de::DeserializeSeed<'de>>(
        self,
        seed: S,
    ) -> Result<(S::Value, Self), ConvertError> {
        let variant = seed.deserialize(self.variant.into_deserializer())?;
        Ok((variant, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'de> {
    type Error = ConvertError;

    fn unit_variant(self) -> Result<(), ConvertError> {
        self.content.map_or(Ok(()), <()>::deserialize)
    }

    fn newtype_variant_seed<S: de::DeserializeSeed<'de>>(
        self,
        seed: S,
    ) -> Result<S::Value, ConvertError> {
        seed.deserialize(self.content()?)
    }

    fn tuple_variant<V: Visitor<'de>>(
        self,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, ConvertError> {
        de::Deserializer::deserialize_any(self.content()?, visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ConvertError> {
        de::Deserializer::deserialize_any(self.content()?, visitor)
    }
}

fn unexpected(value: &Value) -> Unexpected<'_> {
    match value {
        Value::Null => Unexpected::Unit,
        Value::Bool(flag) => Unexpected::Bool(*flag),
        Value::Integer(number) => Unexpected::Signed(*number),
        Value::Float(number) => Unexpected::Float(*number),
        Value::String(text) => Unexpected::Str(text),
        Value::Array(_) => Unexpected::Seq,
        Value::Object(_) => Unexpected::Map,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::{Deserialize, Serialize};

    use super::*;
    use crate::value::to_value;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    enum Payment {
        Cash,
        Card(String),
        Split(u8, f64),
        Voucher { code: char, left: Option<i32> },
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Order {
        id: u64,
        paid: Vec<Payment>,
        by_day: BTreeMap<u16, bool>,
        note: Option<String>,
        pair: (i8, ()),
    }

    #[track_caller]
    fn check(order: &Order, json: &str) {
        let value = to_value(order).unwrap();
        assert_eq!(value.to_json(), json);
        assert_eq!(value.to_json(), serde_json::to_string(order).unwrap());
        assert_eq!(&from_value::<Order>(&value).unwrap(), order);
        assert_eq!(serde_json::from_str::<Value>(json).unwrap(), value);
        assert_eq!(serde_json::to_string(&value).unwrap(), json);
        assert_eq!(Value::from(serde_json::Value::from(&value)), value);
    }

    #[test]
    fn rust_data_goes_there_and_back_as_with_serde_json() {
        let order = Order {
            id: 7,
            paid: vec![
                Payment::Cash,
                Payment::Card("visa".into()),
                Payment::Split(1, 0.5),
                Payment::Voucher {
                    code: 'x',
                    left: None,
                },
            ],
            by_day: BTreeMap::from([(3, true), (12, false)]),
            note: None,
            pair: (-1, ()),
        };
        check(
            &order,
            r#"{"id":7,"paid":["Cash",{"Card":"visa"},{"Split":[1,0.5]},{"Voucher":{"code":"x","left":null}}],"by_day":{"3":true,"12":false},"note":null,"pair":[-1,null]}"#,
        );
    }

    #[test]
    fn a_wrong_shape_says_what_was_expected() {
        let value = Value::from_json(r#"{"id":"7"}"#).unwrap();
        let error = from_value::<Order>(&value).unwrap_err();
        assert_eq!(
            error.to_string(),
            "invalid type: string \"7\", expected u64"
        );
    }

    #[test]
    fn too_deep_values_are_refused() {
        let deep = (0..10_000).fold(Value::Null, |inner, _| Value::from(vec![inner]));
        assert!(from_value::<serde_json::Value>(&deep).is_err());
        assert!(to_value(&deep).is_err());
        assert!(serde_json::to_string(&deep).is_err());
    }
}
