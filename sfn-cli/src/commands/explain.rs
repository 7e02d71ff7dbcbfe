//! `explain SFN0xx`: why the compiler refused a piece of a workflow, and what to write instead. Without a number, all there are.
//! A code of `lint` is explained as well.

use clap::{Arg, ArgMatches, Command};

use crate::error::CommandError;
use crate::explain::{self, Number, PAGES};
use crate::{Console, Exit};

pub(crate) fn command() -> Command {
    Command::new("explain")
        .about("Explain a refusal of the compiler, or a rule: why, and what to write instead")
        .arg(
            Arg::new("NUMBER")
                .help("Its number, such as `SFN083`, or a code of `lint`; all numbers are listed if there is none"),
        )
}

pub(crate) fn run(matches: &ArgMatches, console: &Console) -> Result<Exit, CommandError> {
    match matches.get_one::<String>("NUMBER") {
        Some(given) => {
            if let Some(rule) = explain::rule(given) {
                console.result(format_args!("{given}\n\n{rule}\n"))?;
                return Ok(Exit::Success);
            }
            let number = Number::parse(given);
            let page = number.and_then(Number::page).ok_or_else(|| {
                let near = number.into_iter().flat_map(Number::neighbours);
                CommandError::NoSuchRefusal {
                    given: given.clone(),
                    near: near.map(|number| number.to_string()).collect(),
                }
            })?;
            console.result(page)?;
        }
        None => {
            for page in PAGES {
                console.result(format_args!("{}  {}\n", page.number, page.fact()))?;
            }
        }
    }
    Ok(Exit::Success)
}
