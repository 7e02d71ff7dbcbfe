//! `lint FILE…`: what is wrong with definitions, as AWS would say it, with the line it is about and the way out.
//!
//! For machines it writes one JSON array of findings, whose members only grow in number:
//!
//! | member | what |
//! |---|---|
//! | `file` | the file, as it was named |
//! | `severity` | `error` or `warning` |
//! | `code` | AWS's code, as `MISSING_TRANSITION_TARGET` |
//! | `message`, `help` | the fact, and the way out |
//! | `location` | the place as AWS writes it, `/States/Ship/Choices[0]/Next`; `null` where AWS names none |
//! | `pointer` | the same as a JSON pointer (RFC 6901), as far as the document goes; `null` likewise |
//! | `line`, `column`, `endLine`, `endColumn` | what to mark; from 1, columns count characters, the end is exclusive |

use clap::{Arg, ArgMatches, Command};
use serde_json::{Value, json};

use crate::definition::{Checked, Place};
use crate::error::CommandError;
use crate::source::{Excerpt, Severity};
use crate::{Console, Exit, definition};

pub(crate) fn command() -> Command {
    Command::new("lint")
        .about("Check definitions by the rules of AWS Step Functions")
        .arg(
            Arg::new("format")
                .long("format")
                .value_name("FORMAT")
                .value_parser(["text", "json"])
                .default_value("text")
                .help("How to tell the findings: to people, or as one JSON array"),
        )
        .arg(
            Arg::new("FILE")
                .help("A definition in the Amazon States Language; `-` is the standard input")
                .required(true)
                .num_args(1..),
        )
}

/// Goes through all files, whatever is wrong with one of them.
pub(crate) fn run(matches: &ArgMatches, console: &Console) -> Result<Exit, CommandError> {
    let for_people = matches
        .get_one::<String>("format")
        .is_none_or(|format| format == "text");
    let mut exit = Exit::Success;
    let mut told = Vec::new();
    for path in matches.get_many::<String>("FILE").into_iter().flatten() {
        let checked = match definition::read(path) {
            Ok(checked) => checked,
            Err(error) => {
                console.error(&error);
                exit = Exit::Unusable;
                continue;
            }
        };
        if for_people {
            for finding in &checked.findings {
                console.result_excerpt(finding)?;
            }
        } else {
            let findings = checked.findings.iter().zip(&checked.places);
            told.extend(findings.map(|(finding, place)| json_of(finding, place)));
        }
        let errors = count_errors(&checked);
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
    if !for_people {
        console.result(format_args!("{:#}\n", Value::from(told)))?;
    }
    Ok(exit)
}

fn count_errors(checked: &Checked) -> usize {
    let findings = checked.findings.iter();
    findings
        .filter(|finding| finding.severity == Severity::Error)
        .count()
}

fn json_of(finding: &Excerpt, place: &Place) -> Value {
    let (line, column) = finding.source.position(finding.span.start);
    let (end_line, end_column) = finding.source.position(finding.span.end);
    json!({
        "file": finding.source.origin,
        "severity": match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        "code": finding.code,
        "message": finding.message,
        "help": finding.help,
        "location": place.location,
        "pointer": place.pointer,
        "line": line,
        "column": column,
        "endLine": end_line,
        "endColumn": end_column,
    })
}

fn counted(count: usize, noun: &str) -> String {
    match count {
        0 => format!("no {noun}s"),
        1 => format!("1 {noun}"),
        _ => format!("{count} {noun}s"),
    }
}
