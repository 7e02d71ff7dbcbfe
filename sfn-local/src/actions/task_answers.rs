//! What workers and callbacks send back: `SendTaskSuccess`, `SendTaskFailure` and `SendTaskHeartbeat`.

use sfn_core::expr::Object;
use sfn_core::runtime::TokenError;

use super::{Nothing, internal};
use crate::Endpoint;
use crate::protocol::page::invalid_token;
use crate::protocol::{ApiError, ErrorCode, constraint, input, read};

pub(super) async fn succeed(endpoint: &Endpoint, body: &Object) -> Result<Nothing, ApiError> {
    let (token, output) = read(body, |fields| {
        let token = fields.required_text("taskToken", constraint::TASK_TOKEN);
        let output = fields.required_text("output", constraint::PAYLOAD);
        (token.to_owned(), output.to_owned())
    })?;
    let output = input::json(&output).map_err(|fault| invalid_output(&fault))?;
    let answered = endpoint.runtime().tasks().succeed(&token, output).await;
    answered.map_err(refusal)?;
    Ok(Nothing {})
}

pub(super) async fn fail(endpoint: &Endpoint, body: &Object) -> Result<Nothing, ApiError> {
    let (token, error, cause) = read(body, |fields| {
        let token = fields.required_text("taskToken", constraint::TASK_TOKEN);
        let error = fields.text("error", constraint::ERROR).map(str::to_owned);
        let cause = fields.text("cause", constraint::CAUSE).map(str::to_owned);
        (token.to_owned(), error, cause)
    })?;
    let tasks = endpoint.runtime().tasks();
    let answered = tasks.fail(&token, error.as_deref(), cause.as_deref()).await;
    answered.map_err(refusal)?;
    Ok(Nothing {})
}

pub(super) async fn heartbeat(endpoint: &Endpoint, body: &Object) -> Result<Nothing, ApiError> {
    let token = read(body, |fields| {
        let token = fields.required_text("taskToken", constraint::TASK_TOKEN);
        token.to_owned()
    })?;
    let answered = endpoint.runtime().tasks().heartbeat(&token).await;
    answered.map_err(refusal)?;
    Ok(Nothing {})
}

fn refusal(error: TokenError) -> ApiError {
    match error {
        TokenError::InvalidToken => invalid_token(),
        TokenError::TaskTimedOut => ApiError::new(
            ErrorCode::TaskTimedOut,
            "Task Timed Out: 'Provided task does not exist anymore'",
        ),
        TokenError::OutputTooLarge => invalid_output("Output exceeds the maximum number of bytes"),
        error => internal(error),
    }
}

fn invalid_output(reason: &str) -> ApiError {
    let message = format!("Invalid Output: '{reason}'");
    ApiError::new(ErrorCode::InvalidOutput, message)
}
