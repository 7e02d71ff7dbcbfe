//! `StopExecution`.

use serde::Serialize;
use sfn_core::expr::Object;

use super::{internal, target};
use crate::Endpoint;
use crate::protocol::{ApiError, Epoch, constraint, read};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Reply {
    stop_date: Epoch,
}

/// Stops an execution with all it does, and answers once it has ended.
pub(super) async fn run(endpoint: &Endpoint, body: &Object) -> Result<Reply, ApiError> {
    let (arn, error, cause) = read(body, |fields| {
        (
            fields
                .required_text("executionArn", constraint::ARN)
                .to_owned(),
            fields.text("error", constraint::ERROR).map(str::to_owned),
            fields.text("cause", constraint::CAUSE).map(str::to_owned),
        )
    })?;
    let execution = target::execution(endpoint, &arn).await?;
    let ended = match endpoint.runtime().handle(&arn) {
        Some(handle) => {
            let stopped = handle.stop(error.as_deref(), cause.as_deref()).await;
            Some(stopped.map_err(internal)?)
        }
        None => execution.outcome().cloned(),
    };
    // Without an outcome nothing drives it: it is interrupted, and stands still already.
    let stopped = ended.map_or_else(|| endpoint.now(), |outcome| outcome.stopped);
    Ok(Reply {
        stop_date: Epoch(stopped),
    })
}
