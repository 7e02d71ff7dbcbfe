//! Exit codes, the same for every command of every program.

use std::process::ExitCode;

/// How a command ended, as the shell sees it.
///
/// ```
/// use sfn_cli::Exit;
///
/// assert_eq!(Exit::Unusable.code(), 2);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Exit {
    /// 0: the execution succeeded, the definitions are right, the committed files are what is emitted now.
    Success,
    /// 1: the command did its work and the answer is no: the execution failed, a definition breaks a rule, an expression
    /// raises an error, a committed file is stale.
    Failure,
    /// 2: the command could not do its work: unknown options, unreadable files, text that is not JSON.
    Unusable,
}

impl Exit {
    /// The number.
    pub fn code(self) -> u8 {
        match self {
            Exit::Success => 0,
            Exit::Failure => 1,
            Exit::Unusable => 2,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit.code())
    }
}
