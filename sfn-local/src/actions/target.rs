//! What an ARN of a request refers to, and AWS's words where it refers to nothing.

use std::sync::Arc;

use sfn_core::engine::Execution;

use super::internal;
use crate::Endpoint;
use crate::arn::Arn;
use crate::catalog::{Catalog, Machine, Revision};
use crate::protocol::{ApiError, ErrorCode};

/// A machine, or one of its versions.
pub(crate) struct Target<'c> {
    pub machine: &'c Machine,
    pub revision: &'c Arc<Revision>,
    pub alias_arn: Option<Arc<str>>,
    pub version_arn: Option<Arc<str>>,
    /// Which answers of a mock file to use.
    pub test_case: Option<Arc<str>>,
}

/// The machine of an ARN without version or alias.
pub(crate) fn machine_name(arn: &str) -> Result<&str, ApiError> {
    match Arn::parse(arn)? {
        Arn::StateMachine { name, .. } => Ok(name),
        other => Err(other.not_valid_here()),
    }
}

/// The machine of an ARN that may name a version or, where a `draw` between 0 and 99 is given, an alias.
pub(crate) fn target<'c>(
    catalog: &'c Catalog,
    arn: &str,
    draw: Option<i64>,
) -> Result<Target<'c>, ApiError> {
    let (name, qualifier, test_case) = match Arn::parse(arn)? {
        Arn::StateMachine {
            name,
            qualifier,
            test_case,
        } => (name, qualifier, test_case.map(Arc::from)),
        other => return Err(other.not_valid_here()),
    };
    let missing = || no_machine(arn);
    let machine = catalog.machines.get(name).ok_or_else(missing)?;
    let Some(qualifier) = qualifier else {
        return Ok(Target {
            machine,
            revision: &machine.revision,
            alias_arn: None,
            version_arn: None,
            test_case,
        });
    };
    let routed = draw.and_then(|draw| Some((machine.aliases.get(qualifier)?, draw)));
    let (version, alias_arn) = match routed {
        Some((alias, draw)) => {
            let version_arn = alias.version_for(draw);
            let number = version_arn.rsplit(':').next().unwrap_or_default();
            (machine.version(number), Some(alias.arn.clone()))
        }
        None => (machine.version(qualifier), None),
    };
    let version = version.ok_or_else(missing)?;
    Ok(Target {
        machine,
        revision: &version.revision,
        alias_arn,
        version_arn: Some(version.arn.clone()),
        test_case,
    })
}

/// A standard execution: of Express ones there is no record.
pub(crate) async fn execution(endpoint: &Endpoint, arn: &str) -> Result<Execution, ApiError> {
    match Arn::parse(arn)? {
        Arn::Execution => {}
        other => return Err(other.not_valid_here()),
    }
    let execution = endpoint.runtime().describe(arn).await.map_err(internal)?;
    execution.ok_or_else(|| {
        let message = format!("Execution Does Not Exist: '{arn}'");
        ApiError::new(ErrorCode::ExecutionDoesNotExist, message)
    })
}

/// The ARN of a map run.
pub(crate) fn map_run(arn: &str) -> Result<(), ApiError> {
    match Arn::parse(arn)? {
        Arn::MapRun => Ok(()),
        other => Err(other.not_valid_here()),
    }
}

/// The machine of an ARN with a version or an alias behind it, and that qualifier.
pub(crate) fn qualified(arn: &str) -> Result<(&str, &str), ApiError> {
    match Arn::parse(arn)? {
        Arn::StateMachine {
            name,
            qualifier: Some(qualifier),
            ..
        } => Ok((name, qualifier)),
        other => Err(other.not_valid_here()),
    }
}

/// The operation is not for machines of this type.
pub(crate) fn wrong_type() -> ApiError {
    ApiError::new(
        ErrorCode::StateMachineTypeNotSupported,
        "This operation is not supported by this type of state machine",
    )
}

pub(crate) fn no_machine(arn: &str) -> ApiError {
    let message = format!("State Machine Does Not Exist: '{arn}'");
    ApiError::new(ErrorCode::StateMachineDoesNotExist, message)
}
