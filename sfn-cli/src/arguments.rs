//! The line a command was called with: which options there are is the commands' own business.

use std::ffi::OsString;

use clap::{ArgMatches, Command};

use crate::error::CommandError;
use crate::{Console, Exit};

/// What every command's help ends with.
const EXIT_CODES: &str = "\
Exit codes:
  0  the work is done and the answer is good
  1  the work is done and the answer is not: an execution failed, a definition breaks a rule, an expression
     raised an error, a committed file is stale
  2  the work could not be done: unknown options, unreadable files, text that is not JSON";

/// Parses arguments, without the program's name. Help and mistakes are answered here; the exit tells which it was.
pub(crate) fn parse(
    command: Command,
    arguments: impl IntoIterator<Item = OsString>,
    console: &Console,
) -> Result<ArgMatches, Exit> {
    // Lines end where they are written to end, whatever features of clap another crate of the program asks for.
    let command = command
        .no_binary_name(true)
        .after_help(EXIT_CODES)
        .term_width(0)
        .mut_subcommands(|command| command.after_help(EXIT_CODES).term_width(0));
    command.try_get_matches_from(arguments).map_err(|answer| {
        if answer.use_stderr() {
            console.message(answer.render());
            return Exit::Unusable;
        }
        exit(
            console.result(answer.render()).map(|()| Exit::Success),
            console,
        )
    })
}

/// The exit of a command, after an error was told.
pub(crate) fn exit(result: Result<Exit, CommandError>, console: &Console) -> Exit {
    result.unwrap_or_else(|error| {
        console.error(&error);
        Exit::Unusable
    })
}
