//! What a Lambda function looks like from a Task state: how it is named, how its result and its errors are wrapped.

use sfn_asl::ResourceArn;
use sfn_expr::{Object, Value};

use super::start::fingerprint;
use super::{TaskContext, TaskFailure};
use crate::engine::Random;

/// The name of a function, as `FunctionName` gives it: the name, an ARN, either with a qualifier, or the placeholder
/// that stands in an emitted definition until it is deployed (`${name}`).
pub(super) fn function_name(text: &str) -> &str {
    if let Some(placeholder) = text
        .strip_prefix("${")
        .and_then(|rest| rest.strip_suffix('}'))
    {
        return placeholder;
    }
    match ResourceArn::parse(text) {
        ResourceArn::Function { name } => name,
        _ => text.split(':').next().unwrap_or(text),
    }
}

/// The payload of a call by `lambda:invoke`; an empty object where none is given.
pub(super) fn payload(arguments: &Value) -> Value {
    arguments
        .get("Payload")
        .cloned()
        .unwrap_or_else(|| Value::from(Object::new()))
}

/// The answer of `lambda:invoke` around a function's result (recorded).
pub(super) fn envelope(result: Value, context: &TaskContext) -> Value {
    let request_id = Random::new(fingerprint(&context.token())).uuid();
    let content_type = "application/json";
    let headers = [
        ("Content-Type", content_type),
        ("x-amzn-RequestId", request_id.as_str()),
    ];
    let all = headers.map(|(name, value)| (name, Value::from([value])));
    let http = [
        ("AllHttpHeaders", Value::from(Object::from_iter(all))),
        ("HttpHeaders", Value::from(Object::from_iter(headers))),
        ("HttpStatusCode", Value::from(200)),
    ];
    let response = Object::from_iter([("RequestId", request_id.as_str())]);
    Value::from(Object::from_iter([
        ("ExecutedVersion", Value::from("$LATEST")),
        ("Payload", result),
        ("SdkHttpMetadata", Value::from(Object::from_iter(http))),
        ("SdkResponseMetadata", Value::from(response)),
        ("StatusCode", Value::from(200)),
    ]))
}

/// A function's failure: its cause is the JSON text that Lambda makes of an error.
pub(super) fn failure(failure: TaskFailure) -> TaskFailure {
    let members = [
        ("errorType", failure.error.as_str()),
        ("errorMessage", failure.cause.as_str()),
    ];
    let cause = Value::from(Object::from_iter(members)).to_json();
    TaskFailure {
        error: failure.error,
        cause,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_are_named_in_many_ways() {
        let names = [
            "Charge",
            "Charge:live",
            "${Charge}",
            "arn:aws:lambda:us-east-1:123456789012:function:Charge",
            "arn:aws:lambda:us-east-1:123456789012:function:Charge:$LATEST",
        ];
        for name in names {
            assert_eq!(function_name(name), "Charge");
        }
    }

    #[test]
    fn a_failure_is_told_as_lambda_tells_it() {
        let told = failure(TaskFailure::new("Declined", r#"{"limit":1}"#));
        assert_eq!(told.error, "Declined");
        assert_eq!(
            told.cause,
            r#"{"errorType":"Declined","errorMessage":"{\"limit\":1}"}"#
        );
    }
}
