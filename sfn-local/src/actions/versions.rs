//! Versions: `PublishStateMachineVersion`, `DeleteStateMachineVersion` and `ListStateMachineVersions`.

use std::sync::Arc;

use serde::Serialize;
use sfn_core::expr::Object;

use super::Nothing;
use super::target::{machine_name, no_machine, qualified};
use crate::Endpoint;
use crate::protocol::{ApiError, Epoch, ErrorCode, constraint, page::Page, read};

/// The most versions of a machine (AWS's quota).
const MAX_VERSIONS: usize = 1000;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Published {
    creation_date: Epoch,
    state_machine_version_arn: Arc<str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Listed {
    state_machine_versions: Vec<Published>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_token: Option<String>,
}

/// Publishes the current revision, or answers as before if it was published already.
pub(super) fn publish(endpoint: &Endpoint, body: &Object) -> Result<Published, ApiError> {
    let (arn, revision_id, description) = read(body, |fields| {
        let arn = fields.required_text("stateMachineArn", constraint::ARN);
        let revision_id = fields.text("revisionId", constraint::ANY);
        let description = fields.text("description", constraint::DESCRIPTION);
        (
            arn.to_owned(),
            revision_id.map(str::to_owned),
            description.map(str::to_owned),
        )
    })?;
    let now = endpoint.now();
    let mut catalog = endpoint.catalog();
    let machine = catalog.machines.get_mut(machine_name(&arn)?);
    let machine = machine.ok_or_else(|| no_machine(&arn))?;
    // The first revision has no id of its own.
    let current = machine.revision.id.as_deref().unwrap_or("INITIAL");
    if let Some(wanted) = revision_id.filter(|wanted| wanted != current) {
        let message = format!(
            "Failed to publish the State Machine version for revision {wanted}. The current State Machine revision is \
             {current}."
        );
        return Err(ApiError::new(ErrorCode::ConflictException, message));
    }
    if machine.versions.len() >= MAX_VERSIONS {
        let message = "Too many versions of this state machine";
        return Err(ApiError::new(
            ErrorCode::ServiceQuotaExceededException,
            message,
        ));
    }
    let version = machine.publish(description, now);
    Ok(Published {
        creation_date: Epoch(version.created),
        state_machine_version_arn: version.arn.clone(),
    })
}

/// Deletes a version, unless an alias leads to it; that there is none is no error (recorded).
pub(super) fn delete(endpoint: &Endpoint, body: &Object) -> Result<Nothing, ApiError> {
    let arn = read(body, |fields| {
        let arn = fields.required_text("stateMachineVersionArn", constraint::LONG_ARN);
        arn.to_owned()
    })?;
    let (name, number) = qualified(&arn)?;
    let mut catalog = endpoint.catalog();
    let Some(machine) = catalog.machines.get_mut(name) else {
        return Ok(Nothing {});
    };
    let mut aliases = machine.aliases.values();
    let leads_here = |route: &crate::catalog::Route| *route.state_machine_version_arn == *arn;
    let users: Vec<&str> = aliases
        .by_ref()
        .filter(|alias| alias.routes.iter().any(leads_here))
        .map(|alias| &*alias.name)
        .collect();
    if !users.is_empty() {
        let message = format!(
            "Version to be deleted must not be referenced by an alias. Current list of aliases referencing this \
             version: [{}]",
            users.join(", ")
        );
        return Err(ApiError::new(ErrorCode::ConflictException, message));
    }
    if let Ok(number) = number.parse::<u64>() {
        machine.versions.remove(&number);
    }
    Ok(Nothing {})
}

/// The versions of a machine, the newest first.
pub(super) fn list(endpoint: &Endpoint, body: &Object) -> Result<Listed, ApiError> {
    let (arn, page) = read(body, |fields| {
        let arn = fields.required_text("stateMachineArn", constraint::ARN);
        (arn.to_owned(), Page::read(fields, constraint::PAGE_TOKEN))
    })?;
    let catalog = endpoint.catalog();
    let machine = catalog.machines.get(machine_name(&arn)?);
    let machine = machine.ok_or_else(|| no_machine(&arn))?;
    let versions = machine.versions.iter().rev().map(|(number, version)| {
        let entry = Published {
            creation_date: Epoch(version.created),
            state_machine_version_arn: version.arn.clone(),
        };
        // Positions grow along the list.
        (u64::MAX - number, entry)
    });
    let page = page.of(&format!("versions {arn}"), endpoint.now(), versions)?;
    Ok(Listed {
        state_machine_versions: page.entries,
        next_token: page.next_token,
    })
}
