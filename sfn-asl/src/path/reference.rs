//! Reference paths: paths that lead to exactly one place, and so also say where a value goes.

use sfn_expr::{Object, Value};

use super::cursor::Cursor;
use super::error::{PathError, PathSyntaxError};
use super::step::Step;
use super::{Path, Root};
use crate::error_name::ErrorName;
use crate::failure::Failure;
use crate::scope::Scope;

/// A path of names and numbers of elements only (spec, "Reference Paths"): `$.order.items[0]`.
///
/// ```
/// use sfn_asl::ReferencePath;
/// use sfn_expr::Value;
///
/// let input = Value::from_json(r#"{"id": 1}"#)?;
/// let path = ReferencePath::compile("$.calls.price")?;
/// let output = path.assign(&input, Value::from(7))?;
/// assert_eq!(output.to_json(), r#"{"id":1,"calls":{"price":7}}"#);
/// assert_eq!(input.to_json(), r#"{"id":1}"#);
/// assert!(ReferencePath::compile("$.items[*]").is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct ReferencePath(Path);

impl ReferencePath {
    /// Compiles a reference path.
    ///
    /// # Errors
    /// [`PathSyntaxError`] if it is not a path, or one that can lead to several places.
    pub fn compile(text: &str) -> Result<Self, PathSyntaxError> {
        let path = Path::compile(text)?;
        let leads_to_one = path.steps.iter().all(|step| match step {
            Step::Members(names) => names.len() == 1,
            Step::Elements(indices) => indices.len() == 1,
            Step::Wildcard
            | Step::Slice(..)
            | Step::Descendants
            | Step::Filter(_)
            | Step::Function(_) => false,
        });
        if leads_to_one {
            Ok(Self(path))
        } else {
            let cursor = Cursor::new(text)?;
            Err(cursor.fault("a reference path has names and numbers of elements only"))
        }
    }

    /// The path as it was written.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// What the path starts from.
    pub fn root(&self) -> &Root {
        self.0.root()
    }

    /// Whether the path is `$`, the document itself.
    pub fn is_document(&self) -> bool {
        self.0.root == Root::Document && self.0.steps.is_empty()
    }

    /// The value that the path leads to.
    ///
    /// # Errors
    /// [`PathError::NotFound`] if it leads nowhere.
    pub fn evaluate(&self, scope: &Scope<'_>) -> Result<Value, PathError> {
        self.0.evaluate(scope)
    }

    /// The document with `value` at the place that the path leads to. Only what lies on the path is copied;
    /// objects that are missing on it are made.
    ///
    /// # Errors
    /// `States.ResultPathMatchFailure` if the path leads through something that is no object, or to an
    /// element that an array does not have (spec, "Using paths to control data"). AWS's words are not known.
    pub fn assign(&self, document: &Value, value: Value) -> Result<Value, Failure> {
        assign(&self.0.steps, document, value)
    }
}

/// Down to the place, then back up with a copy of each container on the way.
fn assign(steps: &[Step], document: &Value, value: Value) -> Result<Value, Failure> {
    let mut way: Vec<(&Step, Value)> = Vec::with_capacity(steps.len());
    let mut target = document.clone();
    for step in steps {
        let next = match (step, &target) {
            (Step::Members(names), Value::Object(members)) => {
                let member = names.first().and_then(|name| members.get(name));
                member.cloned().unwrap_or_else(|| Object::new().into())
            }
            (Step::Elements(indices), Value::Array(items)) => match position(indices, items) {
                Some(position) => items[position].clone(),
                None => return Err(mismatch(step, &target)),
            },
            _ => return Err(mismatch(step, &target)),
        };
        way.push((step, std::mem::replace(&mut target, next)));
    }
    let mut value = value;
    for (step, container) in way.into_iter().rev() {
        value = match (step, container) {
            (Step::Members(names), Value::Object(mut members)) => {
                members.insert(names.first().map_or("", |name| &**name), value);
                members.into()
            }
            (Step::Elements(indices), Value::Array(mut items)) => {
                if let Some(position) = position(indices, &items) {
                    items.set(position, value);
                }
                items.into()
            }
            // The way down went through such containers only.
            (_, container) => container,
        };
    }
    Ok(value)
}

fn position(indices: &[i64], items: &[Value]) -> Option<usize> {
    let position = usize::try_from(*indices.first()?).ok()?;
    (position < items.len()).then_some(position)
}

fn mismatch(step: &Step, target: &Value) -> Failure {
    let step = match step {
        Step::Members(names) => names.join(","),
        Step::Elements(indices) => indices
            .iter()
            .map(i64::to_string)
            .collect::<Vec<_>>()
            .join(","),
        _ => String::new(),
    };
    Failure::new(
        ErrorName::RESULT_PATH_MATCH_FAILURE,
        format!("Unable to apply step \"{step}\" to input {target}"),
    )
}
