//! AWS's own error names, and which of them a generated catcher or retrier may list.

/// The prefix that AWS keeps to itself.
pub const PREFIX: &str = "States.";

/// What a catcher can name.
///
/// The others either are wildcards (`States.ALL`, `States.TaskFailed`), mean a mistake in the definition that no catcher
/// sees (`States.Runtime`), mean what panics in plain Rust (`States.QueryEvaluationError`), or belong to JSONPath and to
/// states that generated machines do not have.
pub const CATCHABLE: &[&str] = &[
    "States.DataLimitExceeded",
    "States.ExceedToleratedFailureThreshold",
    "States.HeartbeatTimeout",
    "States.Http.Socket",
    "States.ItemReaderFailed",
    "States.Permissions",
    "States.ResultWriterFailed",
    "States.Timeout",
];

/// What a task can fail with, and may be tried again after.
pub const RETRYABLE: &[&str] = &[
    "States.DataLimitExceeded",
    "States.HeartbeatTimeout",
    "States.Http.Socket",
    "States.Permissions",
    "States.Timeout",
];

/// What matches errors of any name.
pub const WILDCARDS: &[&str] = &["States.ALL", "States.TaskFailed"];

/// The prefix of HTTP tasks' errors: a status code follows.
const STATUS_CODE: &str = "States.Http.StatusCode.";

/// Whether a name is in a list, or is that of an HTTP status.
pub fn is_one_of(name: &str, list: &[&str]) -> bool {
    list.contains(&name)
        || name
            .strip_prefix(STATUS_CODE)
            .is_some_and(|code| code.len() == 3 && code.bytes().all(|digit| digit.is_ascii_digit()))
}
