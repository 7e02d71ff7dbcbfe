//! `emit [NAME…]`: the ASL of a program's machines, on the standard output, in a folder, or compared with a folder.

use std::path::Path;

use clap::{Arg, ArgAction, ArgMatches, Command};
use sfn_codegen::{Artifact, asl, directory};

use crate::error::CommandError;
use crate::program::Machine;
use crate::source::Severity;
use crate::{Console, Exit, Program};

pub(crate) fn command() -> Command {
    Command::new("emit")
        .about("Write state machines in the Amazon States Language")
        .long_about(
            "Write state machines in the Amazon States Language.\n\n\
             One machine is written as its JSON, several as an object by name, or as files with `--out`.",
        )
        .arg(Arg::new("NAME").help("Which machines [default: all]").num_args(0..))
        .arg(
            Arg::new("out")
                .long("out")
                .value_name("DIR")
                .help("Write one file NAME.asl.json for each machine into this folder"),
        )
        .arg(
            Arg::new("check")
                .long("check")
                .requires("out")
                .action(ArgAction::SetTrue)
                .help("Write nothing; show what in the folder is not what is emitted now"),
        )
}

pub(crate) fn run(
    program: &Program,
    matches: &ArgMatches,
    console: &Console,
) -> Result<Exit, CommandError> {
    let machines = match matches.get_many::<String>("NAME") {
        Some(names) => names
            .map(|name| program.machine(name))
            .collect::<Result<_, _>>()?,
        None => program.machines()?,
    };
    if !are_sound(&machines, console) {
        return Ok(Exit::Failure);
    }
    let Some(folder) = matches.get_one::<String>("out").map(Path::new) else {
        console.result(text(&machines))?;
        return Ok(Exit::Success);
    };
    let artifacts: Vec<_> = machines.iter().map(|machine| artifact(machine)).collect();
    if matches.get_flag("check") {
        return check(folder, &artifacts, console);
    }
    for path in directory::write(folder, &artifacts)? {
        console.result(format_args!("{}\n", path.display()))?;
    }
    Ok(Exit::Success)
}

fn text(machines: &[&Machine]) -> String {
    match machines {
        [machine] => asl::document(&machine.definition),
        _ => asl::object(
            machines
                .iter()
                .map(|machine| (machine.name.as_str(), &machine.definition)),
        ),
    }
}

fn artifact(machine: &Machine) -> Artifact {
    asl::artifact(&machine.name, &machine.definition)
}

fn check(folder: &Path, artifacts: &[Artifact], console: &Console) -> Result<Exit, CommandError> {
    let stale = directory::check(folder, artifacts)?;
    if stale.is_empty() {
        return Ok(Exit::Success);
    }
    for file in &stale {
        console.result(file)?;
    }
    let folder = folder.display();
    console.message(format_args!(
        "{} of {} files are not what is emitted now; `emit --out {folder}` writes them",
        stale.len(),
        artifacts.len()
    ));
    Ok(Exit::Failure)
}

/// What breaks a rule of AWS's leaves no program. The macros refuse such machines, so this is for those made otherwise.
fn are_sound(machines: &[&Machine], console: &Console) -> bool {
    let mut sound = true;
    for machine in machines {
        for finding in machine.checked().findings {
            sound &= finding.severity == Severity::Warning;
            console.excerpt(&finding);
        }
    }
    sound
}
