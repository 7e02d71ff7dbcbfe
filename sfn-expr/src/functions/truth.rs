//! Truth, existence, types and deliberate errors.

use super::{take, text_argument};
use crate::compile::number_of;
use crate::error::Error;
use crate::run::{Arguments, Out, Run};
use crate::value::Value;

/// The truth of a value: false are nothing, `null`, zero, empty texts, empty objects, and lists
/// without a true element. An infinite number is an error.
pub(crate) fn is_true(value: Option<&Value>) -> Result<bool, Error> {
    match value {
        Some(Value::Bool(flag)) => Ok(*flag),
        None => Ok(false),
        Some(Value::Array(array)) => {
            let mut waiting: Vec<&Value> = array.iter().collect();
            let mut any = false;
            while let Some(element) = waiting.pop() {
                match element {
                    Value::Array(inner) => waiting.extend(inner.iter()),
                    // All are looked at, for the error of an infinite one.
                    scalar => any |= is_scalar_true(scalar)?,
                }
            }
            Ok(any)
        }
        Some(scalar) => is_scalar_true(scalar),
    }
}

fn is_scalar_true(value: &Value) -> Result<bool, Error> {
    Ok(match value {
        Value::Null | Value::Array(_) => false,
        Value::Bool(flag) => *flag,
        Value::Integer(number) => *number != 0,
        Value::Float(_) => number_of(Some(value))?.is_some_and(|number| number != 0.0),
        Value::String(text) => !text.is_empty(),
        Value::Object(object) => match object.function() {
            Some(function) => function.is_true(),
            None => !object.is_empty(),
        },
    })
}

pub(super) fn boolean(_: &mut Run<'_>, arguments: &mut Arguments, _: Option<&Value>) -> Out {
    match &arguments[0] {
        None => Ok(None),
        value => Ok(Some(Value::Bool(is_true(value.as_ref())?))),
    }
}

pub(super) fn not(_: &mut Run<'_>, arguments: &mut Arguments, _: Option<&Value>) -> Out {
    match &arguments[0] {
        None => Ok(None),
        value => Ok(Some(Value::Bool(!is_true(value.as_ref())?))),
    }
}

pub(super) fn exists(_: &mut Run<'_>, arguments: &mut Arguments, _: Option<&Value>) -> Out {
    Ok(Some(Value::Bool(arguments[0].is_some())))
}

pub(super) fn type_(_: &mut Run<'_>, arguments: &mut Arguments, _: Option<&Value>) -> Out {
    Ok(match &arguments[0] {
        None => None,
        // Not a number is not a number, and an infinite one is an error, as everywhere.
        Some(value @ Value::Float(_)) => {
            let name = if number_of(Some(value))?.is_some() {
                "number"
            } else {
                "object"
            };
            Some(Value::from(name))
        }
        Some(value) => Some(Value::from(value.kind())),
    })
}

pub(super) fn error(_: &mut Run<'_>, arguments: &mut Arguments, _: Option<&Value>) -> Out {
    let message = text_argument(arguments, 0)?.filter(|message| !message.is_empty());
    let message = message.as_deref().unwrap_or("$error() function evaluated");
    Err(Error::with_message("D3137", message))
}

pub(super) fn assert(_: &mut Run<'_>, arguments: &mut Arguments, _: Option<&Value>) -> Out {
    if take(arguments, 0) == Some(Value::Bool(true)) {
        return Ok(None);
    }
    let message = text_argument(arguments, 1)?.filter(|message| !message.is_empty());
    let message = message.as_deref().unwrap_or("$assert() statement failed");
    Err(Error::with_message("D3141", message))
}
