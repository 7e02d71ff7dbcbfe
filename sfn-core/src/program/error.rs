//! Why a definition cannot be run.

use std::fmt;

use sfn_asl::InvalidDefinition;

/// Why [`Program::compile`](super::Program::compile) refused a definition. Everything of one kind is reported at once.
#[derive(Debug)]
#[non_exhaustive]
pub enum CompileError {
    /// It breaks rules of the language.
    Invalid(InvalidDefinition),
    /// JSONata in it does not compile.
    Expressions(Vec<BadExpression>),
    /// It uses what this engine cannot run yet.
    Unsupported(Vec<Unsupported>),
}

/// A JSONata expression that does not compile.
#[derive(Debug)]
pub struct BadExpression {
    /// Where it stands, as `/States/Total/Output/sum`.
    pub location: String,
    /// The expression, without its delimiters.
    pub expression: String,
    /// What is wrong with it.
    pub error: sfn_expr::Error,
}

/// A field that this engine cannot run yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsupported {
    /// Where it stands, as `/States/Total/ResultPath`.
    pub location: String,
    /// What it is.
    pub what: String,
}

impl fmt::Display for CompileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid(invalid) => invalid.fmt(f),
            Self::Expressions(expressions) => {
                f.write_str("the definition has expressions that do not compile: ")?;
                list(f, expressions)
            }
            Self::Unsupported(fields) => {
                f.write_str("the definition uses what this engine cannot run yet: ")?;
                list(f, fields)
            }
        }
    }
}

impl std::error::Error for CompileError {}

impl fmt::Display for BadExpression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} in `{}` at {}",
            self.error, self.expression, self.location
        )
    }
}

impl fmt::Display for Unsupported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {}", self.what, self.location)
    }
}

fn list(f: &mut fmt::Formatter<'_>, items: &[impl fmt::Display]) -> fmt::Result {
    for (position, item) in items.iter().enumerate() {
        if position > 0 {
            f.write_str(", ")?;
        }
        item.fmt(f)?;
    }
    Ok(())
}
