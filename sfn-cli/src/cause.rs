//! Causes of failures, as people want to read them.

use std::fmt;

use sfn_core::expr::Value;

/// What a cause tells.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Told {
    /// JSON: what a typed error carries.
    Payload(Value),
    /// A text for people.
    Words(String),
}

impl Told {
    /// Reads a cause; `None` if it tells nothing. A Lambda function's error is wrapped once more, in an object of Lambda's
    /// own.
    pub fn of(cause: &str) -> Option<Self> {
        if cause.is_empty() {
            return None;
        }
        let Ok(value) = Value::from_json(cause) else {
            return Some(Told::Words(cause.to_owned()));
        };
        let message = value.get("errorMessage").and_then(Value::as_str);
        match message.filter(|_| value.get("errorType").is_some()) {
            // The message may look like the wrapping itself, but is not unwrapped again.
            Some("") => None,
            Some(message) => Some(match Value::from_json(message) {
                Ok(payload) => Told::Payload(payload),
                Err(_) => Told::Words(message.to_owned()),
            }),
            None => Some(Told::Payload(value)),
        }
    }
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Told::Payload(payload) => payload.fmt(f),
            Told::Words(words) => f.write_str(words),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(cause: &str, expected: Option<Told>) {
        assert_eq!(Told::of(cause), expected);
    }

    fn limit() -> Option<Told> {
        let payload = Value::from_json(r#"{"limit": 1}"#);
        payload.ok().map(Told::Payload)
    }

    #[test]
    fn a_cause_of_json_is_a_payload() {
        check(r#"{"limit": 1}"#, limit());
    }

    #[test]
    fn an_error_of_a_lambda_function_is_unwrapped() {
        let message =
            |message: &str| format!(r#"{{"errorType": "Declined", "errorMessage": {message}}}"#);
        check(&message(r#""{\"limit\":1}""#), limit());
        check(
            &message(r#""out of paper""#),
            Some(Told::Words("out of paper".to_owned())),
        );
        check(&message(r#""""#), None);
    }

    #[test]
    fn a_cause_in_words_stays_as_it_is() {
        check("out of paper", Some(Told::Words("out of paper".to_owned())));
        check("", None);
    }
}
