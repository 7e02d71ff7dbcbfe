//! Numbers that JSON does not have, as AWS writes them: a division by zero is the text `Infinity`.
//!
//! The reference prints them as `null`; so does this crate where the dialect is not AWS's.

use crate::error::Error;
use crate::run::Run;
use crate::value::{Array, Object, Value};

/// The value with texts in the place of numbers that are infinite or none.
pub(crate) fn spelled(run: &mut Run<'_>, value: Value) -> Result<Value, Error> {
    if !is_inside(run, &value)? {
        return Ok(value);
    }
    Ok(match value {
        Value::Float(number) if number.is_nan() => Value::from("NaN"),
        Value::Float(number) if number > 0.0 => Value::from("Infinity"),
        Value::Float(_) => Value::from("-Infinity"),
        Value::Array(elements) => {
            let elements = elements.into_iter().map(|element| spelled(run, element));
            Value::Array(Array::from(elements.collect::<Result<Vec<_>, _>>()?))
        }
        Value::Object(members) => {
            let mut object = Object::with_capacity(members.len());
            for (key, member) in members {
                object.insert(key, spelled(run, member)?);
            }
            Value::Object(object)
        }
        scalar => scalar,
    })
}

/// Whether there is such a number, so that what has none is not copied.
fn is_inside(run: &mut Run<'_>, value: &Value) -> Result<bool, Error> {
    let mut waiting = vec![value];
    while let Some(value) = waiting.pop() {
        run.step(1)?;
        match value {
            Value::Float(number) if !number.is_finite() => {
                run.check_stack()?;
                return Ok(true);
            }
            Value::Array(elements) => waiting.extend(elements.iter()),
            Value::Object(members) => waiting.extend(members.values()),
            _ => {}
        }
    }
    Ok(false)
}
