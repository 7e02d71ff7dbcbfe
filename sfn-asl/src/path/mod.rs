//! JSONPath, in Jayway's dialect as Step Functions accepts it.
//!
//! A path is compiled once and evaluated often. Compiling tells whether it is *definite*: whether it can
//! only ever lead to one value. A definite path gives that value, any other gives the array of what it finds.
//! Reference paths, which also say where a result goes, are in [`reference`].

mod cursor;
mod error;
mod evaluate;
mod filter;
mod filter_parse;
mod function;
mod parse;
mod print;
mod reference;
mod step;

pub use error::{PathError, PathSyntaxError};
pub use reference::ReferencePath;

use sfn_expr::Value;

use crate::scope::Scope;
use step::Step;

/// A path has at most this many characters.
pub const MAX_PATH_CHARS: usize = 10_000;

/// Filters nest this deeply in one another and in parentheses.
pub const MAX_FILTER_DEPTH: u32 = 32;

/// One evaluation looks at this many values at most; more are an error.
pub const MAX_VISITED: usize = 1_000_000;

/// A compiled path.
///
/// ```
/// use sfn_asl::{Path, Scope};
/// use sfn_expr::Value;
///
/// let order = Value::from_json(r#"{"items": [{"price": 2}, {"price": 7}], "id": "x"}"#)?;
/// let scope = Scope::new(&order);
/// assert_eq!(Path::compile("$.items[1].price")?.evaluate(&scope)?, Value::from(7));
/// assert_eq!(Path::compile("$.items[?(@.price < 5)].price")?.evaluate(&scope)?, Value::from([2]));
/// assert!(!Path::compile("$..price")?.is_definite());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Path {
    text: Box<str>,
    root: Root,
    steps: Box<[Step]>,
    is_definite: bool,
}

/// What a path starts from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Root {
    /// `$`: the document.
    Document,
    /// `$$`: the context object.
    Context,
    /// `$name`: a variable.
    Variable(Box<str>),
    /// `@`: the value that a filter looks at.
    Current,
}

impl Path {
    /// Compiles a path.
    ///
    /// # Errors
    /// [`PathSyntaxError`] if it is not a path, has more than [`MAX_PATH_CHARS`] characters or nests filters
    /// more than [`MAX_FILTER_DEPTH`] deep.
    pub fn compile(text: &str) -> Result<Self, PathSyntaxError> {
        parse::path(text)
    }

    /// The path as it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What the path starts from.
    pub fn root(&self) -> &Root {
        &self.root
    }

    /// What the path and all paths within it start from.
    pub(crate) fn roots(&self) -> Vec<&Root> {
        let within = self
            .steps
            .iter()
            .flat_map(Step::paths)
            .flat_map(Path::roots);
        std::iter::once(&self.root).chain(within).collect()
    }

    /// Whether the path leads to one value at most.
    pub fn is_definite(&self) -> bool {
        self.is_definite
    }

    /// Whether the path, applied to this scope, ends with the number of an element that its array does not have.
    pub(crate) fn leads_past_an_array(&self, scope: &Scope<'_>) -> bool {
        evaluate::leads_past_an_array(self, scope)
    }

    /// The value that a definite path leads to, or the array of the values that any other path finds.
    ///
    /// # Errors
    /// [`PathError::NotFound`] if a definite part of the path leads nowhere, in Jayway's words;
    /// [`PathError::TooManyValues`] if it looks at more than [`MAX_VISITED`] values.
    pub fn evaluate(&self, scope: &Scope<'_>) -> Result<Value, PathError> {
        evaluate::path(self, scope)
    }
}
