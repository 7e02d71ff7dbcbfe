//! The binary `sfn`: commands for definitions and expressions that somebody wrote by hand.

use std::ffi::OsString;

use clap::Command;

#[cfg(feature = "serve")]
use crate::commands::serve;
use crate::commands::{eval, explain, graph, lint, run};
use crate::{Console, Exit, arguments};

/// Does what the arguments say, which are without the program's name.
///
/// ```
/// use sfn_cli::{Console, Exit, tool};
///
/// let console = Console::captured();
/// let exit = tool(["frobnicate".into()], &console);
/// assert_eq!(exit, Exit::Unusable);
/// assert!(console.messages().contains("unrecognized subcommand 'frobnicate'"));
/// ```
pub fn tool(arguments: impl IntoIterator<Item = OsString>, console: &Console) -> Exit {
    let matches = match arguments::parse(command(), arguments, console) {
        Ok(matches) => matches,
        Err(exit) => return exit,
    };
    let result = match matches.subcommand() {
        Some(("eval", matches)) => eval::run(matches, console),
        Some(("explain", matches)) => explain::run(matches, console),
        Some(("graph", matches)) => graph::run_file(matches, console),
        Some(("lint", matches)) => lint::run(matches, console),
        Some(("run", matches)) => run::run_file(matches, console),
        #[cfg(feature = "serve")]
        Some(("serve", matches)) => serve::run_tool(matches, console),
        _ => Ok(Exit::Unusable),
    };
    arguments::exit(result, console)
}

fn command() -> Command {
    let command = Command::new("sfn")
        .bin_name("sfn")
        .about("Workflows in the Amazon States Language: run, check, evaluate, draw")
        .version(env!("CARGO_PKG_VERSION"))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(run::file_command())
        .subcommand(lint::command())
        .subcommand(eval::command())
        .subcommand(graph::file_command())
        .subcommand(explain::command());
    #[cfg(feature = "serve")]
    let command = command.subcommand(serve::tool_command());
    command
}
