//! `ListExecutions`.

use std::sync::Arc;

use serde::Serialize;
use sfn_core::asl::ExecutionType;
use sfn_core::clock::Timestamp;
use sfn_core::engine::Status;
use sfn_core::expr::Object;
use sfn_core::store::{ListQuery, Listed};

use super::{internal, target};
use crate::Endpoint;
use crate::protocol::page::{Page, token};
use crate::protocol::{ApiError, Epoch, constraint, read};

/// What executions can be filtered by.
const STATUSES: &[&str] = &[
    "RUNNING",
    "SUCCEEDED",
    "FAILED",
    "TIMED_OUT",
    "ABORTED",
    "PENDING_REDRIVE",
];

struct Request {
    machine_arn: Option<String>,
    map_run_arn: Option<String>,
    status: Option<&'static str>,
    redrive: Option<&'static str>,
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Reply {
    executions: Vec<Entry>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_token: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Entry {
    execution_arn: Arc<str>,
    state_machine_arn: Arc<str>,
    name: Arc<str>,
    status: &'static str,
    start_date: Epoch,
    #[serde(skip_serializing_if = "Option::is_none")]
    stop_date: Option<Epoch>,
    #[serde(skip_serializing_if = "Option::is_none")]
    map_run_arn: Option<Arc<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    item_count: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    state_machine_version_arn: Option<Arc<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    state_machine_alias_arn: Option<Arc<str>>,
    redrive_count: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    redrive_date: Option<Epoch>,
}

/// The executions of a machine or of a map run, the newest first.
pub(super) async fn run(endpoint: &Endpoint, body: &Object) -> Result<Reply, ApiError> {
    let request = read(body, |fields| Request {
        machine_arn: fields
            .text("stateMachineArn", constraint::ARN)
            .map(str::to_owned),
        map_run_arn: fields
            .text("mapRunArn", constraint::LONG_ARN)
            .map(str::to_owned),
        status: fields.word("statusFilter", STATUSES),
        redrive: fields.word("redriveFilter", &["REDRIVEN", "NOT_REDRIVEN"]),
        page: Page::read(fields, constraint::EXECUTIONS_PAGE_TOKEN),
    })?;
    let limit = request.page.limit();
    // One more tells whether there is a next page.
    let mut query = ListQuery::new(limit + 1);
    let list = match (&request.machine_arn, &request.map_run_arn) {
        (Some(arn), None) => {
            query = query.of_machine(listed_machine(endpoint, arn)?);
            arn
        }
        (None, Some(arn)) => {
            target::map_run(arn)?;
            query = query.of_map_run(arn.as_str());
            arn
        }
        _ => {
            return Err(ApiError::validation(
                "Must provide either a stateMachineArn or a mapRunArn, and not both",
            ));
        }
    };
    let list = format!("{list} {:?} {:?}", request.status, request.redrive);
    let now = endpoint.now();
    if let Some(before) = request.page.start(&list, now)? {
        query = query.before(before);
    }
    if let Some(redrive) = request.redrive {
        query = query.redriven(redrive == "REDRIVEN");
    }
    let mut listed = match request.status.map(status) {
        // A child of a map run that waits for its parent to be redriven: there is none.
        Some(None) => Vec::new(),
        Some(Some(status)) => run_query(endpoint, &query.with_status(status)).await?,
        None => run_query(endpoint, &query).await?,
    };
    let is_last = listed.len() <= limit;
    listed.truncate(limit);
    let last = listed.last().filter(|_| !is_last);
    Ok(Reply {
        next_token: last.map(|last| token(&list, now, last.sequence)),
        executions: listed.into_iter().map(entry).collect(),
    })
}

async fn run_query(endpoint: &Endpoint, query: &ListQuery) -> Result<Vec<Listed>, ApiError> {
    endpoint.runtime().list(query).await.map_err(internal)
}

/// The ARN by which executions are listed: a machine's, a version's or an alias's.
fn listed_machine(endpoint: &Endpoint, arn: &str) -> Result<Arc<str>, ApiError> {
    let catalog = endpoint.catalog();
    let target = target::target(&catalog, arn, Some(0))?;
    if target.machine.execution_type == ExecutionType::Express {
        return Err(target::wrong_type());
    }
    let qualified = target.alias_arn.or(target.version_arn);
    Ok(qualified.unwrap_or_else(|| target.machine.arn.clone()))
}

fn status(word: &str) -> Option<Status> {
    [
        Status::Running,
        Status::Succeeded,
        Status::Failed,
        Status::TimedOut,
        Status::Aborted,
    ]
    .into_iter()
    .find(|status| status.as_str() == word)
}

fn entry(listed: Listed) -> Entry {
    let identity = &listed.identity;
    Entry {
        execution_arn: identity.execution_arn.clone(),
        state_machine_arn: identity.machine_arn.clone(),
        name: identity.execution_name.clone(),
        status: listed.status.as_str(),
        start_date: Epoch(listed.started.unwrap_or(Timestamp::UNIX_EPOCH)),
        stop_date: listed.stopped.map(Epoch),
        map_run_arn: identity.map_run_arn.clone(),
        item_count: listed.item_count,
        state_machine_version_arn: identity.machine_version_arn.clone(),
        state_machine_alias_arn: identity.machine_alias_arn.clone(),
        redrive_count: listed.redrive.count,
        redrive_date: listed.redrive.at.map(Epoch),
    }
}
