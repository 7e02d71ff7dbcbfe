//! What keeps a command from doing its work, as opposed to work that was done and failed.

use std::error::Error;
use std::fmt;
use std::io;

use sfn_codegen::DirectoryError;
use sfn_core::runtime::{Interrupted, StartError};
#[cfg(feature = "serve")]
use sfn_local::{ApiError, BindError, MockError, S3Error};

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
    /// `--binding` without a value.
    NoBinding { argument: String },
    /// A result cannot be written.
    Write { source: io::Error },
    /// No machine is linked into the program.
    NoMachines,
    /// There is no machine of that name.
    NoSuchMachine { name: String, known: Vec<String> },
    /// There is no refusal of that number.
    NoSuchRefusal { given: String, near: Vec<String> },
    /// Two machines have the same name.
    Ambiguous { name: String },
    /// A folder cannot be written or compared.
    Directory(DirectoryError),
    /// `--task` without a result.
    NoResult { task: String },
    /// A host has no address.
    #[cfg(feature = "serve")]
    Host { host: String, source: io::Error },
    /// A mock file is none.
    #[cfg(feature = "serve")]
    Mocks { path: String, source: MockError },
    /// A URL is none of an object store that can be reached.
    #[cfg(feature = "serve")]
    Objects(S3Error),
    /// An address cannot be listened on.
    #[cfg(feature = "serve")]
    Bind(BindError),
    /// The endpoint refuses one of the program's machines.
    #[cfg(feature = "serve")]
    Machine(ApiError),
    /// The system gives no threads.
    Threads { source: io::Error },
    /// The execution did not begin.
    Start(StartError),
    /// The execution did not end.
    Interrupted(Interrupted),
}

impl From<StartError> for CommandError {
    fn from(error: StartError) -> Self {
        CommandError::Start(error)
    }
}

impl From<Interrupted> for CommandError {
    fn from(error: Interrupted) -> Self {
        CommandError::Interrupted(error)
    }
}

#[cfg(feature = "serve")]
impl From<BindError> for CommandError {
    fn from(error: BindError) -> Self {
        CommandError::Bind(error)
    }
}

#[cfg(feature = "serve")]
impl From<ApiError> for CommandError {
    fn from(error: ApiError) -> Self {
        CommandError::Machine(error)
    }
}

impl From<DirectoryError> for CommandError {
    fn from(error: DirectoryError) -> Self {
        CommandError::Directory(error)
    }
}

impl CommandError {
    /// The way out, where there is one to tell.
    pub fn help(&self) -> Option<String> {
        match self {
            CommandError::NoInput { .. } => Some("`-` reads the standard input".to_owned()),
            CommandError::NoBinding { .. } => {
                Some("write `--binding NAME=JSON`; a text keeps its quotes: `'name=\"Ada\"'`".to_owned())
            }
            CommandError::NoMachines => Some(
                "write a function with `#[state_machine]`, or name the library that has some: `use my_machines as _;`"
                    .to_owned(),
            ),
            CommandError::NoSuchMachine { known, .. } => {
                Some(format!("there is `{}`", known.join("`, `")))
            }
            CommandError::NoSuchRefusal { near, .. } if near.is_empty() => {
                Some("`explain` alone lists all numbers".to_owned())
            }
            CommandError::NoSuchRefusal { near, .. } => Some(format!(
                "near it is `{}`; `explain` alone lists all numbers",
                near.join("`, `")
            )),
            CommandError::Ambiguous { .. } => {
                Some("give one another name: `#[state_machine(name = \"…\")]`".to_owned())
            }
            #[cfg(feature = "serve")]
            CommandError::Bind(_) => Some("`--port 0` takes a free port".to_owned()),
            #[cfg(feature = "serve")]
            CommandError::Objects(S3Error::Tls { .. }) => Some(
                "write `http://`; a service that speaks TLS only needs a proxy on this machine that speaks it for you"
                    .to_owned(),
            ),
            #[cfg(feature = "serve")]
            CommandError::Objects(_) => {
                Some("write `http://HOST:PORT`, or the path of a folder".to_owned())
            }
            #[cfg(feature = "serve")]
            CommandError::Host { .. } | CommandError::Machine(_) | CommandError::Mocks { .. } => None,
            CommandError::Read { .. }
            | CommandError::Encoding { .. }
            | CommandError::Json(_)
            | CommandError::Write { .. }
            | CommandError::Directory(_)
            | CommandError::NoResult { .. }
            | CommandError::Threads { .. }
            | CommandError::Start(_)
            | CommandError::Interrupted(_) => None,
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
            CommandError::NoBinding { argument } => {
                write!(f, "the binding `{argument}` has no value")
            }
            CommandError::Write { .. } => f.write_str("cannot write the result"),
            CommandError::NoMachines => f.write_str("this program has no state machine"),
            CommandError::NoSuchMachine { name, .. } => {
                write!(f, "there is no state machine `{name}`")
            }
            CommandError::NoSuchRefusal { given, .. } => {
                write!(f, "there is no refusal `{given}`")
            }
            CommandError::Ambiguous { name } => {
                write!(f, "two state machines are called `{name}`")
            }
            CommandError::Directory(error) => error.fmt(f),
            CommandError::NoResult { task } => {
                write!(
                    f,
                    "`--task {task}` has no result; write `--task NAME=RESULT`"
                )
            }
            #[cfg(feature = "serve")]
            CommandError::Host { host, .. } => write!(f, "`{host}` has no address"),
            #[cfg(feature = "serve")]
            CommandError::Mocks { path, .. } => write!(f, "`{path}` is no mock file"),
            #[cfg(feature = "serve")]
            CommandError::Objects(error) => error.fmt(f),
            #[cfg(feature = "serve")]
            CommandError::Bind(error) => error.fmt(f),
            #[cfg(feature = "serve")]
            CommandError::Machine(error) => error.fmt(f),
            CommandError::Threads { .. } => f.write_str("cannot start threads"),
            CommandError::Start(error) => error.fmt(f),
            CommandError::Interrupted(error) => error.fmt(f),
        }
    }
}

impl Error for CommandError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            CommandError::Read { source, .. }
            | CommandError::Write { source }
            | CommandError::Threads { source } => Some(source),
            #[cfg(feature = "serve")]
            CommandError::Host { source, .. } => Some(source),
            #[cfg(feature = "serve")]
            CommandError::Mocks { source, .. } => Some(source),
            #[cfg(feature = "serve")]
            CommandError::Objects(error) => error.source(),
            #[cfg(feature = "serve")]
            CommandError::Bind(error) => error.source(),
            #[cfg(feature = "serve")]
            CommandError::Machine(error) => error.source(),
            CommandError::Directory(error) => error.source(),
            CommandError::Start(error) => error.source(),
            CommandError::Interrupted(error) => error.source(),
            CommandError::Encoding { .. }
            | CommandError::Json(_)
            | CommandError::NoInput { .. }
            | CommandError::NoBinding { .. }
            | CommandError::NoResult { .. }
            | CommandError::NoMachines
            | CommandError::NoSuchMachine { .. }
            | CommandError::NoSuchRefusal { .. }
            | CommandError::Ambiguous { .. } => None,
        }
    }
}
