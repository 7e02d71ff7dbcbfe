//! Values as text: `$string`, `&` and `$clone`.

use std::fmt::Write;

use crate::error::Error;
use crate::run::{Arguments, Out, Run};
use crate::value::number::{self, write_number};
use crate::value::{Array, Mark, Object, Value, write_string};

/// Numbers are shown with this many digits.
const DIGITS: i64 = 1_000_000_000_000_000;

/// Appends a value as `$string` has it.
pub(crate) fn write_text(
    run: &mut Run<'_>,
    value: Option<&Value>,
    out: &mut String,
) -> Result<(), Error> {
    match value {
        None => Ok(()),
        Some(Value::String(text)) => {
            run.hold_text(text.len())?;
            out.push_str(text);
            Ok(())
        }
        Some(Value::Integer(number)) if number.abs() < DIGITS => write!(out, "{number}").or(Ok(())),
        Some(Value::Float(number)) if !number.is_finite() => {
            Err(Error::new("D3001").value_is(Value::Null))
        }
        Some(value) if value.is_function() => Ok(()),
        Some(Value::Array(array)) if array.has(Mark::OuterWrapper, run.epoch) => array
            .first()
            .map_or(Ok(()), |document| write_json(run, document, None, out)),
        Some(value) => write_json(run, value, None, out),
    }
}

/// A number rounded to 15 significant digits, as the reference shows it.
fn rounded(number: f64) -> f64 {
    // Of two decimals equally near, JavaScript takes the larger and Rust the even one.
    let exact = format!("{number:.40e}");
    let (digits, exponent) = exact.split_once('e').unwrap_or((&exact, "0"));
    let kept = digits.len() - 26;
    if digits[kept..].starts_with('5') && digits[kept + 1..].bytes().all(|digit| digit == b'0') {
        return format!("{}6e{exponent}", &digits[..kept])
            .parse()
            .map_or(number, |above: f64| {
                format!("{above:.14e}").parse().unwrap_or(number)
            });
    }
    format!("{number:.14e}").parse().unwrap_or(number)
}

/// Appends JSON text, indented by two spaces per level if `indent` says at which level.
fn write_json(
    run: &mut Run<'_>,
    value: &Value,
    indent: Option<usize>,
    out: &mut String,
) -> Result<(), Error> {
    run.step(1)?;
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(flag) => out.push_str(if *flag { "true" } else { "false" }),
        Value::Integer(number) if number.abs() < DIGITS => {
            // Writing into a `String` cannot fail.
            let _ = write!(out, "{number}");
        }
        Value::Integer(_) | Value::Float(_) => {
            let number = value.as_f64().unwrap_or_default();
            if number.is_infinite() {
                return Err(Error::new("D1001").value_is(Value::Null));
            }
            if number.is_nan() {
                out.push_str("null");
            } else {
                let _ = write_number(out, rounded(number));
            }
        }
        Value::String(text) => {
            run.hold_text(text.len())?;
            let _ = write_string(out, text);
        }
        Value::Object(object) if object.function().is_some() => out.push_str("\"\""),
        Value::Array(array) => {
            run.check_stack()?;
            out.push('[');
            let inner = indent.map(|level| level + 1);
            for (at, element) in array.iter().enumerate() {
                separate(out, at, inner);
                write_json(run, element, inner, out)?;
            }
            close(out, array.is_empty(), indent, ']');
            run.hold(out.len())?;
        }
        Value::Object(object) => {
            run.check_stack()?;
            out.push('{');
            let inner = indent.map(|level| level + 1);
            for (at, (key, member)) in object.iter().enumerate() {
                separate(out, at, inner);
                let _ = write_string(out, key);
                out.push_str(if indent.is_some() { ": " } else { ":" });
                write_json(run, member, inner, out)?;
            }
            close(out, object.is_empty(), indent, '}');
            run.hold(out.len())?;
        }
    }
    Ok(())
}

fn separate(out: &mut String, at: usize, indent: Option<usize>) {
    if at > 0 {
        out.push(',');
    }
    if let Some(level) = indent {
        new_line(out, level);
    }
}

fn close(out: &mut String, is_empty: bool, indent: Option<usize>, bracket: char) {
    if let Some(level) = indent
        && !is_empty
    {
        new_line(out, level);
    }
    out.push(bracket);
}

fn new_line(out: &mut String, level: usize) {
    out.push('\n');
    out.extend(std::iter::repeat_n("  ", level));
}

pub(super) fn string(run: &mut Run<'_>, arguments: &mut Arguments, _: Option<&Value>) -> Out {
    let pretty = arguments
        .get(1)
        .is_some_and(|flag| *flag == Some(Value::Bool(true)));
    let Some(value) = &arguments[0] else {
        return Ok(None);
    };
    if let Value::String(_) = value {
        return Ok(Some(value.clone()));
    }
    let mut text = String::new();
    let container = matches!(value, Value::Array(_) | Value::Object(_)) && !value.is_function();
    if pretty && container {
        let document = match value {
            Value::Array(array) if array.has(Mark::OuterWrapper, run.epoch) => array.first(),
            value => Some(value),
        };
        if let Some(document) = document {
            write_json(run, document, Some(0), &mut text)?;
        }
    } else {
        write_text(run, Some(value), &mut text)?;
    }
    run.hold_text(text.len())?;
    Ok(Some(Value::from(text)))
}

/// What printing and parsing again would make of a value: a copy in its own memory, with numbers
/// of 15 digits and without functions.
pub(crate) fn json_copy(run: &mut Run<'_>, value: &Value) -> Result<Value, Error> {
    run.step(1)?;
    Ok(match value {
        Value::Array(array) if array.has(Mark::OuterWrapper, run.epoch) => match array.first() {
            Some(document) => json_copy(run, document)?,
            None => Value::Null,
        },
        Value::Array(array) => {
            run.check_stack()?;
            run.hold_list(array.len())?;
            let mut copy = Vec::with_capacity(array.len());
            for element in array {
                copy.push(json_copy(run, element)?);
            }
            Value::Array(Array::from(copy))
        }
        Value::Object(object) if object.function().is_none() => {
            run.check_stack()?;
            run.hold_list(object.len())?;
            let mut copy = Object::with_capacity(object.len());
            for (key, member) in object.iter() {
                copy.insert(key.clone(), json_copy(run, member)?);
            }
            Value::Object(copy)
        }
        Value::Object(_) => Value::from(""),
        Value::Integer(number) if number.abs() < DIGITS => value.clone(),
        Value::Integer(_) | Value::Float(_) => {
            let number = value.as_f64().unwrap_or_default();
            if number.is_infinite() {
                return Err(Error::new("D1001").value_is(Value::Null));
            }
            if number.is_nan() {
                Value::Null
            } else {
                number::value(rounded(number))
            }
        }
        scalar => scalar.clone(),
    })
}

pub(super) fn clone(run: &mut Run<'_>, arguments: &mut Arguments, _: Option<&Value>) -> Out {
    arguments[0]
        .take()
        .map(|value| json_copy(run, &value))
        .transpose()
}
