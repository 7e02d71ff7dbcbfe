//! `CreateStateMachine`.

use std::sync::Arc;

use serde::Serialize;
use sfn_core::asl::ExecutionType;
use sfn_core::expr::Object;

use super::state_machine_settings as settings;
use crate::Endpoint;
use crate::catalog::{Encryption, Logging, Machine, Revision, Tags};
use crate::protocol::{ApiError, Epoch, ErrorCode, constraint, read};

/// The most machines of an account (AWS's quota).
const MAX_MACHINES: usize = 10_000;

struct Request {
    name: String,
    definition: String,
    role_arn: String,
    execution_type: ExecutionType,
    logging: Option<Logging>,
    is_traced: bool,
    encryption: Option<Encryption>,
    publish: bool,
    version_description: Option<String>,
    tags: Vec<(String, String)>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Reply {
    state_machine_arn: Arc<str>,
    creation_date: Epoch,
    #[serde(skip_serializing_if = "Option::is_none")]
    state_machine_version_arn: Option<Arc<str>>,
}

pub(super) fn run(endpoint: &Endpoint, body: &Object) -> Result<Reply, ApiError> {
    let request = read(body, |fields| Request {
        name: fields.required_text("name", constraint::NAME).to_owned(),
        definition: fields
            .required_text("definition", constraint::DEFINITION)
            .to_owned(),
        role_arn: fields.required_text("roleArn", constraint::ARN).to_owned(),
        execution_type: settings::execution_type(fields),
        logging: settings::logging(fields),
        is_traced: settings::tracing(fields).unwrap_or(false),
        encryption: settings::encryption(fields),
        publish: fields.flag("publish").unwrap_or(false),
        version_description: fields
            .text("versionDescription", constraint::DESCRIPTION)
            .map(str::to_owned),
        tags: settings::tags(fields).unwrap_or_default(),
    })?;
    settings::check_name(&request.name)?;
    settings::check_role(&request.role_arn)?;
    if request.version_description.is_some() && !request.publish {
        return Err(ApiError::validation(
            "Version description can only be set when publish is true",
        ));
    }
    let logging = request.logging.clone().unwrap_or_default();
    settings::check_logging(&logging)?;
    let encryption = settings::check_encryption(request.encryption.clone().unwrap_or_default())?;
    let (definition, program) = settings::compile(&request.definition, request.execution_type)?;

    let now = endpoint.now();
    let mut catalog = endpoint.catalog();
    if let Some(machine) = catalog.machines.get_mut(&request.name) {
        return again(machine, &request, &logging, &encryption);
    }
    if catalog.machines.len() >= MAX_MACHINES {
        let message = "State machine limit exceeded";
        return Err(ApiError::new(ErrorCode::StateMachineLimitExceeded, message));
    }
    let name: Arc<str> = request.name.into();
    let mut tags = Tags::default();
    for (key, value) in request.tags {
        tags.set(key, value);
    }
    super::tags::check_count(&tags)?;
    let machine = catalog.machines.insert(Machine {
        arn: endpoint.arn(&format!("stateMachine:{name}")),
        name,
        created: now,
        execution_type: request.execution_type,
        revision: Arc::new(Revision {
            id: None,
            text: request.definition.into(),
            definition,
            program,
            role_arn: request.role_arn.into(),
            logging,
            is_traced: request.is_traced,
            encryption,
            updated: now,
        }),
        versions: Default::default(),
        last_version: 0,
        aliases: Default::default(),
        last_alias: 0,
        tags,
        position: 0,
    });
    let version_arn = request.publish.then(|| {
        machine
            .publish(request.version_description, now)
            .arn
            .clone()
    });
    Ok(Reply {
        state_machine_arn: machine.arn.clone(),
        creation_date: Epoch(now),
        state_machine_version_arn: version_arn,
    })
}

/// There is a machine of that name: the request is answered as before if it says the same. Definitions are compared as
/// texts (recorded), roles and tags not at all (API reference).
fn again(
    machine: &Machine,
    request: &Request,
    logging: &Logging,
    encryption: &Encryption,
) -> Result<Reply, ApiError> {
    let revision = &machine.revision;
    let version = machine
        .versions
        .values()
        .find(|version| Arc::ptr_eq(&version.revision, revision));
    let is_same = *revision.text == *request.definition
        && machine.execution_type == request.execution_type
        && revision.logging == *logging
        && revision.is_traced == request.is_traced
        && revision.encryption == *encryption
        && version.is_some() == request.publish
        && version.and_then(|version| version.description.as_ref())
            == request.version_description.as_ref();
    if !is_same {
        let message = format!("State Machine Already Exists: '{}'", machine.arn);
        return Err(ApiError::new(ErrorCode::StateMachineAlreadyExists, message));
    }
    Ok(Reply {
        state_machine_arn: machine.arn.clone(),
        creation_date: Epoch(machine.created),
        state_machine_version_arn: version.map(|version| version.arn.clone()),
    })
}
