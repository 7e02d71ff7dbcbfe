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

impl Template {
    /// The values within that are no containers, each with the path that leads to it (`/key`, `[0]`), in order.
    /// It does not recurse: a template is as deep as a JSON text can be.
    pub(crate) fn leaves(&self) -> Vec<(String, &Value)> {
        let mut leaves = Vec::new();
        let mut waiting = vec![(String::new(), &self.0)];
        while let Some((path, value)) = waiting.pop() {
            match value {
                Value::Object(members) => {
                    let members = members.iter().rev();
                    waiting.extend(members.map(|(key, member)| (format!("{path}/{key}"), member)));
                }
                Value::Array(items) => {
                    let items = items.iter().enumerate().rev();
                    waiting.extend(
                        items.map(|(position, item)| (format!("{path}[{position}]"), item)),
                    );
                }
                _ => leaves.push((path, value)),
            }
        }
        leaves
    }
}
