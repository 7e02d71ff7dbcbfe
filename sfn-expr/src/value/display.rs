//! Printing values as compact JSON text, without recursion.

use std::fmt::{self, Write};

use super::number::{exact_integer, write_number};
use super::{Array, Object, Str, Value};

impl Value {
    /// The value as compact JSON text.
    ///
    /// Doubles have JavaScript's digits, except that one without fraction keeps its `.0`, so that
    /// text read and printed again is the same text.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut text = String::new();
        // Writing into a `String` cannot fail.
        let _ = write_json(&mut text, self);
        text
    }
}

/// The compact JSON text, as [`Value::to_json`].
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_json(f, self)
    }
}

/// The compact JSON text, as [`Value::to_json`].
impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_json(f, self)
    }
}

impl fmt::Debug for Array {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_json(f, &Value::Array(self.clone()))
    }
}

impl fmt::Debug for Object {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_json(f, &Value::Object(self.clone()))
    }
}

/// A container that is being printed: what remains of it.
enum Open<'a> {
    Array(std::slice::Iter<'a, Value>),
    Object(Members<'a>),
}

/// The members of an object that are not functions, which JSON does not know.
type Members<'a> =
    std::iter::Filter<std::slice::Iter<'a, (Str, Value)>, fn(&&(Str, Value)) -> bool>;

impl Object {
    fn printed(&self) -> Members<'_> {
        self.members()
            .iter()
            .filter(|(_, value)| !value.is_function())
    }
}

fn write_json(out: &mut impl Write, value: &Value) -> fmt::Result {
    let mut open: Vec<Open<'_>> = Vec::new();
    let mut next = Some(value);
    loop {
        match next {
            Some(Value::Null) => out.write_str("null")?,
            Some(Value::Bool(flag)) => out.write_str(if *flag { "true" } else { "false" })?,
            Some(Value::Integer(number)) => write!(out, "{number}")?,
            Some(Value::Float(number)) => write_float(out, *number)?,
            Some(Value::String(text)) => write_string(out, text)?,
            Some(Value::Array(items)) => {
                let mut items = items.iter();
                out.write_char('[')?;
                if let Some(first) = items.next() {
                    open.push(Open::Array(items));
                    next = Some(first);
                    continue;
                }
                out.write_char(']')?;
            }
            Some(Value::Object(object)) if object.function().is_some() => out.write_str("null")?,
            Some(Value::Object(members)) => {
                let mut members = members.printed();
                out.write_char('{')?;
                if let Some((key, first)) = members.next() {
                    write_key(out, key)?;
                    open.push(Open::Object(members));
                    next = Some(first);
                    continue;
                }
                out.write_char('}')?;
            }
            None => {}
        }
        next = match open.last_mut() {
            None => return Ok(()),
            Some(Open::Array(items)) => match items.next() {
                Some(item) => {
                    out.write_char(',')?;
                    Some(item)
                }
                None => {
                    out.write_char(']')?;
                    open.pop();
                    None
                }
            },
            Some(Open::Object(members)) => match members.next() {
                Some((key, member)) => {
                    out.write_char(',')?;
                    write_key(out, key)?;
                    Some(member)
                }
                None => {
                    out.write_char('}')?;
                    open.pop();
                    None
                }
            },
        };
    }
}

fn write_key(out: &mut impl Write, key: &str) -> fmt::Result {
    write_string(out, key)?;
    out.write_char(':')
}

fn write_float(out: &mut impl Write, number: f64) -> fmt::Result {
    if !number.is_finite() {
        return out.write_str("null");
    }
    if number == 0.0 && number.is_sign_negative() {
        out.write_char('-')?;
    }
    write_number(out, number)?;
    match exact_integer(number) {
        Some(_) => out.write_str(".0"),
        None => Ok(()),
    }
}

/// Writes a JSON string: only what JSON demands is escaped.
pub(crate) fn write_string(out: &mut impl Write, text: &str) -> fmt::Result {
    out.write_char('"')?;
    let mut plain = 0;
    for (at, byte) in text.bytes().enumerate() {
        let escape = match byte {
            b'"' => "\\\"",
            b'\\' => "\\\\",
            b'\n' => "\\n",
            b'\r' => "\\r",
            b'\t' => "\\t",
            0x08 => "\\b",
            0x0C => "\\f",
            0..0x20 => "",
            _ => continue,
        };
        out.write_str(&text[plain..at])?;
        plain = at + 1;
        if escape.is_empty() {
            write!(out, "\\u{byte:04x}")?;
        } else {
            out.write_str(escape)?;
        }
    }
    out.write_str(&text[plain..])?;
    out.write_char('"')
}
