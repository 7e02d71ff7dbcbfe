//! What a machine can be created with and updated to: its definition, and how its executions are logged, traced and
//! encrypted. The endpoint keeps and returns the settings; it sends no logs and no traces, and encrypts nothing.

use std::sync::Arc;

use sfn_core::asl::{Definition, ExecutionType, InvalidDefinition};
use sfn_core::program::Program;

use super::label;
use crate::arn;
use crate::catalog::{Encryption, LogDestination, LogGroup, Logging};
use crate::protocol::{ApiError, ErrorCode, Fields, constraint};

/// A name that AWS takes for machines and activities: no blanks, control characters and certain marks.
pub(crate) fn check_name(name: &str) -> Result<(), ApiError> {
    let is_refused = |letter: char| {
        letter.is_whitespace() || letter.is_control() || "<>{}[]?*\"#%\\^|~`$&,;:/".contains(letter)
    };
    if name.contains(is_refused) {
        let message = format!("Invalid Name: '{name}'");
        return Err(ApiError::new(ErrorCode::InvalidName, message));
    }
    Ok(())
}

/// The ARN of a role.
pub(crate) fn check_role(role_arn: &str) -> Result<(), ApiError> {
    if role_arn.starts_with("arn:") {
        return Ok(());
    }
    Err(arn::invalid(&format!("Invalid ARN prefix: {role_arn}")))
}

/// A definition that executions of this type can be started of.
pub(crate) fn compile(
    text: &str,
    execution_type: ExecutionType,
) -> Result<(Definition, Arc<Program>), ApiError> {
    let (definition, findings) = Definition::parse_as(text, execution_type);
    if let Some(refusal) = label::refusal(&findings, definition.as_ref(), text) {
        return Err(invalid_definition(&refusal));
    }
    if let Some(invalid) = InvalidDefinition::from_findings(findings) {
        return Err(invalid_definition(&invalid.to_string()));
    }
    // Whatever keeps a definition from being one is a finding.
    let definition =
        definition.ok_or_else(|| invalid_definition("Invalid State Machine Definition"))?;
    match Program::compile(&definition) {
        Ok(program) => Ok((definition, Arc::new(program))),
        Err(error) => Err(invalid_definition(&error.to_string())),
    }
}

fn invalid_definition(message: &str) -> ApiError {
    ApiError::new(ErrorCode::InvalidDefinition, message)
}

/// `loggingConfiguration`, if the request has it.
pub(crate) fn logging(fields: &mut Fields<'_>) -> Option<Logging> {
    fields.object("loggingConfiguration", |fields| Logging {
        level: fields
            .word("level", &["ALL", "ERROR", "FATAL", "OFF"])
            .unwrap_or("OFF"),
        include_execution_data: fields.flag("includeExecutionData").unwrap_or(false),
        destinations: fields
            .objects("destinations", log_destination)
            .unwrap_or_default(),
    })
}

fn log_destination(fields: &mut Fields<'_>) -> LogDestination {
    let log_group_arn = fields.object("cloudWatchLogsLogGroup", |fields| {
        let arn = fields.text("logGroupArn", constraint::ARN);
        arn.unwrap_or_default().to_owned()
    });
    LogDestination {
        cloud_watch_logs_log_group: LogGroup {
            log_group_arn: log_group_arn.unwrap_or_default(),
        },
    }
}

/// Logging that AWS would accept.
pub(crate) fn check_logging(logging: &Logging) -> Result<(), ApiError> {
    let refused = |reason: &str| {
        let message = format!("Invalid Logging Configuration: {reason}");
        Err(ApiError::new(
            ErrorCode::InvalidLoggingConfiguration,
            message,
        ))
    };
    if logging.destinations.len() > 1 || (logging.level != "OFF" && logging.destinations.is_empty())
    {
        return refused("Must specify exactly one Log Destination.");
    }
    let arns = logging.destinations.iter();
    let mut arns = arns.map(|destination| &destination.cloud_watch_logs_log_group.log_group_arn);
    if arns.any(|arn| !arn.starts_with("arn:")) {
        return refused("Log Destination must be a CloudWatch Logs log group.");
    }
    Ok(())
}

/// `tracingConfiguration`, if the request has it.
pub(crate) fn tracing(fields: &mut Fields<'_>) -> Option<bool> {
    fields.object("tracingConfiguration", |fields| {
        fields.flag("enabled").unwrap_or(false)
    })
}

/// `encryptionConfiguration`, if the request has it.
pub(crate) fn encryption(fields: &mut Fields<'_>) -> Option<Encryption> {
    fields.object("encryptionConfiguration", |fields| Encryption {
        kms_key_id: fields
            .text("kmsKeyId", constraint::KMS_KEY)
            .map(str::to_owned),
        kms_data_key_reuse_period_seconds: fields.integer("kmsDataKeyReusePeriodSeconds", 60..=900),
        type_: fields.required_word("type", &["AWS_OWNED_KEY", "CUSTOMER_MANAGED_KMS_KEY"]),
    })
}

/// Encryption that AWS would accept: a key of one's own, or none.
pub(crate) fn check_encryption(encryption: Encryption) -> Result<Encryption, ApiError> {
    let refused = |reason: &str| {
        let message = format!("Invalid Encryption Configuration: {reason}");
        Err(ApiError::new(
            ErrorCode::InvalidEncryptionConfiguration,
            message,
        ))
    };
    let is_own = encryption.type_ == "CUSTOMER_MANAGED_KMS_KEY";
    match (is_own, &encryption.kms_key_id) {
        (true, None) => refused("KmsKeyId must be specified for CUSTOMER_MANAGED_KMS_KEY"),
        (false, Some(_)) => refused("KmsKeyId cannot be specified for AWS_OWNED_KEY"),
        (true, Some(_)) => Ok(Encryption {
            // What AWS uses unless told otherwise (API reference).
            kms_data_key_reuse_period_seconds: encryption
                .kms_data_key_reuse_period_seconds
                .or(Some(300)),
            ..encryption
        }),
        (false, None) => Ok(encryption),
    }
}

/// `type`.
pub(crate) fn execution_type(fields: &mut Fields<'_>) -> ExecutionType {
    match fields.word("type", &["STANDARD", "EXPRESS"]) {
        Some("EXPRESS") => ExecutionType::Express,
        _ => ExecutionType::Standard,
    }
}

/// `tags`.
pub(crate) fn tags(fields: &mut Fields<'_>) -> Option<Vec<(String, String)>> {
    fields.objects("tags", |fields| {
        let key = fields.text("key", constraint::TAG_KEY).unwrap_or_default();
        let value = fields
            .text("value", constraint::TAG_VALUE)
            .unwrap_or_default();
        (key.to_owned(), value.to_owned())
    })
}
