//! What paths, templates and intrinsic functions can see.

use std::fmt;

use sfn_expr::Value;

/// The roots of paths, and the randomness of `States.UUID` and `States.MathRandom`.
///
/// ```
/// use sfn_asl::{Path, Scope};
/// use sfn_expr::Value;
///
/// let (input, context) = (Value::Null, Value::from_json(r#"{"State": {"Name": "A"}}"#)?);
/// let limit = |name: &str| (name == "limit").then(|| Value::from(3));
/// let scope = Scope::new(&input).with_context(&context).with_variables(&limit);
/// assert_eq!(Path::compile("$$.State.Name")?.evaluate(&scope)?, Value::from("A"));
/// assert_eq!(Path::compile("$limit")?.evaluate(&scope)?, Value::from(3));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy)]
pub struct Scope<'s> {
    document: &'s Value,
    context: &'s Value,
    variables: &'s dyn Fn(&str) -> Option<Value>,
    random: &'s dyn Fn() -> u64,
}

impl<'s> Scope<'s> {
    /// A scope with a document, an empty context, no variables, and zeros for randomness.
    pub fn new(document: &'s Value) -> Self {
        Self {
            document,
            context: &Value::Null,
            variables: &|_| None,
            random: &|| 0,
        }
    }

    /// The same scope with this context object.
    #[must_use]
    pub fn with_context(self, context: &'s Value) -> Self {
        Self { context, ..self }
    }

    /// The same scope with these variables: a variable's value by its name without `$`.
    #[must_use]
    pub fn with_variables(self, variables: &'s dyn Fn(&str) -> Option<Value>) -> Self {
        Self { variables, ..self }
    }

    /// The same scope with this source of random bits. It is asked anew for each number.
    #[must_use]
    pub fn with_random(self, random: &'s dyn Fn() -> u64) -> Self {
        Self { random, ..self }
    }

    /// The document, `$`.
    pub fn document(&self) -> &'s Value {
        self.document
    }

    /// The context object, `$$`.
    pub fn context(&self) -> &'s Value {
        self.context
    }

    /// The value of a variable, if it has been assigned.
    pub fn variable(&self, name: &str) -> Option<Value> {
        (self.variables)(name)
    }

    pub(crate) fn random(&self) -> u64 {
        (self.random)()
    }
}

impl fmt::Debug for Scope<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scope")
            .field("document", &self.document)
            .field("context", &self.context)
            .finish_non_exhaustive()
    }
}
