//! The payload of a task: its one argument itself, else an object with a member for each parameter.

use crate::errors::TaskError;
use crate::runtime::TaskFailure;
use crate::task::Task;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sfn_expr::Value;
use sfn_expr::value::{ConvertError, from_value, to_value};

/// The error of a task whose payload does not fit its parameters: the name that Lambda's runtimes give it.
pub const UNMARSHAL_ERROR: &str = "Runtime.UnmarshalError";

/// The error of a task whose result or error cannot be written as JSON: the name that Lambda's runtimes give it.
pub const MARSHAL_ERROR: &str = "Runtime.MarshalError";

/// The payload as the only argument.
///
/// # Errors
/// [`UNMARSHAL_ERROR`] when it does not fit; the cause names the parameter.
pub fn only<T: DeserializeOwned>(payload: &Value, parameter: &str) -> Result<T, TaskFailure> {
    from_value(payload).map_err(|error| misfit(parameter, &error))
}

/// The argument for one of several parameters.
///
/// # Errors
/// [`UNMARSHAL_ERROR`] when the payload is no object or the member does not fit; the cause names the parameter.
pub fn named<T: DeserializeOwned>(payload: &Value, parameter: &str) -> Result<T, TaskFailure> {
    super::member(payload, parameter).map_err(|error| misfit(parameter, &error))
}

/// What a task gives, as JSON.
///
/// # Errors
/// The task's own failure, or [`MARSHAL_ERROR`].
pub fn answer<M: Task>(result: Result<M::Output, M::Error>) -> Result<Value, TaskFailure>
where
    M::Output: Serialize,
{
    match result {
        Ok(output) => to_value(&output).map_err(|error| TaskFailure {
            error: MARSHAL_ERROR.to_owned(),
            cause: format!("the result cannot be written as JSON: {error}"),
        }),
        Err(error) => Err(error.to_failure()),
    }
}

fn misfit(parameter: &str, error: &ConvertError) -> TaskFailure {
    TaskFailure {
        error: UNMARSHAL_ERROR.to_owned(),
        cause: format!("the payload does not fit the parameter `{parameter}`: {error}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn payload(json: &str) -> Value {
        Value::from_json(json).unwrap()
    }

    #[test]
    fn a_missing_member_is_no_option() {
        let given = payload(r#"{"sku":"pen"}"#);
        assert_eq!(named::<Option<u32>>(&given, "count"), Ok(None));
        assert_eq!(named::<String>(&given, "sku"), Ok("pen".to_owned()));
    }

    #[test]
    fn a_misfit_names_its_parameter() {
        let failure = named::<u32>(&payload(r#"{"sku":"pen"}"#), "count").unwrap_err();
        assert_eq!(failure.error, "Runtime.UnmarshalError");
        assert_eq!(
            failure.cause,
            "the payload does not fit the parameter `count`: it is missing"
        );
        let failure = only::<u32>(&payload("-1"), "count").unwrap_err();
        assert!(
            failure
                .cause
                .starts_with("the payload does not fit the parameter `count`: ")
        );
    }
}
