//! The option `--input`: a file, JSON as it stands, or `-` for the standard input.

use std::path::Path;
use std::sync::Arc;

use clap::{Arg, ArgMatches};
use sfn_core::expr::Value;

use crate::error::CommandError;
use crate::source::{Excerpt, Severity, Source};

/// The option, without its help: what the input is for is the command's.
pub(crate) fn option() -> Arg {
    Arg::new("input")
        .long("input")
        .short('i')
        .value_name("FILE|JSON|-")
        .allow_hyphen_values(true)
}

/// The input, if one is given.
pub(crate) fn given(matches: &ArgMatches) -> Result<Option<Value>, CommandError> {
    let argument = matches.get_one::<String>("input");
    argument.map(|argument| read(argument)).transpose()
}

/// Reads what `--input` names. JSON that begins with a bracket or a quote is never looked for as a file.
pub(crate) fn read(argument: &str) -> Result<Value, CommandError> {
    let is_json = argument.trim_start().starts_with(['{', '[', '"']);
    if argument == "-" || (!is_json && Path::new(argument).exists()) {
        return json(Source::read(argument)?);
    }
    match json(Source::new("--input", argument)) {
        Err(CommandError::Json(_)) if !is_json => Err(CommandError::NoInput {
            argument: argument.to_owned(),
        }),
        answer => answer,
    }
}

/// Reads a text as JSON.
pub(crate) fn json(source: Source) -> Result<Value, CommandError> {
    Value::from_json(&source.text).map_err(|error| {
        let at = source.offset(error.line, error.column);
        CommandError::Json(Box::new(Excerpt {
            source: Arc::new(source),
            span: at..at,
            severity: Severity::Error,
            code: None,
            message: error.message.to_owned(),
            help: None,
        }))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_needs_no_file() {
        assert_eq!(read(r#" {"a": 1}"#).unwrap().to_json(), r#"{"a":1}"#);
        assert_eq!(read("12").unwrap(), 12);
        assert!(read("null").unwrap().is_null());
    }

    #[test]
    fn a_file_is_read() {
        let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
        assert!(matches!(read(manifest), Err(CommandError::Json(_))));
    }

    #[test]
    fn what_is_neither_is_said_so() {
        assert!(matches!(
            read("order.jsn"),
            Err(CommandError::NoInput { .. })
        ));
    }

    #[test]
    fn the_place_of_a_fault_is_shown() {
        let Err(CommandError::Json(excerpt)) = read("{\"a\": }") else {
            panic!("it is not JSON");
        };
        assert_eq!(
            (excerpt.source.origin.as_str(), excerpt.span.clone()),
            ("--input", 6..6)
        );
    }
}
