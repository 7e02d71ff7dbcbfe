//! Payload templates of JSONPath states, compiled.

use std::fmt;

use sfn_expr::{Array, Object, Value};

use crate::failure::Failure;
use crate::intrinsic::{Intrinsic, IntrinsicSyntaxError, selected};
use crate::path::{Path, PathSyntaxError};
use crate::scope::Scope;

/// Templates nest this deeply.
pub const MAX_TEMPLATE_DEPTH: u32 = 128;

/// A payload template, compiled: a JSON value in which the members whose names end in `.$` are computed.
///
/// ```
/// use sfn_asl::{PayloadTemplate, Scope};
/// use sfn_expr::Value;
///
/// let template = Value::from_json(r#"{"id.$": "$.order.id", "tags": ["new"], "text.$": "States.Format('#{}', $.order.id)"}"#)?;
/// let input = Value::from_json(r#"{"order": {"id": 7}}"#)?;
/// let payload = PayloadTemplate::compile(&template)?.evaluate(&Scope::new(&input))?;
/// assert_eq!(payload.to_json(), r##"{"id":7,"tags":["new"],"text":"#7"}"##);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct PayloadTemplate(Node);

/// What computes a member: a path or a call of an intrinsic function.
///
/// ```
/// use sfn_asl::{PathOrIntrinsic, Scope};
/// use sfn_expr::Value;
///
/// let cause = PathOrIntrinsic::compile("$.cause")?;
/// let input = Value::from_json(r#"{"cause": "rain"}"#)?;
/// assert_eq!(cause.evaluate(&Scope::new(&input), "CausePath")?, Value::from("rain"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub enum PathOrIntrinsic {
    /// It begins with `$`.
    Path(Path),
    /// Anything else.
    Intrinsic(Intrinsic),
}

/// A template that cannot be compiled.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TemplateError {
    /// A member's value is no path.
    Path {
        /// The keys and positions that lead to the member, as in `/order/items[0]/id.$`.
        place: String,
        /// What is wrong.
        error: PathSyntaxError,
    },
    /// A member's value is no call of an intrinsic function.
    Intrinsic {
        /// The keys and positions that lead to the member.
        place: String,
        /// What is wrong.
        error: IntrinsicSyntaxError,
    },
    /// A member whose name ends in `.$` is no string.
    NoText {
        /// The keys and positions that lead to the member.
        place: String,
    },
    /// Two members have one name, once with and once without `.$`.
    DuplicateName {
        /// The keys and positions that lead to the second of them.
        place: String,
    },
    /// The template nests deeper than [`MAX_TEMPLATE_DEPTH`].
    TooDeep,
}

#[derive(Clone, Debug)]
enum Node {
    /// Nothing within is computed.
    Literal(Value),
    Object(Box<[(Box<str>, Member)]>),
    Array(Box<[Node]>),
}

#[derive(Clone, Debug)]
enum Member {
    /// The member's own name, for causes, and what computes it.
    Computed(Box<str>, PathOrIntrinsic),
    Node(Node),
}

impl PathOrIntrinsic {
    /// Compiles a path, or a call of an intrinsic function.
    ///
    /// # Errors
    /// [`TemplateError`] with an empty place.
    pub fn compile(text: &str) -> Result<Self, TemplateError> {
        Self::compile_at(text, String::new)
    }

    fn compile_at(text: &str, place: impl FnOnce() -> String) -> Result<Self, TemplateError> {
        if text.starts_with('$') {
            let path = Path::compile(text);
            path.map(Self::Path).map_err(|error| TemplateError::Path {
                place: place(),
                error,
            })
        } else {
            let call = Intrinsic::compile(text);
            call.map(Self::Intrinsic)
                .map_err(|error| TemplateError::Intrinsic {
                    place: place(),
                    error,
                })
        }
    }

    /// The value. `field` is the field that holds it, for the cause of a failure.
    ///
    /// # Errors
    /// As [`PayloadTemplate::evaluate`].
    pub fn evaluate(&self, scope: &Scope<'_>, field: &str) -> Result<Value, Failure> {
        match self {
            Self::Path(path) => selected(path, scope, field),
            Self::Intrinsic(call) => call.evaluate(scope, field),
        }
    }

    /// The paths it reads.
    pub fn paths(&self) -> Vec<&Path> {
        match self {
            Self::Path(path) => vec![path],
            Self::Intrinsic(call) => call.paths(),
        }
    }
}

impl PayloadTemplate {
    /// Compiles a template.
    ///
    /// # Errors
    /// [`TemplateError`] for the first member that cannot be computed.
    pub fn compile(template: &Value) -> Result<Self, TemplateError> {
        let (node, errors) = Self::compile_all(template);
        match errors.into_iter().next() {
            None => Ok(node),
            Some(error) => Err(error),
        }
    }

