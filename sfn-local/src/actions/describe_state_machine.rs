//! `DescribeStateMachine` and `DescribeStateMachineForExecution`.

use std::sync::Arc;

use serde::Serialize;
use sfn_core::asl::Definition;
use sfn_core::engine::Identity;
use sfn_core::expr::{Array, Object, Value};

use super::child_definition;
use super::target::{self, target};
use crate::Endpoint;
use crate::catalog::{Encryption, Logging, Revision};
use crate::protocol::{ApiError, Epoch, Fields, constraint, read};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Reply {
    state_machine_arn: Arc<str>,
    name: Arc<str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'static str>,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    type_: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    creation_date: Option<Epoch>,
    #[serde(skip_serializing_if = "Option::is_none")]
    update_date: Option<Epoch>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    map_run_arn: Option<Arc<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<Arc<str>>,
    #[serde(flatten)]
    revision: Described,
}

/// What a revision is described as.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Described {
    #[serde(skip_serializing_if = "Option::is_none")]
    definition: Option<Arc<str>>,
    role_arn: Arc<str>,
    logging_configuration: Logging,
    tracing_configuration: Tracing,
    encryption_configuration: Encryption,
    #[serde(skip_serializing_if = "Option::is_none")]
    revision_id: Option<Arc<str>>,
    #[serde(skip_serializing_if = "Value::is_null")]
    variable_references: Value,
}

#[derive(Serialize)]
struct Tracing {
    enabled: bool,
}

pub(super) fn run(endpoint: &Endpoint, body: &Object) -> Result<Reply, ApiError> {
    let (arn, with_data) = read(body, |fields| request(fields, "stateMachineArn"))?;
    let catalog = endpoint.catalog();
    let target = target(&catalog, &arn, None)?;
    let version = target
        .version_arn
        .as_ref()
        .and_then(|arn| target.machine.version(arn.rsplit(':').next()?));
    Ok(Reply {
        state_machine_arn: target
            .version_arn
            .clone()
            .unwrap_or_else(|| target.machine.arn.clone()),
        name: target.machine.name.clone(),
        status: Some("ACTIVE"),
        type_: Some(target.machine.execution_type.as_str()),
        creation_date: Some(Epoch(
            version.map_or(target.machine.created, |version| version.created),
        )),
        update_date: None,
        description: version.and_then(|version| version.description.clone()),
        map_run_arn: None,
        label: None,
        revision: describe(target.revision, with_data),
    })
}

/// What the execution runs, even if the machine was updated or deleted since.
pub(super) async fn run_for_execution(
    endpoint: &Endpoint,
    body: &Object,
) -> Result<Reply, ApiError> {
    let (arn, with_data) = read(body, |fields| request(fields, "executionArn"))?;
    let execution = target::execution(endpoint, &arn).await?;
    let identity = execution.identity();
    if let Some(map_run_arn) = &identity.map_run_arn
        && let Some(child) = child_definition::of_map_run(endpoint, map_run_arn).await
    {
        // The machine within the Map; everything else as its parent has it.
        let described = Described {
            definition: with_data.then(|| child.definition.to_json().into()),
            variable_references: variable_references(&child.definition),
            ..describe(&child.revision, with_data)
        };
        return Ok(Reply {
            map_run_arn: Some(map_run_arn.clone()),
            label: Some(child.label),
            ..reply_for_execution(identity, &child.revision, described)
        });
    }
    let catalog = endpoint.catalog();
    let revision = match catalog.executions.get(&arn) {
        Some(started) => Arc::clone(&started.revision),
        None => target(&catalog, &identity.machine_arn, None)?
            .revision
            .clone(),
    };
    let described = describe(&revision, with_data);
    Ok(reply_for_execution(identity, &revision, described))
}

fn reply_for_execution(identity: &Identity, revision: &Revision, described: Described) -> Reply {
    Reply {
        state_machine_arn: identity.machine_arn.clone(),
        name: identity.machine_name.clone(),
        status: None,
        type_: None,
        creation_date: None,
        update_date: Some(Epoch(revision.updated)),
        description: None,
        map_run_arn: None,
        label: None,
        revision: described,
    }
}

fn request(fields: &mut Fields<'_>, arn: &str) -> (String, bool) {
    let arn = fields.required_text(arn, constraint::ARN).to_owned();
    let data = fields.word("includedData", &["ALL_DATA", "METADATA_ONLY"]);
    (arn, data != Some("METADATA_ONLY"))
}

fn describe(revision: &Revision, with_data: bool) -> Described {
    Described {
        definition: with_data.then(|| revision.text.clone()),
        role_arn: revision.role_arn.clone(),
        logging_configuration: revision.logging.clone(),
        tracing_configuration: Tracing {
            enabled: revision.is_traced,
        },
        encryption_configuration: revision.encryption.clone(),
        revision_id: revision.id.clone(),
        variable_references: variable_references(&revision.definition),
    }
}

/// The variables that each state reads; `null` if none does.
fn variable_references(definition: &Definition) -> Value {
    let references = definition.variable_references();
    if references.is_empty() {
        return Value::Null;
    }
    let references = references.iter().map(|(state, names)| {
        let names = names.iter().map(String::as_str);
        (state.as_str(), Array::from_iter(names))
    });
    Value::from(Object::from_iter(references))
}
