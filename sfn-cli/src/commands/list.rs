//! `list`: the machines of a program, one to a line, each with its comment.

use clap::Command;

use crate::error::CommandError;
use crate::{Console, Exit, Program};

pub(crate) fn command() -> Command {
    Command::new("list").about("List the state machines of this program")
}

pub(crate) fn run(program: &Program, console: &Console) -> Result<Exit, CommandError> {
    let machines = program.machines()?;
    let width = machines
        .iter()
        .map(|machine| machine.name.chars().count())
        .max();
    let width = width.unwrap_or_default();
    for machine in machines {
        let comment = machine
            .definition
            .machine
            .comment
            .as_deref()
            .unwrap_or_default();
        let comment = comment.lines().next().unwrap_or_default();
        let line = format!("{:width$}  {comment}", machine.name);
        console.result(format_args!("{}\n", line.trim_end()))?;
    }
    Ok(Exit::Success)
}
