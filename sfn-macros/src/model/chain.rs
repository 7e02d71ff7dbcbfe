//! Conditions with patterns: `let Some(x) = a && x > 3 && let Ok(y) = step(x).await`.

use super::{Expr, Match};

/// A part of such a condition. All of them have to hold, and what one binds is known to those after it.
#[allow(clippy::large_enum_variant, reason = "a condition has a few parts")]
pub enum Link {
    /// `let pattern = subject`, as a match with an arm for the pattern and one for what is left.
    Let {
        tokens: (syn::Token![let], syn::Token![=]),
        found: Match,
    },
    /// A `bool`.
    Test { text: String, value: Expr },
}

/// A condition with patterns.
pub struct Chain {
    pub links: Vec<Link>,
    /// The `&&` between them.
    pub operators: Vec<syn::Token![&&]>,
}

impl Link {
    /// What is evaluated for it.
    pub fn value(&self) -> &Expr {
        match self {
            Link::Let { found, .. } => &found.subject,
            Link::Test { value, .. } => value,
        }
    }

    /// As it is written, in short.
    pub fn text(&self) -> &str {
        match self {
            Link::Let { found, .. } => &found.text,
            Link::Test { text, .. } => text,
        }
    }
}
