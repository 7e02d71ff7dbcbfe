//! `Catch`: where a state goes when its work failed.

use crate::error_name::ErrorName;
use crate::expression::NullablePath;
use crate::name::StateName;
use crate::read::{Field, Fields};
use crate::template::Template;
use crate::write::ObjectWriter;

/// Where a state goes after errors of these names, and what becomes of its data.
///
/// ```
/// use sfn_asl::{Catcher, ErrorName};
///
/// let catcher = Catcher::new([ErrorName::ALL], "Refund");
/// assert_eq!(catcher.next.as_str(), "Refund");
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Catcher {
    /// A remark for people.
    pub comment: Option<String>,
    /// The errors that it catches; at least one.
    pub error_equals: Vec<ErrorName>,
    /// JSONPath: where in the raw input the error output goes.
    pub result_path: Option<NullablePath>,
    /// The variables that are assigned when it catches, instead of the state's own.
    pub assign: Option<Template>,
    /// JSONata: the state's output when it catches; the error output where it is absent.
    pub output: Option<Template>,
    /// The state that follows.
    pub next: StateName,
}

impl Catcher {
    /// A catcher of these errors that goes to `next`.
    pub fn new(errors: impl IntoIterator<Item = ErrorName>, next: impl Into<StateName>) -> Self {
        Self {
            comment: None,
            error_equals: errors.into_iter().collect(),
            result_path: None,
            assign: None,
            output: None,
            next: next.into(),
        }
    }

    pub(crate) fn read(fields: &mut Fields<'_, '_>) -> Self {
        Self {
            error_equals: fields.error_equals(),
            comment: fields.string("Comment"),
            result_path: fields.nullable_path("ResultPath"),
            assign: fields.object_template("Assign"),
            output: fields.template(Field::jsonata("Output")),
            next: fields.required_state_name("Next"),
        }
    }

    pub(crate) fn write(&self, object: &mut ObjectWriter) {
        object.strings(
            "ErrorEquals",
            self.error_equals.iter().map(ErrorName::as_str),
        );
        object.optional_string("Comment", self.comment.as_deref());
        object.optional_nullable_path("ResultPath", self.result_path.as_ref());
        object.optional_template("Assign", self.assign.as_ref());
        object.optional_template("Output", self.output.as_ref());
        object.string("Next", self.next.as_str());
    }
}
