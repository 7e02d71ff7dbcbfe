//! Names of errors: those of the language, and those that users make.
//!
//! Which retrier or catcher a name matches is the engine's business.

use std::borrow::Cow;
use std::fmt;

/// The name of an error, as `ErrorEquals`, `Fail` states and failed executions carry it.
///
/// The associated constants are the names that the language reserves. A user's own names must not begin
/// with `States.`.
///
/// ```
/// use sfn_asl::ErrorName;
///
/// assert_eq!(ErrorName::TIMEOUT.as_str(), "States.Timeout");
/// assert!(ErrorName::TIMEOUT.is_reserved());
/// assert!(!ErrorName::new("PaymentDeclined").is_reserved());
/// ```
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ErrorName(Cow<'static, str>);

macro_rules! reserved {
    ($($(#[$attribute:meta])* $constant:ident = $name:literal,)+) => {
        impl ErrorName {
            $($(#[$attribute])* pub const $constant: Self = Self(Cow::Borrowed($name));)+

            /// Every name that the language reserves.
            pub const RESERVED: &'static [Self] = &[$(Self::$constant,)+];
        }
    };
}

reserved! {
    /// Matches every error but `States.Runtime`.
    ALL = "States.ALL",
    /// A state's branch failed (the specification's name; AWS reports the branch's own error).
    BRANCH_FAILED = "States.BranchFailed",
    /// A payload is larger than 262,144 bytes.
    DATA_LIMIT_EXCEEDED = "States.DataLimitExceeded",
    /// More items of a Map failed than it tolerates.
    EXCEED_TOLERATED_FAILURE_THRESHOLD = "States.ExceedToleratedFailureThreshold",
    /// A task sent no heartbeat within `HeartbeatSeconds`.
    HEARTBEAT_TIMEOUT = "States.HeartbeatTimeout",
    /// An HTTP task could not talk to its endpoint.
    HTTP_SOCKET = "States.Http.Socket",
    /// An intrinsic function failed.
    INTRINSIC_FAILURE = "States.IntrinsicFailure",
    /// A Map could not read its items.
    ITEM_READER_FAILED = "States.ItemReaderFailed",
    /// No rule of a Choice matched and it has no `Default` (the specification's name; AWS reports `States.Runtime`).
    NO_CHOICE_MATCHED = "States.NoChoiceMatched",
    /// A path in a payload template has no value (the specification's name; AWS reports `States.Runtime`).
    PARAMETER_PATH_FAILURE = "States.ParameterPathFailure",
    /// A task has not the privileges it needs.
    PERMISSIONS = "States.Permissions",
    /// A JSONata expression failed.
    QUERY_EVALUATION_ERROR = "States.QueryEvaluationError",
    /// `ResultPath` cannot be applied to the state's input.
    RESULT_PATH_MATCH_FAILURE = "States.ResultPathMatchFailure",
    /// A Map could not write its results.
    RESULT_WRITER_FAILED = "States.ResultWriterFailed",
    /// The interpreter failed; never retried, never caught.
    RUNTIME = "States.Runtime",
    /// A task failed; as a match, any error of a task but a timeout.
    TASK_FAILED = "States.TaskFailed",
    /// A task or an execution ran longer than its `TimeoutSeconds`.
    TIMEOUT = "States.Timeout",
}

impl ErrorName {
    /// Makes a name of any text.
    pub fn new(name: impl Into<Cow<'static, str>>) -> Self {
        Self(name.into())
    }

    /// The text of the name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the language keeps names of this form for itself.
    pub fn is_reserved(&self) -> bool {
        self.0.starts_with("States.")
    }
}

impl fmt::Debug for ErrorName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl fmt::Display for ErrorName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl From<&str> for ErrorName {
    fn from(name: &str) -> Self {
        Self::new(name.to_owned())
    }
}

impl From<String> for ErrorName {
    fn from(name: String) -> Self {
        Self::new(name)
    }
}
