//! Activities: `CreateActivity`, `DeleteActivity`, `DescribeActivity`, `ListActivities` and `GetActivityTask`.

use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;
use sfn_core::expr::Object;
use sfn_core::runtime::ActivityError;

use super::{Nothing, state_machine_settings as settings, tags};
use crate::Endpoint;
use crate::arn::Arn;
use crate::catalog::{Activity, Encryption, Tags};
use crate::protocol::{ApiError, Epoch, ErrorCode, constraint, page::Page, read};

/// The most activities of an account (AWS's quota).
const MAX_ACTIVITIES: usize = 10_000;

/// How long a worker waits for a task (API reference, `GetActivityTask`).
const PATIENCE: Duration = Duration::from_secs(60);

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Created {
    activity_arn: Arc<str>,
    creation_date: Epoch,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Described {
    activity_arn: Arc<str>,
    name: Arc<str>,
    creation_date: Epoch,
    encryption_configuration: Encryption,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Listed {
    activities: Vec<Entry>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_token: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Entry {
    activity_arn: Arc<str>,
    name: Arc<str>,
    creation_date: Epoch,
}

/// A task for a worker; without members if there was none in time.
#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Taken {
    #[serde(skip_serializing_if = "Option::is_none")]
    task_token: Option<Arc<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    input: Option<String>,
}

/// Creates an activity, or answers as before if there is the same one (recorded).
pub(super) fn create(endpoint: &Endpoint, body: &Object) -> Result<Created, ApiError> {
    let (name, encryption, new_tags) = read(body, |fields| {
        (
            fields.required_text("name", constraint::NAME).to_owned(),
            settings::encryption(fields),
            settings::tags(fields).unwrap_or_default(),
        )
    })?;
    settings::check_name(&name)?;
    let encryption = settings::check_encryption(encryption.unwrap_or_default())?;
    let now = endpoint.now();
    let mut catalog = endpoint.catalog();
    if let Some(activity) = catalog.activities.get(&name) {
        if activity.encryption != encryption {
            let message = format!("Activity Already Exists: '{}'", activity.arn);
            return Err(ApiError::new(ErrorCode::ActivityAlreadyExists, message));
        }
        return Ok(Created {
            activity_arn: activity.arn.clone(),
            creation_date: Epoch(activity.created),
        });
    }
    if catalog.activities.len() >= MAX_ACTIVITIES {
        let message = "Activity limit exceeded";
        return Err(ApiError::new(ErrorCode::ActivityLimitExceeded, message));
    }
    let mut tags = Tags::default();
    for (key, value) in new_tags {
        tags.set(key, value);
    }
    tags::check_count(&tags)?;
    let arn = endpoint.arn(&format!("activity:{name}"));
    endpoint.runtime().activities().create(&arn);
    catalog.activities.insert(Activity {
        arn: arn.clone(),
        name: name.into(),
        created: now,
        encryption,
        tags,
        position: 0,
    });
    Ok(Created {
        activity_arn: arn,
        creation_date: Epoch(now),
    })
}

/// Deletes an activity; that there is none is no error (recorded).
pub(super) fn delete(endpoint: &Endpoint, body: &Object) -> Result<Nothing, ApiError> {
    let arn = activity_arn(body)?;
    let mut catalog = endpoint.catalog();
    catalog.activities.remove(activity_name(&arn)?);
    endpoint.runtime().activities().delete(&arn);
    Ok(Nothing {})
}

pub(super) fn describe(endpoint: &Endpoint, body: &Object) -> Result<Described, ApiError> {
    let arn = activity_arn(body)?;
    let catalog = endpoint.catalog();
    let activity = catalog.activities.get(activity_name(&arn)?);
    let activity = activity.ok_or_else(|| no_activity(&arn))?;
    Ok(Described {
        activity_arn: activity.arn.clone(),
        name: activity.name.clone(),
        creation_date: Epoch(activity.created),
        encryption_configuration: activity.encryption.clone(),
    })
}

pub(super) fn list(endpoint: &Endpoint, body: &Object) -> Result<Listed, ApiError> {
    let page = read(body, |fields| Page::read(fields, constraint::PAGE_TOKEN))?;
    let catalog = endpoint.catalog();
    let activities = catalog.activities.in_order().into_iter();
    let entries = activities.map(|activity| {
        let entry = Entry {
            activity_arn: activity.arn.clone(),
            name: activity.name.clone(),
            creation_date: Epoch(activity.created),
        };
        (activity.position, entry)
    });
    let page = page.of("activities", endpoint.now(), entries)?;
    Ok(Listed {
        activities: page.entries,
        next_token: page.next_token,
    })
}

/// Waits for a task.
pub(super) async fn get_task(endpoint: &Endpoint, body: &Object) -> Result<Taken, ApiError> {
    let (arn, worker) = read(body, |fields| {
        let arn = fields.required_text("activityArn", constraint::ARN);
        let worker = fields.text("workerName", constraint::NAME);
        (arn.to_owned(), worker.map(str::to_owned))
    })?;
    activity_name(&arn)?;
    let activities = endpoint.runtime().activities();
    match activities.poll(&arn, worker.as_deref(), PATIENCE).await {
        Ok(Some(task)) => Ok(Taken {
            task_token: Some(task.token),
            input: Some(task.input.to_json()),
        }),
        Ok(None) => Ok(Taken::default()),
        Err(ActivityError::TooManyWorkers) => Err(ApiError::new(
            ErrorCode::ActivityWorkerLimitExceeded,
            "Too many workers poll this activity",
        )),
        Err(_) => Err(no_activity(&arn)),
    }
}

fn activity_arn(body: &Object) -> Result<String, ApiError> {
    read(body, |fields| {
        let arn = fields.required_text("activityArn", constraint::ARN);
        arn.to_owned()
    })
}

fn activity_name(arn: &str) -> Result<&str, ApiError> {
    match Arn::parse(arn)? {
        Arn::Activity { name } => Ok(name),
        other => Err(other.not_valid_here()),
    }
}

fn no_activity(arn: &str) -> ApiError {
    let message = format!("Activity Does Not Exist: '{arn}'");
    ApiError::new(ErrorCode::ActivityDoesNotExist, message)
}
