//! `Fail`: the failed end of a machine.

use crate::expression::Dynamic;
use crate::read::Fields;
use crate::write::ObjectWriter;

/// A state that ends its machine with an error.
///
/// Both fields may be absent; the execution's record then has no `error`, or no `cause`, at all. The path of
/// `ErrorPath` and `CausePath` may be a call of an intrinsic function that returns a string.
///
/// ```
/// use sfn_asl::{Dynamic, Fail};
///
/// let fail = Fail { error: Some(Dynamic::Literal("PaymentDeclined".into())), cause: None };
/// assert_eq!(fail.error.as_ref().and_then(Dynamic::literal).map(String::as_str), Some("PaymentDeclined"));
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fail {
    /// The error's name (`Error`, `ErrorPath`).
    pub error: Option<Dynamic<String>>,
    /// What people should know about it (`Cause`, `CausePath`).
    pub cause: Option<Dynamic<String>>,
}

impl Fail {
    pub(super) fn read(fields: &mut Fields<'_, '_>) -> Self {
        Self {
            error: Self::read_form(fields, "Error", "ErrorPath"),
            cause: Self::read_form(fields, "Cause", "CausePath"),
        }
    }

    fn read_form(
        fields: &mut Fields<'_, '_>,
        name: &'static str,
        path_name: &'static str,
    ) -> Option<Dynamic<String>> {
        if fields.has(name) && fields.has(path_name) {
            // Measured on AWS, which has other words for other fields of two forms.
            fields.report_here(
                format!("A Fail state cannot include both field '{name}' and '{path_name}'"),
                "keep one of them and remove the other",
            );
        }
        fields.any_form(name, path_name)
    }

    pub(super) fn write(&self, object: &mut ObjectWriter) {
        object.optional_dynamic("Error", "ErrorPath", self.error.as_ref());
        object.optional_dynamic("Cause", "CausePath", self.cause.as_ref());
    }
}
