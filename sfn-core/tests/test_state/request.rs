//! Requests as cases write them: as AWS's, with documents where AWS has texts.

use sfn_core::test_state::{
    FieldValidation, MockInput, MockedError, StateConfiguration, TestRequest,
};
use sfn_expr::Value;

pub fn read(given: &Value) -> Result<TestRequest, String> {
    let given = given.as_object().ok_or("a request is an object")?;
    let known = [
        "definition",
        "stateName",
        "roleArn",
        "input",
        "variables",
        "context",
        "mock",
        "stateConfiguration",
        "revealSecrets",
    ];
    if let Some(unknown) = given.keys().find(|key| !known.contains(&key.as_str())) {
        return Err(format!("`{unknown}` is no member of a request"));
    }
    let name = |key: &str| given.get(key).and_then(Value::as_str).map(str::to_owned);
    let configuration = given.get("stateConfiguration");
    let number = |key: &str| configuration.and_then(|object| object.get(key)?.as_i64());
    Ok(TestRequest {
        definition: text(given.get("definition")).ok_or("a request has a `definition`")?,
        state_name: name("stateName"),
        role_arn: name("roleArn"),
        input: text(given.get("input")),
        variables: text(given.get("variables")),
        context: text(given.get("context")),
        mock: given.get("mock").map(mock),
        configuration: StateConfiguration {
            retrier_retry_count: number("retrierRetryCount")
                .and_then(|count| count.try_into().ok()),
            map_iteration_failure_count: number("mapIterationFailureCount")
                .and_then(|count| count.try_into().ok()),
            map_item_reader_data: text(
                configuration.and_then(|object| object.get("mapItemReaderData")),
            ),
            error_caused_by_state: None,
        },
        reveal_secrets: given.get("revealSecrets") == Some(&true.into()),
    })
}

fn mock(mock: &Value) -> MockInput {
    let member =
        |object: &Value, key: &str| object.get(key).and_then(Value::as_str).map(str::to_owned);
    MockInput {
        result: text(mock.get("result")),
        error: mock.get("errorOutput").map(|error| MockedError {
            error: member(error, "error"),
            cause: member(error, "cause"),
        }),
        validation: member(mock, "fieldValidationMode")
            .and_then(|keyword| FieldValidation::from_keyword(&keyword))
            .unwrap_or_default(),
    }
}

/// A document's text; a text stands for itself, so that a case can write what is no JSON.
fn text(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::String(text) => Some(text.to_string()),
        value => Some(value.to_json()),
    }
}
