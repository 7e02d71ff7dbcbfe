//! `Pass`: data in, data out.

use sfn_expr::Value;

use super::Transition;
use crate::expression::NullablePath;
use crate::read::{Field, Fields};
use crate::template::Template;
use crate::write::ObjectWriter;

/// A state that does no work; it shapes data and assigns variables.
///
/// ```
/// use sfn_asl::{Pass, Transition};
///
/// let pass = Pass { transition: Transition::next("Ship"), ..Pass::default() };
/// assert_eq!(pass.result, None);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pass {
    /// JSONPath: the payload template whose value is the state's effective input.
    pub parameters: Option<Template>,
    /// JSONPath: the state's result, as it stands. Paths within it mean nothing.
    pub result: Option<Value>,
    /// JSONPath: where in the raw input the result goes.
    pub result_path: Option<NullablePath>,
    /// Where the state goes.
    pub transition: Transition,
}

impl Pass {
    pub(super) fn read(fields: &mut Fields<'_, '_>) -> Self {
        Self {
            parameters: fields.template(Field::json_path("Parameters")),
            result: fields.json(Field::json_path("Result")),
            result_path: fields.nullable_path("ResultPath"),
            transition: Transition::read(fields),
        }
    }

    pub(super) fn write(&self, object: &mut ObjectWriter) {
        object.optional_template("Parameters", self.parameters.as_ref());
        object.optional_json("Result", self.result.as_ref());
        object.optional_nullable_path("ResultPath", self.result_path.as_ref());
    }
}
