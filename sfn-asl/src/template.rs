//! Payload templates: JSON in which some values are computed.

use std::fmt;

use sfn_expr::Value;

/// A JSON value in which some parts are computed when it is used.
///
/// In a JSONPath state a member whose name ends in `.$` holds a path or a call of an intrinsic function; in a
/// JSONata state any string at any depth that is delimited by `{%` and `%}` is an expression. The type
/// does not know which of the two it stands in.
///
/// ```
/// use sfn_asl::Template;
/// use sfn_expr::Value;
///
/// let arguments = Template(Value::from_json(r#"{"id": "{% $states.input.id %}", "count": 1}"#)?);
/// assert_eq!(arguments.0.get("count"), Some(&Value::from(1)));
/// # Ok::<(), sfn_expr::value::ParseError>(())
/// ```
#[derive(Clone, Default, PartialEq)]
pub struct Template(pub Value);

impl fmt::Debug for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl From<Value> for Template {
    fn from(value: Value) -> Self {
        Self(value)
    }
}
