//! What keeps a command from doing its work, as opposed to work that was done and failed.

use std::error::Error;
use std::fmt;
use std::io;

use crate::source::Excerpt;

/// Why a command could not do its work. The text is without `error: `, and of a chain of causes it is the first.
#[derive(Debug)]
#[non_exhaustive]
pub(crate) enum CommandError {
    /// A file cannot be read.
    Read { path: String, source: io::Error },
    /// A file is not UTF-8.
    Encoding { path: String, at: usize },
    /// A text is not JSON.
    Json(Box<Excerpt>),
    /// An argument is neither a file nor JSON.
    NoInput { argument: String },
    /// A result cannot be written.
    Write { source: io::Error },
}

impl CommandError {
    /// The way out, where there is one to tell.
    pub fn help(&self) -> Option<String> {
        match self {
            CommandError::NoInput { .. } => Some("`-` reads the standard input".to_owned()),
            CommandError::Read { .. }
            | CommandError::Encoding { .. }
            | CommandError::Json(_)
            | CommandError::Write { .. } => None,
        }
    }
}

impl fmt::Display for CommandError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CommandError::Read { path, .. } => write!(f, "cannot read `{path}`"),
            CommandError::Encoding { path, at } => {
                write!(f, "`{path}` is not UTF-8 from byte {at} on")
            }
            CommandError::Json(excerpt) => f.write_str(&excerpt.message),
            CommandError::NoInput { argument } => {
                write!(f, "`{argument}` is neither JSON nor a file")
            }
            CommandError::Write { .. } => f.write_str("cannot write the result"),
        }
    }
}

impl Error for CommandError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            CommandError::Read { source, .. } | CommandError::Write { source } => Some(source),
            CommandError::Encoding { .. }
            | CommandError::Json(_)
            | CommandError::NoInput { .. } => None,
        }
    }
}
