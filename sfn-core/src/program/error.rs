//! Why a definition cannot be run.

use std::fmt;

use sfn_asl::InvalidDefinition;

/// Why [`Program::compile`](super::Program::compile) refused a definition. Everything of one kind is reported at once.
#[derive(Debug)]
#[non_exhaustive]
pub enum CompileError {
    /// It breaks rules of the language.
    Invalid(InvalidDefinition),
    /// It uses what this engine cannot run yet.
    Unsupported(Vec<Unsupported>),
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
            Self::Unsupported(fields) => {
                f.write_str("the definition uses what this engine cannot run yet: ")?;
                for (position, field) in fields.iter().enumerate() {
                    if position > 0 {
                        f.write_str(", ")?;
                    }
                    field.fmt(f)?;
                }
                Ok(())
            }
        }
    }
}

impl std::error::Error for CompileError {}

impl fmt::Display for Unsupported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {}", self.what, self.location)
    }
}
