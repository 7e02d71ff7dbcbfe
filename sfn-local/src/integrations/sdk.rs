//! Any operation as `aws-sdk:sfn`.

use sfn_core::clock::Timestamp;
use sfn_core::expr::{Object, Value};
use sfn_core::runtime::{TaskContext, TaskFailure};

use super::wire;
use crate::Endpoint;
use crate::protocol::ApiError;

/// Calls an operation, as the AWS SDK for Java 2 does.
pub(super) async fn call(
    endpoint: &Endpoint,
    action: &str,
    arguments: &Value,
    context: &TaskContext,
) -> Result<Value, TaskFailure> {
    let mut letters = action.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    let operation: String = first.into_iter().chain(letters).collect();
    let request = wire::request(arguments).to_json();
    // An activity's worker may wait a minute: the call is not nested into this one.
    let answer = Box::pin(endpoint.call(&operation, request.as_bytes())).await;
    let reply = answer.map_err(|error| failure(&error, context))?;
    let reply = Value::from_json(&reply).unwrap_or_else(|_| Value::from(Object::new()));
    Ok(wire::result(&reply, &date))
}

/// Times are texts (recorded).
fn date(seconds: &Value) -> Value {
    // Seconds of all times that there are fit into milliseconds of 64 bits.
    #[allow(clippy::cast_possible_truncation, reason = "see above")]
    let millis = (seconds.as_f64().unwrap_or_default() * 1000.0).round() as i64;
    Value::from(Timestamp::from_unix_millis(millis).to_string())
}

/// The words are those of the AWS SDK for Java 2 (recorded).
fn failure(error: &ApiError, context: &TaskContext) -> TaskFailure {
    let (message, id) = (error.message(), wire::request_id(context));
    TaskFailure::new(
        wire::exception("Sfn", error),
        format!(
            "{message} (Service: Sfn, Status Code: {}, Request ID: {id}) (SDK Attempt Count: 1)",
            error.status()
        ),
    )
}
