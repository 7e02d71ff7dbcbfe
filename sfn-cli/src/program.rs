//! A workflow program as its own tool: the commands that every binary with machines has.

use std::ffi::OsString;

use clap::Command;
use sfn_core::asl::Definition;

use crate::commands::{emit, graph, list};
use crate::error::CommandError;
use crate::{Console, Exit, arguments};

/// The machines of a program, and what it shows when it is started without arguments.
///
/// ```
/// use sfn_cli::{Console, Exit, Program};
/// use sfn_core::asl::{Definition, Machine, Succeed};
///
/// let done = Definition::from(Machine::new("Done").with_state("Done", Succeed));
/// let program = Program::new("bakery").with_machine("bake", done);
///
/// let console = Console::captured();
/// assert_eq!(program.execute(["list".into()], &console), Exit::Success);
/// assert_eq!(console.results(), "bake\n");
/// ```
#[derive(Clone, Debug, Default)]
pub struct Program {
    name: String,
    machines: Vec<Machine>,
}

/// A machine of the program.
#[derive(Clone, Debug)]
pub(crate) struct Machine {
    pub name: String,
    pub definition: Definition,
}

impl Program {
    /// A program of that name without machines.
    pub fn new(name: impl Into<String>) -> Self {
        Program {
            name: name.into(),
            ..Program::default()
        }
    }

    /// The program with one more machine.
    #[must_use]
    pub fn with_machine(mut self, name: impl Into<String>, definition: Definition) -> Self {
        self.machines.push(Machine {
            name: name.into(),
            definition,
        });
        self
    }

    /// Does what the arguments say, which are without the program's name.
    pub fn execute(
        &self,
        arguments: impl IntoIterator<Item = OsString>,
        console: &Console,
    ) -> Exit {
        let matches = match arguments::parse(self.command(), arguments, console) {
            Ok(matches) => matches,
            Err(exit) => return exit,
        };
        let result = match matches.subcommand() {
            Some(("emit", matches)) => emit::run(self, matches, console),
            Some(("graph", matches)) => graph::run_machine(self, matches, console),
            Some(("list", _)) => list::run(self, console),
            _ => Ok(Exit::Unusable),
        };
        result.unwrap_or_else(|error| {
            console.error(&error);
            Exit::Unusable
        })
    }

    fn command(&self) -> Command {
        Command::new("program")
            .bin_name(self.name.clone())
            .about("State machines written in Rust: list, emit, draw")
            .subcommand_required(true)
            .arg_required_else_help(true)
            .subcommand(emit::command())
            .subcommand(list::command())
            .subcommand(graph::machine_command())
    }

    /// All machines, by name.
    pub(crate) fn machines(&self) -> Result<Vec<&Machine>, CommandError> {
        let mut machines: Vec<&Machine> = self.machines.iter().collect();
        machines.sort_by(|a, b| a.name.cmp(&b.name));
        for pair in machines.windows(2) {
            if pair[0].name == pair[1].name {
                return Err(CommandError::Ambiguous {
                    name: pair[0].name.clone(),
                });
            }
        }
        if machines.is_empty() {
            return Err(CommandError::NoMachines);
        }
        Ok(machines)
    }

    /// The machine of that name.
    pub(crate) fn machine(&self, name: &str) -> Result<&Machine, CommandError> {
        let machines = self.machines()?;
        let found = machines.iter().find(|machine| machine.name == name);
        found.copied().ok_or_else(|| CommandError::NoSuchMachine {
            name: name.to_owned(),
            known: machines
                .iter()
                .map(|machine| machine.name.clone())
                .collect(),
        })
    }
}
