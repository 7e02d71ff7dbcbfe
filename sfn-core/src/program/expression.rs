//! A JSONata expression of a state, with what it needs to know of its surroundings.

use std::sync::Arc;

use sfn_expr::{Dialect, Expression, Str};

use super::variables::{VariableRef, Variables};

/// A compiled expression.
#[derive(Debug)]
pub(crate) struct Jsonata {
    /// The text without delimiters and outer white space, as AWS quotes it in causes.
    pub source: Arc<str>,
    /// The field, as `Assign/total`, as AWS names it in causes and events.
    pub location: Arc<str>,
    pub expression: Expression,
    /// What the expression's free variables are, in the order of its slots.
    pub roots: Vec<Root>,
}

/// What a free variable of an expression is.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Root {
    /// `$states`.
    States,
    /// A variable that some state assigns.
    Variable(VariableRef),
    /// A name that nothing assigns: it has no value, as AWS has it.
    Unassigned,
}

impl Jsonata {
    pub fn compile(
        source: &str,
        location: &str,
        variables: &Variables<'_>,
    ) -> Result<Self, sfn_expr::Error> {
        let expression = Expression::compile(source, Dialect::Aws)?;
        let root = |name: &Str| match name.as_str() {
            "states" => Root::States,
            name => variables
                .resolve(name)
                .map_or(Root::Unassigned, Root::Variable),
        };
        let roots = expression.variables().iter().map(root).collect();
        let (source, location) = (source.trim().into(), location.into());
        Ok(Self {
            source,
            location,
            expression,
            roots,
        })
    }
}
