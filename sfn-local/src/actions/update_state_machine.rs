//! `UpdateStateMachine`.

use std::sync::Arc;

use serde::Serialize;
use sfn_core::expr::Object;

use super::state_machine_settings as settings;
use super::target::{machine_name, no_machine};
use crate::Endpoint;
use crate::catalog::{Encryption, Logging, Machine, Revision};
use crate::protocol::{ApiError, Epoch, ErrorCode, constraint, read};

struct Request {
    arn: String,
    definition: Option<String>,
    role_arn: Option<String>,
    logging: Option<Logging>,
    is_traced: Option<bool>,
    encryption: Option<Encryption>,
    publish: bool,
    version_description: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Reply {
    update_date: Epoch,
    #[serde(skip_serializing_if = "Option::is_none")]
    revision_id: Option<Arc<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    state_machine_version_arn: Option<Arc<str>>,
}

pub(super) fn run(endpoint: &Endpoint, body: &Object) -> Result<Reply, ApiError> {
    let request = read(body, |fields| Request {
        arn: fields
            .required_text("stateMachineArn", constraint::ARN)
            .to_owned(),
        definition: fields
            .text("definition", constraint::DEFINITION)
            .map(str::to_owned),
        role_arn: fields.text("roleArn", constraint::ARN).map(str::to_owned),
        logging: settings::logging(fields),
        is_traced: settings::tracing(fields),
        encryption: settings::encryption(fields),
        publish: fields.flag("publish").unwrap_or(false),
        version_description: fields
            .text("versionDescription", constraint::DESCRIPTION)
            .map(str::to_owned),
    })?;
    let name = machine_name(&request.arn)?;
    check(&request)?;

    let now = endpoint.now();
    let mut catalog = endpoint.catalog();
    let machine = catalog.machines.get_mut(name);
    let machine = machine.ok_or_else(|| no_machine(&request.arn))?;
    let revision = changed(machine, &request)?;
    let is_new = revision.is_some();
    if let Some(revision) = revision {
        machine.revision = Arc::new(Revision {
            id: Some(endpoint.runtime().unique_name().into()),
            updated: now,
            ..revision
        });
    }
    let version_arn = request.publish.then(|| {
        machine
            .publish(request.version_description, now)
            .arn
            .clone()
    });
    Ok(Reply {
        update_date: Epoch(if is_new {
            now
        } else {
            machine.revision.updated
        }),
        revision_id: machine.revision.id.clone(),
        state_machine_version_arn: version_arn,
    })
}

fn check(request: &Request) -> Result<(), ApiError> {
    let changes_nothing = request.definition.is_none()
        && request.role_arn.is_none()
        && request.logging.is_none()
        && request.is_traced.is_none()
        && request.encryption.is_none();
    if changes_nothing {
        return Err(ApiError::new(
            ErrorCode::MissingRequiredParameter,
            "Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be \
             specified",
        ));
    }
    if request.version_description.is_some() && !request.publish {
        return Err(ApiError::validation(
            "Version description can only be set when publish is true",
        ));
    }
    if let Some(role_arn) = &request.role_arn {
        settings::check_role(role_arn)?;
    }
    request
        .logging
        .as_ref()
        .map_or(Ok(()), settings::check_logging)
}

/// What the machine is to become; `None` if it is that already (recorded: the revision id stays).
fn changed(machine: &Machine, request: &Request) -> Result<Option<Revision>, ApiError> {
    let old = &machine.revision;
    let text = request.definition.as_deref().unwrap_or(&old.text);
    let role_arn = request.role_arn.as_deref().unwrap_or(&old.role_arn);
    let logging = request
        .logging
        .clone()
        .unwrap_or_else(|| old.logging.clone());
    let is_traced = request.is_traced.unwrap_or(old.is_traced);
    let encryption = match request.encryption.clone() {
        Some(encryption) => settings::check_encryption(encryption)?,
        None => old.encryption.clone(),
    };
    let is_same = *text == *old.text
        && *role_arn == *old.role_arn
        && logging == old.logging
        && is_traced == old.is_traced
        && encryption == old.encryption;
    if is_same {
        return Ok(None);
    }
    let (definition, program) = if *text == *old.text {
        (old.definition.clone(), Arc::clone(&old.program))
    } else {
        settings::compile(text, machine.execution_type)?
    };
    Ok(Some(Revision {
        id: None,
        text: text.into(),
        definition,
        program,
        role_arn: role_arn.into(),
        logging,
        is_traced,
        encryption,
        updated: old.updated,
    }))
}
