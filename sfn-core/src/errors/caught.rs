//! A failure as data.

use crate::shape::{Field, FieldInfo, Place, Shape};
use crate::tape::Ty;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What [`catch_all`](crate::plain::catch_all) gives where its block fails: a name and a cause, as ASL has them.
///
/// It is data: it may be kept, matched and passed to a task. In JSON it is `{"Error": …, "Cause": …}`.
///
/// ```
/// use sfn_core::errors::Caught;
///
/// let caught = Caught::new("States.Timeout", "");
/// assert_eq!(serde_json::to_string(&caught)?, r#"{"Error":"States.Timeout","Cause":""}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Caught {
    /// The ASL error name.
    #[serde(rename = "Error")]
    pub error: String,
    /// The ASL cause: of an error of an enum the JSON text of its members, of other failures a text for people.
    #[serde(rename = "Cause", default)]
    pub cause: String,
}

impl Caught {
    /// The failure of that name.
    pub fn new(error: impl Into<String>, cause: impl Into<String>) -> Self {
        Self {
            error: error.into(),
            cause: cause.into(),
        }
    }
}

impl fmt::Display for Caught {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.error, self.cause)
    }
}

impl std::error::Error for Caught {}

/// The members of [`Caught`] in JSON.
pub struct CaughtInJson {
    /// The name.
    pub error: Field<String>,
    /// The cause, which may be missing.
    pub cause: Field<String>,
}

impl Shape for Caught {
    type Names = CaughtInJson;
    const NAMES: &'static CaughtInJson = &CaughtInJson {
        error: Field {
            info: FieldInfo {
                place: Place::Member("Error"),
                absent: None,
            },
            ty: Ty::NEW,
        },
        cause: Field {
            info: FieldInfo {
                place: Place::Member("Cause"),
                absent: Some("\"\""),
            },
            ty: Ty::NEW,
        },
    };
    const IS_STRUCT: bool = true;
}
