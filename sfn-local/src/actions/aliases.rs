//! Aliases: `CreateStateMachineAlias`, `UpdateStateMachineAlias`, `DescribeStateMachineAlias`,
//! `DeleteStateMachineAlias` and `ListStateMachineAliases`.

use std::sync::Arc;

use serde::Serialize;
use sfn_core::expr::Object;

use super::Nothing;
use super::target::{machine_name, no_machine, qualified};
use crate::Endpoint;
use crate::arn::Arn;
use crate::catalog::{Alias, Catalog, Machine, Route};
use crate::protocol::{ApiError, Epoch, ErrorCode, Fields, constraint, page::Page, read};

/// The most aliases of a machine (AWS's quota).
const MAX_ALIASES: usize = 100;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Created {
    state_machine_alias_arn: Arc<str>,
    creation_date: Epoch,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Updated {
    update_date: Epoch,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Described {
    state_machine_alias_arn: Arc<str>,
    name: Arc<str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    routing_configuration: Vec<Route>,
    creation_date: Epoch,
    update_date: Epoch,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Listed {
    state_machine_aliases: Vec<Created>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_token: Option<String>,
}

/// Creates an alias, or answers as before if there is the same one (recorded).
pub(super) fn create(endpoint: &Endpoint, body: &Object) -> Result<Created, ApiError> {
    let (name, description, routes) = read(body, |fields| {
        let name = fields
            .required_text("name", constraint::ALIAS_NAME)
            .to_owned();
        fields.require("routingConfiguration");
        (
            name,
            description(fields),
            routes(fields).unwrap_or_default(),
        )
    })?;
    let now = endpoint.now();
    let mut catalog = endpoint.catalog();
    let machine = routed_machine(&mut catalog, &routes)?;
    if let Some(alias) = machine.aliases.get(&*name) {
        if alias.routes != routes || alias.description != description {
            return Err(ApiError::new(
                ErrorCode::ConflictException,
                "Failed to create alias because an alias with the same name and a different routing configuration \
                 already exists.",
            ));
        }
        return Ok(Created {
            state_machine_alias_arn: alias.arn.clone(),
            creation_date: Epoch(alias.created),
        });
    }
    if machine.aliases.len() >= MAX_ALIASES {
        let message = "Too many aliases of this state machine";
        return Err(ApiError::new(
            ErrorCode::ServiceQuotaExceededException,
            message,
        ));
    }
    let arn: Arc<str> = format!("{}:{name}", machine.arn).into();
    machine.insert_alias(Alias {
        arn: arn.clone(),
        name: name.into(),
        description,
        routes,
        created: now,
        updated: now,
        position: 0,
    });
    Ok(Created {
        state_machine_alias_arn: arn,
        creation_date: Epoch(now),
    })
}

pub(super) fn update(endpoint: &Endpoint, body: &Object) -> Result<Updated, ApiError> {
    let (arn, description, routes) = read(body, |fields| {
        let arn = alias_arn(fields);
        (arn, description(fields), routes(fields))
    })?;
    if description.is_none() && routes.is_none() {
        return Err(ApiError::new(
            ErrorCode::MissingRequiredParameter,
            "Either the description or the RoutingConfiguration must be specified",
        ));
    }
    let now = endpoint.now();
    let mut catalog = endpoint.catalog();
    let (machine_name, alias_name) = qualified(&arn)?;
    if let Some(routes) = &routes {
        let routed = &*routed_machine(&mut catalog, routes)?.name;
        if routed != machine_name {
            return Err(ApiError::validation(
                "Routing configuration must contain versions of the alias's state machine",
            ));
        }
    }
    let machine = catalog.machines.get_mut(machine_name);
    let alias = machine.and_then(|machine| machine.aliases.get_mut(alias_name));
    let alias = alias.ok_or_else(no_resource)?;
    alias.updated = now;
    if description.is_some() {
        alias.description = description;
    }
    if let Some(routes) = routes {
        alias.routes = routes;
    }
    Ok(Updated {
        update_date: Epoch(now),
    })
}

pub(super) fn describe(endpoint: &Endpoint, body: &Object) -> Result<Described, ApiError> {
    let arn = read(body, alias_arn)?;
    let catalog = endpoint.catalog();
    let (machine, alias) = qualified(&arn)?;
    let machine = catalog.machines.get(machine);
    let alias = machine.and_then(|machine| machine.aliases.get(alias));
    let alias = alias.ok_or_else(no_resource)?;
    Ok(Described {
        state_machine_alias_arn: alias.arn.clone(),
        name: alias.name.clone(),
        description: alias.description.clone(),
        routing_configuration: alias.routes.clone(),
        creation_date: Epoch(alias.created),
        update_date: Epoch(alias.updated),
    })
}

/// Deletes an alias; that there is none is no error (recorded).
pub(super) fn delete(endpoint: &Endpoint, body: &Object) -> Result<Nothing, ApiError> {
    let arn = read(body, alias_arn)?;
    let (machine, alias) = qualified(&arn)?;
    if let Some(machine) = endpoint.catalog().machines.get_mut(machine) {
        machine.aliases.remove(alias);
    }
    Ok(Nothing {})
}

/// The aliases of a machine, or of a version of it, in the order of their creation.
pub(super) fn list(endpoint: &Endpoint, body: &Object) -> Result<Listed, ApiError> {
    let (arn, page) = read(body, |fields| {
        let arn = fields.required_text("stateMachineArn", constraint::ARN);
        (arn.to_owned(), Page::read(fields, constraint::PAGE_TOKEN))
    })?;
    let catalog = endpoint.catalog();
    let machine = catalog.machines.get(machine_name(&arn)?);
    let machine = machine.ok_or_else(|| no_machine(&arn))?;
    let mut aliases: Vec<&Alias> = machine.aliases.values().collect();
    if *arn != *machine.arn {
        let leads_here = |route: &Route| *route.state_machine_version_arn == *arn;
        aliases.retain(|alias| alias.routes.iter().any(leads_here));
    }
    aliases.sort_by_key(|alias| alias.position);
    let entries = aliases.into_iter().map(|alias| {
        let entry = Created {
            state_machine_alias_arn: alias.arn.clone(),
            creation_date: Epoch(alias.created),
        };
        (alias.position, entry)
    });
    let page = page.of(&format!("aliases {arn}"), endpoint.now(), entries)?;
    Ok(Listed {
        state_machine_aliases: page.entries,
        next_token: page.next_token,
    })
}

fn alias_arn(fields: &mut Fields<'_>) -> String {
    let arn = fields.required_text("stateMachineAliasArn", constraint::ARN);
    arn.to_owned()
}

fn description(fields: &mut Fields<'_>) -> Option<String> {
    let description = fields.text("description", constraint::DESCRIPTION);
    description.map(str::to_owned)
}

fn routes(fields: &mut Fields<'_>) -> Option<Vec<Route>> {
    let routes = fields.objects("routingConfiguration", |fields| Route {
        state_machine_version_arn: fields
            .required_text("stateMachineVersionArn", constraint::ARN)
            .into(),
        weight: fields.required_integer("weight", 0..=100),
    })?;
    let shown = routes.iter().map(|route| {
        format!(
            "RoutingConfigurationListItem(stateMachineVersionArn={}, weight={})",
            route.state_machine_version_arn, route.weight
        )
    });
    let shown = format!("[{}]", shown.collect::<Vec<_>>().join(", "));
    fields.bound("routingConfiguration", routes.len(), &shown, 1..=2);
    Some(routes)
}

/// The machine that all routes lead to.
fn routed_machine<'c>(
    catalog: &'c mut Catalog,
    routes: &[Route],
) -> Result<&'c mut Machine, ApiError> {
    let arns: Vec<&str> = routes
        .iter()
        .map(|route| &*route.state_machine_version_arn)
        .collect();
    let refused = |rule: &str, received: String| {
        ApiError::validation(format!("{rule}. Received: [{received}]"))
    };
    if arns.len() == 2 && arns[0] == arns[1] {
        let rule = "Routing configuration must contain distinct state machine version ARNs";
        return Err(refused(rule, arns.join(", ")));
    }
    if routes.iter().map(|route| route.weight).sum::<i64>() != 100 {
        let weights: Vec<String> = routes
            .iter()
            .map(|route| route.weight.to_string())
            .collect();
        let rule = "Sum of routing configuration weights must equal 100";
        return Err(refused(rule, weights.join(", ")));
    }
    let mut machine_name = None;
    for arn in &arns {
        let (name, number) = match Arn::parse(arn)? {
            Arn::StateMachine {
                name,
                qualifier: Some(number),
                ..
            } if number.bytes().all(|byte| byte.is_ascii_digit()) => (name, number),
            // Of a machine itself, or of an alias.
            Arn::StateMachine { .. } => {
                let rule = "Routing configuration must contain state machine version ARNs";
                return Err(refused(rule, arns.join(", ")));
            }
            other => return Err(other.not_valid_here()),
        };
        let machine = catalog.machines.get(name);
        if machine.is_none_or(|machine| machine.version(number).is_none()) {
            return Err(no_resource());
        }
        if *machine_name.get_or_insert(name) != name {
            let rule = "Routing configuration must contain versions of one state machine";
            return Err(refused(rule, arns.join(", ")));
        }
    }
    let machine = machine_name.and_then(|name| catalog.machines.get_mut(name));
    machine.ok_or_else(no_resource)
}

/// In AWS's words (recorded).
fn no_resource() -> ApiError {
    ApiError::new(
        ErrorCode::ResourceNotFound,
        "Request references a resource that does not exist.",
    )
}
