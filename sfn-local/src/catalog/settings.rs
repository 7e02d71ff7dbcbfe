//! How executions are logged and what they are encrypted with, as machines and activities are created with it. The
//! endpoint keeps the settings and does nothing of the kind.

use serde::Serialize;

/// `LoggingConfiguration`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Logging {
    pub level: &'static str,
    pub include_execution_data: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub destinations: Vec<LogDestination>,
}

/// Where logs go: a log group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct LogDestination {
    pub cloud_watch_logs_log_group: LogGroup,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct LogGroup {
    pub log_group_arn: String,
}

/// `EncryptionConfiguration`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Encryption {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kms_key_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kms_data_key_reuse_period_seconds: Option<i64>,
    #[serde(rename = "type")]
    pub type_: &'static str,
}

impl Default for Logging {
    fn default() -> Self {
        Self {
            level: "OFF",
            include_execution_data: false,
            destinations: Vec::new(),
        }
    }
}

impl Default for Encryption {
    fn default() -> Self {
        Self {
            kms_key_id: None,
            kms_data_key_reuse_period_seconds: None,
            type_: "AWS_OWNED_KEY",
        }
    }
}
