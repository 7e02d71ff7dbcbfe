//! `RedriveExecution`.

use serde::Serialize;
use sfn_core::engine::Status;
use sfn_core::expr::Object;
use sfn_core::runtime::RedriveError;

use super::{internal, target};
use crate::Endpoint;
use crate::protocol::{ApiError, Epoch, ErrorCode, constraint, read};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Reply {
    redrive_date: Epoch,
}

/// Goes on with an execution that ended without success. A request is answered as before if it comes again with its
/// token.
pub(super) async fn run(endpoint: &Endpoint, body: &Object) -> Result<Reply, ApiError> {
    let (arn, client_token) = read(body, |fields| {
        (
            fields
                .required_text("executionArn", constraint::ARN)
                .to_owned(),
            fields
                .text("clientToken", constraint::CLIENT_TOKEN)
                .map(str::to_owned),
        )
    })?;
    let execution = target::execution(endpoint, &arn).await?;
    let now = endpoint.now();
    let answered = client_token
        .as_ref()
        .and_then(|token| endpoint.catalog().redrives.answered(&arn, token, now));
    if let Some(at) = answered {
        return Ok(Reply {
            redrive_date: Epoch(at),
        });
    }
    let revision = endpoint.catalog().executions.get(&arn).cloned();
    let refusal = || not_redrivable(execution.status());
    let revision = revision.ok_or_else(refusal)?.revision;
    let redriven = endpoint.runtime().redrive(&revision.program, &arn).await;
    redriven.map_err(|error| match error {
        RedriveError::NotRedrivable | RedriveError::DoesNotExist => refusal(),
        other => internal(other),
    })?;
    if let Some(token) = client_token {
        endpoint.catalog().redrives.remember(&arn, &token, now);
    }
    Ok(Reply {
        redrive_date: Epoch(now),
    })
}

fn not_redrivable(status: Status) -> ApiError {
    let message = match status {
        Status::Running | Status::Succeeded => {
            format!("Execution is {status} and cannot be redriven")
        }
        Status::Failed | Status::TimedOut | Status::Aborted => {
            "Execution is not redrivable".to_owned()
        }
    };
    ApiError::new(ErrorCode::ExecutionNotRedrivable, message)
}
