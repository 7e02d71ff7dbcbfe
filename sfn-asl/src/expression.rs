//! Expressions as a definition writes them: JSONata strings, paths, and fields that take either or a literal.
//!
//! Nothing here compiles or evaluates; an expression that does not parse is still representable, so that
//! a definition with such a fault can be shown and reported.

use std::fmt;
use std::sync::Arc;

/// A JSONata string: what stands between `{%` and `%}`.
///
/// ```
/// use sfn_asl::Jsonata;
///
/// let total = Jsonata::new(" $sum(items.price) ");
/// assert_eq!(total.to_string(), "{% $sum(items.price) %}");
/// assert_eq!(Jsonata::from_delimited("{% $sum(items.price) %}"), Some(total));
/// assert_eq!(Jsonata::from_delimited(" {% outer white space makes it a plain text %}"), None);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Jsonata(Arc<str>);

impl Jsonata {
    /// Makes a JSONata string of an expression without its delimiters.
    pub fn new(source: impl Into<Arc<str>>) -> Self {
        Self(source.into())
    }

    /// Recognises a JSONata string: a text that starts with exactly `{%` and ends with exactly `%}`
    /// (spec, "JSONata strings").
    pub fn from_delimited(text: &str) -> Option<Self> {
        text.strip_prefix("{%")?.strip_suffix("%}").map(Self::new)
    }

    /// The expression, without delimiters.
    pub fn source(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Jsonata {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{{%{}%}}", self.0)
    }
}

/// A JSONPath as it is written; where the language allows one, also a call of an intrinsic function.
///
/// ```
/// use sfn_asl::PathText;
///
/// assert_eq!(PathText::new("$.order.id").as_str(), "$.order.id");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PathText(Arc<str>);

impl PathText {
    /// Makes a path of any text.
    pub fn new(text: impl Into<Arc<str>>) -> Self {
        Self(text.into())
    }

    /// The path as it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PathText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A path, or `null` where that has a meaning of its own (`InputPath`, `OutputPath`, `ResultPath`).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum NullablePath {
    /// `null`: nothing is selected, or the result is thrown away.
    Null,
    /// A path.
    Path(PathText),
}

/// A field's value that is known when the definition is written, or computed when the state is entered.
///
/// `TimeoutSeconds: 5`, `TimeoutSeconds: "{% $limit %}"` and `TimeoutSecondsPath: "$.limit"` are one field of
/// three forms. A definition that gives a field twice cannot be represented, and is refused by the reader.
///
/// ```
/// use sfn_asl::{Dynamic, Jsonata};
///
/// let computed: Dynamic<i64> = Dynamic::Jsonata(Jsonata::new(" $limit "));
/// assert_eq!(computed.literal(), None);
/// assert_eq!(Dynamic::Literal(5).literal(), Some(&5));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub enum Dynamic<T> {
    /// The value itself.
    Literal(T),
    /// A JSONata expression; in JSONata states only.
    Jsonata(Jsonata),
    /// The `…Path` form of the field; in JSONPath states only.
    Path(PathText),
}

impl<T> Dynamic<T> {
    /// The value, if it is known without running anything.
    pub fn literal(&self) -> Option<&T> {
        match self {
            Self::Literal(value) => Some(value),
            Self::Jsonata(_) | Self::Path(_) => None,
        }
    }
}
