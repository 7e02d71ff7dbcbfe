//! `StartSyncExecution`: an Express execution whose end is waited for.

use std::sync::Arc;

use serde::Serialize;
use sfn_core::asl::ExecutionType;
use sfn_core::expr::Object;

use super::describe_execution::DataDetails;
use super::internal;
use super::start_execution::Order;
use super::target::{target, wrong_type};
use crate::Endpoint;
use crate::protocol::{ApiError, Epoch, read};

/// AWS bills by started tenths of a second, and for at least 64 MB.
const BILLED_MILLIS: u128 = 100;
const BILLED_MEGABYTES: u64 = 64;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Reply {
    execution_arn: Arc<str>,
    state_machine_arn: Arc<str>,
    name: Arc<str>,
    start_date: Epoch,
    stop_date: Epoch,
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<Arc<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cause: Option<Arc<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    input: Option<String>,
    input_details: DataDetails,
    #[serde(skip_serializing_if = "Option::is_none")]
    output: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    output_details: Option<DataDetails>,
    #[serde(skip_serializing_if = "Option::is_none")]
    trace_header: Option<Arc<str>>,
    billing_details: Billing,
}

#[derive(Serialize)]
struct Billing {
    #[serde(rename = "billedMemoryUsedInMB")]
    memory: u64,
    #[serde(rename = "billedDurationInMilliseconds")]
    duration: u128,
}

pub(super) async fn run(endpoint: &Endpoint, body: &Object) -> Result<Reply, ApiError> {
    let (order, data) = read(body, |fields| {
        let data = fields.word("includedData", &["ALL_DATA", "METADATA_ONLY"]);
        (Order::read(fields), data)
    })?;
    let execution_type = {
        let catalog = endpoint.catalog();
        let target = target(&catalog, order.machine_arn(), Some(0))?;
        target.machine.execution_type
    };
    if execution_type != ExecutionType::Express {
        return Err(wrong_type());
    }
    let begun = order.start(endpoint).await?;
    let outcome = begun.handle.outcome().await.map_err(internal)?;
    let identity = begun.handle.identity();
    let with_data = data != Some("METADATA_ONLY");
    let details = DataDetails {
        included: with_data,
    };
    let duration = outcome.stopped.since(outcome.started).as_millis();
    Ok(Reply {
        execution_arn: identity.execution_arn.clone(),
        state_machine_arn: identity.machine_arn.clone(),
        name: identity.execution_name.clone(),
        start_date: Epoch(outcome.started),
        stop_date: Epoch(outcome.stopped),
        status: outcome.status.as_str(),
        error: outcome.error,
        cause: outcome.cause,
        input: with_data.then_some(begun.input_text),
        input_details: details,
        output_details: outcome.output.as_ref().map(|_| details),
        output: outcome
            .output
            .filter(|_| with_data)
            .map(|output| output.to_json()),
        trace_header: begun.trace_header,
        billing_details: Billing {
            memory: BILLED_MEGABYTES,
            duration: duration.div_ceil(BILLED_MILLIS).max(1) * BILLED_MILLIS,
        },
    })
}
