//! What can be wrong with a path: its text, or the document it is applied to.

use std::fmt;

/// A text that is not a path.
///
/// ```
/// use sfn_asl::Path;
///
/// let error = Path::compile("$.a.").unwrap_err();
/// assert_eq!(error.position, 4);
/// assert_eq!(error.to_string(), "a path must not end with a dot at character 5 of `$.a.`");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PathSyntaxError {
    /// The text.
    pub path: String,
    /// What is wrong.
    pub message: &'static str,
    /// Where, in characters from 0.
    pub position: usize,
}

impl fmt::Display for PathSyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} at character {} of `{}`",
            self.message,
            self.position + 1,
            self.path
        )
    }
}

impl std::error::Error for PathSyntaxError {}

/// A path that cannot be applied. It prints as AWS prints it, which is as Jayway does.
///
/// ```
/// use sfn_asl::{Path, Scope};
/// use sfn_expr::Value;
///
/// let nothing = Value::from_json("{}")?;
/// let error = Path::compile("$.order.id")?.evaluate(&Scope::new(&nothing)).unwrap_err();
/// assert_eq!(error.to_string(), "Invalid path '$.order.id' : Missing property in path $['order']");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PathError {
    /// The path leads nowhere.
    NotFound {
        /// The path as it was written.
        path: String,
        /// Jayway's words.
        reason: String,
    },
    /// The path looks at more values than one evaluation may.
    TooManyValues {
        /// The path as it was written.
        path: String,
    },
}

impl fmt::Display for PathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound { path, reason } => write!(f, "Invalid path '{path}' : {reason}"),
            Self::TooManyValues { path } => {
                write!(
                    f,
                    "Invalid path '{path}' : It looks at more than {} values",
                    super::MAX_VISITED
                )
            }
        }
    }
}

impl std::error::Error for PathError {}
