//! `DeleteStateMachine`.

use sfn_core::expr::Object;

use super::Nothing;
use super::target::machine_name;
use crate::Endpoint;
use crate::protocol::{ApiError, constraint, read};

/// Deletes a machine with its versions and aliases; that there is none is no error (recorded). Executions under way go
/// on.
pub(super) fn run(endpoint: &Endpoint, body: &Object) -> Result<Nothing, ApiError> {
    let arn = read(body, |fields| {
        fields
            .required_text("stateMachineArn", constraint::ARN)
            .to_owned()
    })?;
    endpoint.catalog().machines.remove(machine_name(&arn)?);
    Ok(Nothing {})
}
