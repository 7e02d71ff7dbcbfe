//! `lint FILE…`: what is wrong with definitions, as AWS would say it, with the line it is about and the way out.

use clap::{Arg, ArgMatches, Command};

use crate::error::CommandError;
use crate::source::Severity;
use crate::{Console, Exit, definition};

pub(crate) fn command() -> Command {
    Command::new("lint")
        .about("Check definitions by the rules of AWS Step Functions")
        .arg(
            Arg::new("FILE")
                .help("A definition in the Amazon States Language; `-` is the standard input")
                .required(true)
                .num_args(1..),
        )
}

/// Goes through all files, whatever is wrong with one of them.
pub(crate) fn run(matches: &ArgMatches, console: &Console) -> Result<Exit, CommandError> {
    let mut exit = Exit::Success;
    for path in matches.get_many::<String>("FILE").into_iter().flatten() {
        let checked = match definition::read(path) {
            Ok(checked) => checked,
            Err(error) => {
                console.error(&error);
                exit = Exit::Unusable;
                continue;
            }
        };
        for finding in &checked.findings {
            console.result_excerpt(finding)?;
        }
        let errors = checked.findings.iter();
        let errors = errors
            .filter(|finding| finding.severity == Severity::Error)
            .count();
        let warnings = checked.findings.len() - errors;
        console.message(format_args!(
            "{path}: {}, {}",
            counted(errors, "error"),
            counted(warnings, "warning")
        ));
        if errors > 0 && exit == Exit::Success {
            exit = Exit::Failure;
        }
    }
    Ok(exit)
}

fn counted(count: usize, noun: &str) -> String {
    match count {
        0 => format!("no {noun}s"),
        1 => format!("1 {noun}"),
        _ => format!("{count} {noun}s"),
    }
}
