//! How a run ended.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sfn::runtime::TaskFailure;

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// With an output.
    Ok(Value),
    /// With an error of the machine's own enum.
    Err(NamedError),
    /// With something that no enum claims; the text differs between the runs.
    Uncaught(String),
}

/// An error as ASL has it, its `Cause` read as JSON.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedError {
    /// Its name.
    pub name: String,
    /// Its members; `null` where it has none.
    #[serde(default)]
    pub payload: Value,
}

/// A failure that an enum claims.
pub(super) fn named(failure: &TaskFailure) -> Ending {
    Ending::Err(NamedError {
        name: failure.error.clone(),
        payload: serde_json::from_str(&failure.cause).unwrap_or_default(),
    })
}
