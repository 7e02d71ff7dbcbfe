//! What an error carries: JSON in its cause, for errors of tasks.

use sfn_core::expr::Value;

/// What a typed error carries. A Lambda function's error is wrapped once more, in an object of Lambda's own.
pub(crate) fn payload(cause: &str) -> Option<Value> {
    let value = Value::from_json(cause).ok()?;
    let message = value.get("errorMessage").and_then(Value::as_str);
    match message {
        Some(message) if value.get("errorType").is_some() => {
            Some(Value::from_json(message).unwrap_or_else(|_| message.into()))
        }
        _ => Some(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(cause: &str, expected: Option<&str>) {
        assert_eq!(
            payload(cause).map(|payload| payload.to_json()).as_deref(),
            expected
        );
    }

    #[test]
    fn a_cause_of_json_is_the_payload() {
        check(r#"{"limit": 1}"#, Some(r#"{"limit":1}"#));
    }

    #[test]
    fn an_error_of_a_lambda_function_is_unwrapped() {
        check(
            r#"{"errorType": "Declined", "errorMessage": "{\"limit\":1}"}"#,
            Some(r#"{"limit":1}"#),
        );
        check(
            r#"{"errorType": "Error", "errorMessage": "out of paper"}"#,
            Some(r#""out of paper""#),
        );
    }

    #[test]
    fn a_cause_in_words_is_none() {
        check("out of paper", None);
    }
}
