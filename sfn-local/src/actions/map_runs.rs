//! Runs of distributed Maps: `DescribeMapRun`, `ListMapRuns` and `UpdateMapRun`.

use std::sync::Arc;

use serde::Serialize;
use sfn_core::expr::Object;
use sfn_core::map_run::{Counts, MapRun, MapRunUpdate};

use super::{Nothing, target};
use crate::Endpoint;
use crate::protocol::{ApiError, Epoch, ErrorCode, constraint, page::Page, read};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Described {
    map_run_arn: Arc<str>,
    execution_arn: Arc<str>,
    status: &'static str,
    start_date: Epoch,
    #[serde(skip_serializing_if = "Option::is_none")]
    stop_date: Option<Epoch>,
    max_concurrency: u32,
    tolerated_failure_percentage: f64,
    tolerated_failure_count: u64,
    item_counts: WireCounts,
    execution_counts: WireCounts,
    redrive_count: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    redrive_date: Option<Epoch>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct WireCounts {
    pending: u64,
    running: u64,
    succeeded: u64,
    failed: u64,
    timed_out: u64,
    aborted: u64,
    total: u64,
    results_written: u64,
    failures_not_redrivable: u64,
    pending_redrive: u64,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Listed {
    map_runs: Vec<Entry>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_token: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Entry {
    execution_arn: Arc<str>,
    map_run_arn: Arc<str>,
    state_machine_arn: String,
    start_date: Epoch,
    #[serde(skip_serializing_if = "Option::is_none")]
    stop_date: Option<Epoch>,
}

pub(super) fn describe(endpoint: &Endpoint, body: &Object) -> Result<Described, ApiError> {
    let arn = read(body, |fields| {
        let arn = fields.required_text("mapRunArn", constraint::LONG_ARN);
        arn.to_owned()
    })?;
    target::map_run(&arn)?;
    let run = endpoint.runtime().map_runs().describe(&arn);
    let run = run.ok_or_else(|| no_map_run(&arn))?;
    let (tolerance, redrives) = (run.tolerance(), run.redrives());
    Ok(Described {
        map_run_arn: run.map_run_arn().clone(),
        execution_arn: run.execution_arn().clone(),
        status: run.status().as_str(),
        start_date: Epoch(run.started()),
        stop_date: run.stopped().map(Epoch),
        max_concurrency: run.max_concurrency(),
        tolerated_failure_percentage: tolerance.percentage.unwrap_or(0.0),
        tolerated_failure_count: tolerance.count.unwrap_or(0),
        item_counts: counts(run.item_counts()),
        execution_counts: counts(run.execution_counts()),
        redrive_count: redrives.count,
        redrive_date: redrives.at.map(Epoch),
    })
}

/// The runs of an execution, the newest first.
pub(super) async fn list(endpoint: &Endpoint, body: &Object) -> Result<Listed, ApiError> {
    let (arn, page) = read(body, |fields| {
        let arn = fields.required_text("executionArn", constraint::ARN);
        (arn.to_owned(), Page::read(fields, constraint::PAGE_TOKEN))
    })?;
    target::execution(endpoint, &arn).await?;
    let runs = endpoint.runtime().map_runs().list(&arn);
    // Counted from the oldest, which keeps its place when a new one comes: positions grow along the list.
    let oldest = u64::MAX / 2;
    let positions = (0..runs.len() as u64).rev().map(|age| oldest - age);
    let entries = positions.zip(runs.iter().map(entry));
    let page = page.of(&format!("map runs {arn}"), endpoint.now(), entries)?;
    Ok(Listed {
        map_runs: page.entries,
        next_token: page.next_token,
    })
}

pub(super) fn update(endpoint: &Endpoint, body: &Object) -> Result<Nothing, ApiError> {
    let (arn, update) = read(body, |fields| {
        let arn = fields.required_text("mapRunArn", constraint::LONG_ARN);
        let update = MapRunUpdate {
            max_concurrency: fields
                .integer("maxConcurrency", 0..=i64::from(i32::MAX))
                .and_then(|count| u32::try_from(count).ok()),
            tolerated_failure_percentage: fields.number("toleratedFailurePercentage", 0.0..=100.0),
            tolerated_failure_count: fields
                .integer("toleratedFailureCount", 0..=i64::MAX)
                .and_then(|count| u64::try_from(count).ok()),
        };
        (arn.to_owned(), update)
    })?;
    target::map_run(&arn)?;
    if update == MapRunUpdate::default() {
        return Err(ApiError::validation(
            "At least one of maxConcurrency, toleratedFailureCount or toleratedFailurePercentage must be specified",
        ));
    }
    if endpoint.runtime().map_runs().update(&arn, update) {
        Ok(Nothing {})
    } else {
        Err(no_map_run(&arn))
    }
}

fn entry(run: &MapRun) -> Entry {
    Entry {
        execution_arn: run.execution_arn().clone(),
        map_run_arn: run.map_run_arn().clone(),
        state_machine_arn: run.machine_arn(),
        start_date: Epoch(run.started()),
        stop_date: run.stopped().map(Epoch),
    }
}

fn counts(counts: &Counts) -> WireCounts {
    WireCounts {
        pending: counts.pending,
        running: counts.running,
        succeeded: counts.succeeded,
        failed: counts.failed,
        timed_out: counts.timed_out,
        aborted: counts.aborted,
        total: counts.total,
        results_written: counts.results_written,
        failures_not_redrivable: counts.failures_not_redrivable,
        pending_redrive: counts.pending_redrive,
    }
}

fn no_map_run(arn: &str) -> ApiError {
    let message = format!("Resource not found: '{arn}'");
    ApiError::new(ErrorCode::ResourceNotFound, message)
}
