//! What goes wrong between generated files and a folder.

use std::error::Error;
use std::fmt;
use std::io;
use std::path::PathBuf;

/// Why a folder of generated files could not be written or compared.
#[derive(Debug)]
#[non_exhaustive]
pub enum DirectoryError {
    /// A machine's name makes no name of a file.
    Name {
        /// The file's name.
        name: String,
    },
    /// Two machines would be the same file.
    Clash {
        /// The name of the second.
        name: String,
    },
    /// A file is there and cannot be read.
    Read {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file or folder cannot be written.
    Write {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

impl fmt::Display for DirectoryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DirectoryError::Name { name } => {
                write!(
                    f,
                    "`{name}` cannot be the name of a file; rename the machine"
                )
            }
            DirectoryError::Clash { name } => {
                write!(
                    f,
                    "two machines would both be the file `{name}`; rename one"
                )
            }
            DirectoryError::Read { path, .. } => write!(f, "cannot read `{}`", path.display()),
            DirectoryError::Write { path, .. } => write!(f, "cannot write `{}`", path.display()),
        }
    }
}

impl Error for DirectoryError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            DirectoryError::Name { .. } | DirectoryError::Clash { .. } => None,
            DirectoryError::Read { source, .. } | DirectoryError::Write { source, .. } => {
                Some(source)
            }
        }
    }
}
