//! `graph`: a definition as a Mermaid flowchart.

use clap::{Arg, ArgMatches, Command};
use sfn_codegen::mermaid;

use crate::error::CommandError;
use crate::{Console, Exit, Program, definition};

/// The command of the binary `sfn`, which draws files.
pub(crate) fn file_command() -> Command {
    Command::new("graph")
        .about("Draw a definition as a Mermaid flowchart")
        .arg(
            Arg::new("FILE")
                .help("A definition in the Amazon States Language; `-` is the standard input")
                .required(true),
        )
}

pub(crate) fn run_file(matches: &ArgMatches, console: &Console) -> Result<Exit, CommandError> {
    let path = matches
        .get_one::<String>("FILE")
        .map_or("-", String::as_str);
    let checked = definition::read(path)?;
    match checked.definition {
        Some(definition) => {
            console.result(mermaid::flowchart(&definition))?;
            Ok(Exit::Success)
        }
        None => {
            for finding in &checked.findings {
                console.excerpt(finding);
            }
            Ok(Exit::Unusable)
        }
    }
}

/// The command of a workflow program, which draws its machines.
pub(crate) fn machine_command() -> Command {
    Command::new("graph")
        .about("Draw a state machine as a Mermaid flowchart")
        .arg(Arg::new("NAME").help("The machine").required(true))
}

pub(crate) fn run_machine(
    program: &Program,
    matches: &ArgMatches,
    console: &Console,
) -> Result<Exit, CommandError> {
    let name = matches.get_one::<String>("NAME").map_or("", String::as_str);
    let machine = program.machine(name)?;
    console.result(mermaid::flowchart(&machine.definition))?;
    Ok(Exit::Success)
}
