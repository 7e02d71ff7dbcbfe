//! `States.StringToJson` and `States.JsonMerge`.

use sfn_expr::Value;

use super::{Fault, text_of};

/// The JSON value that a text is. A blank text is `null` and `-0` is 0 (recorded).
pub(super) fn string_to_json(text: &Value) -> Result<Value, Fault> {
    let text = text_of(text, 1)?;
    match text.trim() {
        "" => return Ok(Value::Null),
        "-0" => return Ok(0.into()),
        _ => {}
    }
    Value::from_json(text).map_err(|error| Fault::Other(format!("The string is not JSON: {error}")))
}

/// The members of both objects; where both have one, the second's. AWS merges shallowly only, and refuses a third
/// argument of `true` (AWS's documentation).
pub(super) fn merge(first: &Value, second: &Value, deep: &Value) -> Result<Value, Fault> {
    match deep {
        Value::Bool(false) => {}
        Value::Bool(true) => return Err(Fault::Other("Deep merging is not supported".to_owned())),
        _ => {
            return Err(Fault::Type {
                argument: 3,
                expected: "a boolean",
                actual: deep.clone(),
            });
        }
    }
    let object = |value: &Value, argument| match value {
        Value::Object(members) => Ok(members.clone()),
        _ => Err(Fault::Type {
            argument,
            expected: "an object",
            actual: value.clone(),
        }),
    };
    let (mut merged, second) = (object(first, 1)?, object(second, 2)?);
    for (name, member) in second.iter() {
        merged.insert(name.clone(), member.clone());
    }
    Ok(merged.into())
}
