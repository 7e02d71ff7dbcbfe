//! `ListStateMachines`.

use std::sync::Arc;

use serde::Serialize;
use sfn_core::expr::Object;

use crate::Endpoint;
use crate::protocol::{ApiError, Epoch, constraint, page::Page, read};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Reply {
    state_machines: Vec<Entry>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_token: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Entry {
    state_machine_arn: Arc<str>,
    name: Arc<str>,
    #[serde(rename = "type")]
    type_: &'static str,
    creation_date: Epoch,
}

pub(super) fn run(endpoint: &Endpoint, body: &Object) -> Result<Reply, ApiError> {
    let page = read(body, |fields| Page::read(fields, constraint::PAGE_TOKEN))?;
    let catalog = endpoint.catalog();
    let machines = catalog.machines.in_order().into_iter();
    let entries = machines.map(|machine| {
        let entry = Entry {
            state_machine_arn: machine.arn.clone(),
            name: machine.name.clone(),
            type_: machine.execution_type.as_str(),
            creation_date: Epoch(machine.created),
        };
        (machine.position, entry)
    });
    let page = page.of("stateMachines", endpoint.now(), entries)?;
    Ok(Reply {
        state_machines: page.entries,
        next_token: page.next_token,
    })
}
