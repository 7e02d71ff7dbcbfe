//! Why a state failed, before it is known what becomes of it.

use std::sync::Arc;

use sfn_asl::ErrorName;
use sfn_expr::{Object, Value};

use crate::history::Fault;

/// Why a state, a branch or an iteration failed.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Failure {
    pub error: Option<Arc<str>>,
    pub cause: Option<Arc<str>>,
    /// The interpreter found it, in the state that is being executed: the cause shall name the state.
    pub unplaced: bool,
    /// It is to be told by an `EvaluationFailed` event.
    pub evaluation: Option<Evaluation>,
}

/// What an `EvaluationFailed` event tells besides the error.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Evaluation {
    pub location: Option<Arc<str>>,
    /// Whether the event follows the state's entry. Else it follows what the entry followed (both recorded: the
    /// former for a value that a Wait cannot use, the latter for an expression that fails).
    pub after_entry: bool,
}

impl Failure {
    /// What a task, a Fail state or a service said.
    pub fn told(error: Option<Arc<str>>, cause: Option<Arc<str>>) -> Self {
        Self {
            error,
            cause,
            unplaced: false,
            evaluation: None,
        }
    }

    /// A failure of the interpreter, `States.Runtime`: never retried, never caught.
    pub fn runtime(cause: impl Into<Arc<str>>) -> Self {
        let error = Some(ErrorName::RUNTIME.as_str().into());
        Self {
            error,
            cause: Some(cause.into()),
            unplaced: true,
            evaluation: None,
        }
    }

    /// A field of a JSONata state that has no value, or one that it cannot have.
    pub fn query(cause: impl Into<Arc<str>>, location: Option<Arc<str>>) -> Self {
        let error = Some(ErrorName::QUERY_EVALUATION_ERROR.as_str().into());
        let evaluation = Some(Evaluation {
            location,
            after_entry: false,
        });
        Self {
            error,
            cause: Some(cause.into()),
            unplaced: true,
            evaluation,
        }
    }

    /// As [`Failure::query`], for a value that was computed and cannot be used.
    pub fn unusable(cause: impl Into<Arc<str>>, location: Arc<str>) -> Self {
        let mut failure = Self::query(cause, Some(location));
        failure.evaluation = failure.evaluation.map(|evaluation| Evaluation {
            after_entry: true,
            ..evaluation
        });
        failure
    }

    /// A payload over the limit. `owner` is the state, the function's ARN or the service (recorded).
    pub fn too_large(owner: &str) -> Self {
        let error = Some(ErrorName::DATA_LIMIT_EXCEEDED.as_str().into());
        let cause = format!(
            "The state/task '{owner}' returned a result with a size exceeding the maximum number of bytes service limit."
        );
        Self {
            error,
            cause: Some(cause.into()),
            unplaced: false,
            evaluation: None,
        }
    }

    /// A task that took too long.
    pub fn timeout(error: &ErrorName) -> Self {
        Self::told(Some(error.as_str().into()), None)
    }

    pub fn is_runtime(&self) -> bool {
        self.error.as_deref() == Some(ErrorName::RUNTIME.as_str())
    }

    pub fn fault(&self) -> Fault {
        Fault {
            error: self.error.clone(),
            cause: self.cause.clone(),
        }
    }

    /// The Error Output that a catcher sees.
    ///
    /// What a callback left out is `null`; the cause of a timeout is the empty text (both recorded).
    pub fn error_output(&self) -> Value {
        let is_timeout = [ErrorName::TIMEOUT, ErrorName::HEARTBEAT_TIMEOUT]
            .iter()
            .any(|name| self.error.as_deref() == Some(name.as_str()));
        let text = |text: &Option<Arc<str>>| text.as_deref().map_or(Value::Null, Value::from);
        let cause = if is_timeout && self.cause.is_none() {
            Value::from("")
        } else {
            text(&self.cause)
        };
        let mut output = Object::with_capacity(2);
        output.insert("Error", text(&self.error));
        output.insert("Cause", cause);
        Value::from(output)
    }
}
