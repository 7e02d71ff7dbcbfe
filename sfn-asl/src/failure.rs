//! Failures: what a state fails with when its data cannot be shaped as its definition says.

use std::fmt;

use crate::error_name::ErrorName;

/// An error as an execution records it: a name, and a cause for people.
///
/// The cause lacks what AWS puts before every cause of its interpreter (`An error occurred while executing the
/// state …`): the state and the event are known to the engine only.
///
/// ```
/// use sfn_asl::{ErrorName, PayloadTemplate, Scope};
/// use sfn_expr::Value;
///
/// let template = PayloadTemplate::compile(&Value::from_json(r#"{"id.$": "$.id"}"#)?)?;
/// let failure = template.evaluate(&Scope::new(&Value::from_json("{}")?)).unwrap_err();
/// assert_eq!(failure.error, ErrorName::RUNTIME);
/// assert_eq!(failure.cause, "The JSONPath '$.id' specified for the field 'id.$' could not be found in the input '{}'");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Failure {
    /// The error's name.
    pub error: ErrorName,
    /// What happened.
    pub cause: String,
}

impl Failure {
    pub(crate) fn new(error: ErrorName, cause: impl Into<String>) -> Self {
        Self {
            error,
            cause: cause.into(),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.error, self.cause)
    }
}

impl std::error::Error for Failure {}
