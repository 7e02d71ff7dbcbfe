//! `DescribeExecution`.

use std::sync::Arc;

use serde::Serialize;
use sfn_core::clock::Timestamp;
use sfn_core::engine::{Execution, Status};
use sfn_core::expr::{Object, Value};

use super::target;
use crate::Endpoint;
use crate::protocol::{ApiError, Epoch, constraint, read};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Reply {
    execution_arn: Arc<str>,
    state_machine_arn: Arc<str>,
    name: Arc<str>,
    status: &'static str,
    start_date: Epoch,
    #[serde(skip_serializing_if = "Option::is_none")]
    stop_date: Option<Epoch>,
    #[serde(skip_serializing_if = "Option::is_none")]
    input: Option<String>,
    input_details: DataDetails,
    #[serde(skip_serializing_if = "Option::is_none")]
    output: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    output_details: Option<DataDetails>,
    #[serde(skip_serializing_if = "Option::is_none")]
    trace_header: Option<Arc<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    map_run_arn: Option<Arc<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<Arc<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cause: Option<Arc<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    state_machine_version_arn: Option<Arc<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    state_machine_alias_arn: Option<Arc<str>>,
    redrive_count: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    redrive_date: Option<Epoch>,
    redrive_status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    redrive_status_reason: Option<String>,
}

/// Whether a payload is in the answer.
#[derive(Clone, Copy, Serialize)]
pub(super) struct DataDetails {
    pub included: bool,
}

pub(super) async fn run(endpoint: &Endpoint, body: &Object) -> Result<Reply, ApiError> {
    let (arn, data) = read(body, |fields| {
        (
            fields
                .required_text("executionArn", constraint::ARN)
                .to_owned(),
            fields.word("includedData", &["ALL_DATA", "METADATA_ONLY"]),
        )
    })?;
    let execution = target::execution(endpoint, &arn).await?;
    let started = endpoint.catalog().executions.get(&arn).cloned();
    let reply = describe(&execution, data != Some("METADATA_ONLY"));
    Ok(match started {
        Some(started) => Reply {
            start_date: Epoch(started.at),
            input: reply.input.map(|text| {
                started
                    .input_text
                    .map_or(text, |written| written.to_string())
            }),
            trace_header: started.trace_header,
            ..reply
        },
        None => reply,
    })
}

fn describe(execution: &Execution, with_data: bool) -> Reply {
    let identity = execution.identity();
    let outcome = execution.outcome();
    let status = execution.status();
    let details = DataDetails {
        included: with_data,
    };
    let output = outcome.and_then(|outcome| outcome.output.as_ref());
    let redrive = execution.redrive();
    let redriven = Redriven::new(execution);
    Reply {
        execution_arn: identity.execution_arn.clone(),
        state_machine_arn: identity.machine_arn.clone(),
        name: identity.execution_name.clone(),
        status: status.as_str(),
        start_date: Epoch(execution.started().unwrap_or(Timestamp::UNIX_EPOCH)),
        stop_date: outcome.map(|outcome| Epoch(outcome.stopped)),
        input: with_data.then(|| execution.input().to_json()),
        input_details: details,
        output: output.filter(|_| with_data).map(Value::to_json),
        output_details: output.map(|_| details),
        trace_header: None,
        map_run_arn: identity.map_run_arn.clone(),
        error: outcome.and_then(|outcome| outcome.error.clone()),
        cause: outcome.and_then(|outcome| outcome.cause.clone()),
        state_machine_version_arn: identity.machine_version_arn.clone(),
        state_machine_alias_arn: identity.machine_alias_arn.clone(),
        redrive_count: redrive.count,
        redrive_date: redrive.at.map(Epoch),
        redrive_status: redriven.status,
        redrive_status_reason: redriven.reason,
    }
}

/// Whether an execution can be redriven, in AWS's words.
struct Redriven {
    status: &'static str,
    reason: Option<String>,
}

impl Redriven {
    fn new(execution: &Execution) -> Self {
        let status = execution.status();
        let (status, reason) = match status {
            Status::Failed | Status::TimedOut | Status::Aborted
                if execution.identity().map_run_arn.is_some() =>
            {
                ("REDRIVABLE_BY_MAP_RUN", None)
            }
            Status::Failed | Status::TimedOut | Status::Aborted => ("REDRIVABLE", None),
            _ => (
                "NOT_REDRIVABLE",
                Some(format!("Execution is {status} and cannot be redriven")),
            ),
        };
        Self { status, reason }
    }
}
