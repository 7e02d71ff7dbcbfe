//! A workflow program as its own tool: the commands that every binary with machines has.

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Command;
use sfn_codegen::asl;
use sfn_core::asl::Definition;
use sfn_core::registry::{self, Demonstration};
use sfn_core::runtime::TaskRegistry;

#[cfg(feature = "serve")]
use crate::commands::serve;
use crate::commands::{emit, explain, graph, list, run};
use crate::definition::Checked;
use crate::error::CommandError;
use crate::source::Source;
use crate::{Console, Exit, arguments, definition};

/// Makes a program with machines its own tool: runs the demonstration that its author named if there are no arguments,
/// and does what they say otherwise. The exit codes are those of [`Exit`].
///
/// ```no_run
/// fn main() -> std::process::ExitCode {
///     sfn_cli::main()
/// }
/// ```
pub fn main() -> ExitCode {
    let mut arguments = env::args_os();
    let path = arguments.next().map(PathBuf::from).unwrap_or_default();
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    Program::linked(name)
        .execute(arguments, &Console::standard())
        .into()
}

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
    tasks: TaskRegistry,
    demonstration: Option<Demonstration>,
}

/// A machine of the program.
#[derive(Clone, Debug)]
pub(crate) struct Machine {
    pub name: String,
    pub definition: Definition,
}

impl Machine {
    /// The machine as its emitted document, checked by the rules.
    pub fn checked(&self) -> Checked {
        let artifact = asl::artifact(&self.name, &self.definition);
        definition::check(Source::new(artifact.name(), artifact.text()))
    }
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

    /// The program with these tasks instead of those it had.
    #[must_use]
    pub fn with_tasks(mut self, tasks: TaskRegistry) -> Self {
        self.tasks = tasks;
        self
    }

    /// The program with a run that it shows when it is started without arguments.
    #[must_use]
    pub fn with_demonstration(mut self, demonstration: Demonstration) -> Self {
        self.demonstration = Some(demonstration);
        self
    }

    /// All that is linked into this program: its machines, its tasks and its demonstration.
    pub fn linked(name: impl Into<String>) -> Self {
        let mut program = Program::new(name);
        for machine in registry::machines() {
            program = program.with_machine(machine.name, machine.definition());
        }
        program.tasks = TaskRegistry::linked();
        program.demonstration = registry::demonstration().copied();
        program
    }

    /// Does what the arguments say, which are without the program's name.
    pub fn execute(
        &self,
        arguments: impl IntoIterator<Item = OsString>,
        console: &Console,
    ) -> Exit {
        let mut arguments = arguments.into_iter().peekable();
        if let (None, Some(shown)) = (arguments.peek(), &self.demonstration) {
            let result = run::demonstrate(self, console, shown.machine, shown.input);
            return arguments::exit(result, console);
        }
        let matches = match arguments::parse(self.command(), arguments, console) {
            Ok(matches) => matches,
            Err(exit) => return exit,
        };
        let result = match matches.subcommand() {
            Some(("emit", matches)) => emit::run(self, matches, console),
            Some(("explain", matches)) => explain::run(matches, console),
            Some(("graph", matches)) => graph::run_machine(self, matches, console),
            Some(("list", _)) => list::run(self, console),
            Some(("run", matches)) => run::run_machine(self, matches, console),
            #[cfg(feature = "serve")]
            Some(("serve", matches)) => serve::run_program(self, matches, console),
            _ => Ok(Exit::Unusable),
        };
        arguments::exit(result, console)
    }

    fn command(&self) -> Command {
        let command = Command::new("program")
            .bin_name(self.name.clone())
            .about("State machines written in Rust: run, list, emit, draw")
            .subcommand_required(true)
            .arg_required_else_help(true)
            .subcommand(run::machine_command())
            .subcommand(emit::command())
            .subcommand(list::command())
            .subcommand(graph::machine_command())
            .subcommand(explain::command());
        #[cfg(feature = "serve")]
        let command = command.subcommand(serve::program_command());
        command
    }

    pub(crate) fn tasks(&self) -> &TaskRegistry {
        &self.tasks
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