    /// Compiles a template and tells everything that is wrong with it; what cannot be compiled is left out.
    pub(crate) fn compile_all(template: &Value) -> (Self, Vec<TemplateError>) {
        let mut errors = Vec::new();
        if template.depth() > MAX_TEMPLATE_DEPTH {
            return (
                Self(Node::Literal(Value::Null)),
                vec![TemplateError::TooDeep],
            );
        }
        let node = compile(template, "", &mut errors);
        (Self(node), errors)
    }

    /// The payload.
    ///
    /// # Errors
    /// `States.Runtime` if a path leads nowhere, in AWS's words (recorded; the specification has another name for
    /// it); `States.IntrinsicFailure` if a function fails.
    pub fn evaluate(&self, scope: &Scope<'_>) -> Result<Value, Failure> {
        self.0.evaluate(scope)
    }

    /// The paths that the template reads.
    pub fn paths(&self) -> Vec<&Path> {
        let mut paths = Vec::new();
        self.0.collect_paths(&mut paths);
        paths
    }
}

impl Node {
    fn evaluate(&self, scope: &Scope<'_>) -> Result<Value, Failure> {
        match self {
            Self::Literal(value) => Ok(value.clone()),
            Self::Array(nodes) => {
                let items: Result<Vec<Value>, Failure> =
                    nodes.iter().map(|node| node.evaluate(scope)).collect();
                Ok(Array::from(items?).into())
            }
            Self::Object(members) => {
                let mut object = Object::with_capacity(members.len());
                for (name, member) in members {
                    let value = match member {
                        Member::Node(node) => node.evaluate(scope)?,
                        Member::Computed(field, expression) => expression.evaluate(scope, field)?,
                    };
                    object.insert(&**name, value);
                }
                Ok(object.into())
            }
        }
    }

    fn collect_paths<'n>(&'n self, paths: &mut Vec<&'n Path>) {
        match self {
            Self::Literal(_) => {}
            Self::Array(nodes) => nodes.iter().for_each(|node| node.collect_paths(paths)),
            Self::Object(members) => {
                for (_, member) in members {
                    match member {
                        Member::Node(node) => node.collect_paths(paths),
                        Member::Computed(_, expression) => paths.extend(expression.paths()),
                    }
                }
            }
        }
    }

    fn is_literal(&self) -> bool {
        matches!(self, Self::Literal(_))
    }
}

/// It recurses as deep as the template nests, which is bounded.
fn compile(template: &Value, place: &str, errors: &mut Vec<TemplateError>) -> Node {
    match template {
        Value::Object(members) => {
            let before = errors.len();
            let compiled: Vec<(Box<str>, Member)> = members
                .iter()
                .filter_map(|(key, value)| member(key, value, members, place, errors))
                .collect();
            let is_literal = compiled.iter().all(|(_, member)| match member {
                Member::Node(node) => node.is_literal(),
                Member::Computed(..) => false,
            });
            if is_literal && errors.len() == before {
                Node::Literal(template.clone())
            } else {
                Node::Object(compiled.into())
            }
        }
        Value::Array(items) => {
            let nodes: Vec<Node> = items
                .iter()
                .enumerate()
                .map(|(position, item)| compile(item, &format!("{place}[{position}]"), errors))
                .collect();
            if nodes.iter().all(Node::is_literal) {
                Node::Literal(template.clone())
            } else {
                Node::Array(nodes.into())
            }
        }
        _ => Node::Literal(template.clone()),
    }
}

fn member(
    key: &str,
    value: &Value,
    members: &Object,
    place: &str,
    errors: &mut Vec<TemplateError>,
) -> Option<(Box<str>, Member)> {
    let place = || format!("{place}/{key}");
    let Some(name) = key.strip_suffix(".$") else {
        return Some((key.into(), Member::Node(compile(value, &place(), errors))));
    };
    if members.contains_key(name) {
        errors.push(TemplateError::DuplicateName { place: place() });
        return None;
    }
    let Some(text) = value.as_str() else {
        errors.push(TemplateError::NoText { place: place() });
        return None;
    };
    match PathOrIntrinsic::compile_at(text, place) {
        Ok(expression) => Some((name.into(), Member::Computed(key.into(), expression))),
        Err(error) => {
            errors.push(error);
            None
        }
    }
}

impl fmt::Display for TemplateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path { place, .. } => write!(f, "the value of `{place}` is no path"),
            Self::Intrinsic { place, .. } => write!(
                f,
                "the value of `{place}` is no call of an intrinsic function"
            ),
            Self::NoText { place } => write!(f, "the value of `{place}` is no string"),
            Self::DuplicateName { place } => {
                write!(f, "there is a member of the name of `{place}` without `.$`")
            }
            Self::TooDeep => write!(
                f,
                "the template nests more than {MAX_TEMPLATE_DEPTH} levels deep"
            ),
        }
    }
}

impl std::error::Error for TemplateError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Path { error, .. } => Some(error),
            Self::Intrinsic { error, .. } => Some(error),
            Self::NoText { .. } | Self::DuplicateName { .. } | Self::TooDeep => None,
        }
    }
}
