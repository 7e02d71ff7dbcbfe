//! `run`: one execution from its start to its end. States, retries and waits are shown as they happen; the output is the
//! result.

use std::path::Path;
use std::sync::Arc;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, Command};
use sfn_core::engine::{Outcome, Status};
use sfn_core::expr::{Object, Value};
use sfn_core::program::{CompileError, Program as Compiled};
use sfn_core::runtime::{Runtime, Start, TaskRegistry};

use crate::cause::Told;
use crate::definition::{self, Checked};
use crate::error::CommandError;
use crate::progress::Progress;
use crate::source::{Severity, Source};
use crate::{Console, Exit, Program, input};

/// The command of the binary `sfn`, which runs files.
pub(crate) fn file_command() -> Command {
    command()
        .about("Run a definition")
        .arg(
            Arg::new("FILE")
                .help("A definition in the Amazon States Language; `-` is the standard input")
                .required(true),
        )
        .arg(
            Arg::new("task")
                .long("task")
                .value_name("NAME=FILE|JSON|-")
                .action(ArgAction::Append)
                .help("Answer each call of this function, or of this resource if NAME is an ARN, with this result"),
        )
}

/// The command of a workflow program, which runs its machines and, with its tasks, files.
pub(crate) fn machine_command() -> Command {
    command().about("Run a state machine").arg(
        Arg::new("NAME")
            .help("The machine, or a file that holds a definition to run with this program's tasks")
            .required(true),
    )
}

fn command() -> Command {
    Command::new("run")
        .arg(input::option().help("The execution's input, as a file, as JSON or `-` [default: {}]"))
        .arg(
            Arg::new("time")
                .long("time")
                .help("Wait in earnest, or skip waits, delays and timeouts")
                .value_parser(PossibleValuesParser::new(["real", "virtual"]))
                .default_value("real"),
        )
        .arg(
            Arg::new("quiet")
                .long("quiet")
                .short('q')
                .action(ArgAction::SetTrue)
                .help("Do not show what happens"),
        )
}

pub(crate) fn run_file(matches: &ArgMatches, console: &Console) -> Result<Exit, CommandError> {
    let path = matches
        .get_one::<String>("FILE")
        .map_or("-", String::as_str);
    let tasks = canned(matches)?;
    Job::new(matches, machine_name(path), definition::read(path)?, tasks)?.run(console)
}

pub(crate) fn run_machine(
    program: &Program,
    matches: &ArgMatches,
    console: &Console,
) -> Result<Exit, CommandError> {
    let name = matches.get_one::<String>("NAME").map_or("", String::as_str);
    let checked = match program.machine(name) {
        Ok(machine) => machine.checked(),
        Err(_) if Path::new(name).is_file() => definition::read(name)?,
        Err(error) => return Err(error),
    };
    Job::new(
        matches,
        machine_name(name),
        checked,
        program.tasks().clone(),
    )?
    .run(console)
}

/// Runs what a program's author named as its demonstration. Nobody wants to wait for that.
pub(crate) fn demonstrate(
    program: &Program,
    console: &Console,
    machine: &str,
    input: &str,
) -> Result<Exit, CommandError> {
    let job = Job {
        name: machine.to_owned(),
        checked: program.machine(machine)?.checked(),
        tasks: program.tasks().clone(),
        input: input::json(Source::new("demonstration", input))?,
        skips_time: true,
        is_quiet: false,
    };
    job.run(console)
}

/// An execution to be.
struct Job {
    name: String,
    checked: Checked,
    tasks: TaskRegistry,
    input: Value,
    skips_time: bool,
    is_quiet: bool,
}

impl Job {
    fn new(
        matches: &ArgMatches,
        name: String,
        checked: Checked,
        tasks: TaskRegistry,
    ) -> Result<Self, CommandError> {
        Ok(Job {
            name,
            checked,
            tasks,
            input: input::given(matches)?.unwrap_or_else(|| Value::from(Object::new())),
            skips_time: matches
                .get_one::<String>("time")
                .is_some_and(|time| time == "virtual"),
            is_quiet: matches.get_flag("quiet"),
        })
    }

    fn run(self, console: &Console) -> Result<Exit, CommandError> {
        let Some(program) = self.compiled(console) else {
            return Ok(Exit::Unusable);
        };
        let mut builder = Runtime::builder().tasks(self.tasks);
        if self.skips_time {
            builder = builder.virtual_time();
        }
        if !self.is_quiet {
            builder = builder.observer(Progress::new(console));
        }
        let tokio = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()
            .map_err(|source| CommandError::Threads { source })?;
        let outcome = tokio.block_on(async {
            let start = Start::new(self.name, self.input);
            let handle = builder.build().start_program(&program, start).await?;
            Ok::<_, CommandError>(handle.outcome().await?)
        })?;
        show(&outcome, console)
    }

    /// The program, after all that is wrong with its definition was shown.
    fn compiled(&self, console: &Console) -> Option<Arc<Compiled>> {
        for finding in &self.checked.findings {
            if finding.severity == Severity::Error {
                console.excerpt(finding);
            }
        }
        match Compiled::compile(self.checked.definition.as_ref()?) {
            Ok(program) => Some(Arc::new(program)),
            Err(error) => {
                for (location, message) in faults(&error) {
                    console.excerpt(&self.checked.error_at(location, message));
                }
                None
            }
        }
    }
}

fn show(outcome: &Outcome, console: &Console) -> Result<Exit, CommandError> {
    if let (Status::Succeeded, Some(output)) = (outcome.status, &outcome.output) {
        console.result(format_args!("{output}\n"))?;
        return Ok(Exit::Success);
    }
    let error = outcome.error.as_deref().unwrap_or(outcome.status.as_str());
    console.message(format_args!("error: {error}"));
    match outcome.cause.as_deref().and_then(Told::of) {
        Some(Told::Payload(payload)) => console.message(format_args!("  = payload: {payload}")),
        Some(Told::Words(cause)) => console.message(format_args!("  = cause: {cause}")),
        None => {}
    }
    Ok(Exit::Failure)
}

fn faults(error: &CompileError) -> Vec<(&str, String)> {
    match error {
        CompileError::Unsupported(fields) => fields
            .iter()
            .map(|field| {
                (
                    field.location.as_str(),
                    format!("cannot be run yet: {}", field.what),
                )
            })
            .collect(),
        _ => vec![("/", error.to_string())],
    }
}

/// The tasks that answer with what the options say.
fn canned(matches: &ArgMatches) -> Result<TaskRegistry, CommandError> {
    let mut tasks = TaskRegistry::new();
    for option in matches.get_many::<String>("task").into_iter().flatten() {
        let Some((name, result)) = option.split_once('=') else {
            return Err(CommandError::NoResult {
                task: option.clone(),
            });
        };
        let result = input::read(result)?;
        let handler = move |_: Value| std::future::ready(Ok(result.clone()));
        if name.starts_with("arn:") {
            tasks.insert_resource(name, handler);
        } else {
            tasks.insert_function(name, handler);
        }
    }
    Ok(tasks)
}

/// A file's name without its endings, made a name that AWS would take.
fn machine_name(path: &str) -> String {
    let file = Path::new(path).file_name().and_then(|name| name.to_str());
    let stem = file
        .unwrap_or_default()
        .split('.')
        .next()
        .unwrap_or_default();
    let is_kept = |letter: char| letter.is_alphanumeric() || "-_".contains(letter);
    let name: String = stem
        .chars()
        .map(|letter| if is_kept(letter) { letter } else { '-' })
        .take(80)
        .collect();
    if name.is_empty() {
        "machine".to_owned()
    } else {
        name
    }
}
