//! Rules on JSONata: every expression compiles, and reads what there is to read where it stands.

use sfn_expr::{Dialect, Expression, StatesFields};

use super::report::Findings;
use crate::expression::Jsonata;
use crate::finding::Code;
use crate::language::QueryLanguage;
use crate::survey::expressions::{Readable, Text, candidates};
use crate::survey::site::StateSite;

pub(super) fn state(site: &StateSite<'_, '_>, findings: &mut Findings) {
    if site.language != QueryLanguage::Jsonata {
        return;
    }
    for candidate in candidates(site) {
        let delimited;
        let expression = match candidate.text {
            Text::Jsonata(expression) => expression,
            Text::Raw(text) => match Jsonata::from_delimited(text) {
                Some(expression) => {
                    delimited = expression;
                    &delimited
                }
                None => {
                    half_delimited(text, &candidate.location, findings);
                    continue;
                }
            },
        };
        check(
            expression,
            &candidate.location,
            candidate.readable,
            findings,
        );
    }
}

/// A text that begins like a JSONata string and does not end like one is none, and surely meant to be (measured).
fn half_delimited(text: &str, location: &str, findings: &mut Findings) {
    if text.starts_with("{%") {
        findings.report(
            Code::SchemaValidationFailed,
            location,
            "JSONata string must start with {% and end with %}",
            "end the string with `%}`, without anything behind it",
        );
    }
}

/// An expression that cannot be compiled can never be evaluated; AWS refuses it with the message of its parser
/// (measured). What it would read of a document that there is not, the compiler refuses with AWS's code.
fn check(expression: &Jsonata, location: &str, readable: Readable, findings: &mut Findings) {
    match Expression::compile(expression.source(), Dialect::Aws) {
        Ok(compiled) => states_fields(compiled.states_fields(), location, readable, findings),
        Err(error) if error.code() == Code::UnsupportedJsonataExpression.as_str() => {
            findings.report(
                Code::UnsupportedJsonataExpression,
                location,
                error.message(),
                "read the input as `$states.input` and a variable as `$name`",
            );
        }
        Err(error) => {
            let help = match error.span() {
                Some(span) => format!("correct the expression at character {}", span.start + 1),
                None => "correct the expression".to_owned(),
            };
            findings.report(
                Code::InvalidJsonataExpression,
                location,
                error.message(),
                help,
            );
        }
    }
}

/// `$states.result` is there when work has been done, `$states.errorOutput` when it has failed (measured for the
/// latter). An expression that uses `$states` as a whole is not looked into.
fn states_fields(read: StatesFields, location: &str, readable: Readable, findings: &mut Findings) {
    if read == StatesFields::ALL {
        return;
    }
    let fields = [
        (
            "result",
            read.result && !readable.result,
            "`Assign` and `Output` of a Task, Parallel or Map",
        ),
        (
            "errorOutput",
            read.error_output && !readable.error_output,
            "`Assign` and `Output` of a catcher",
        ),
    ];
    for (field, _, places) in fields.into_iter().filter(|(_, is_missing, _)| *is_missing) {
        findings.report(
            Code::UnsupportedJsonataExpression,
            location,
            format!("Field '$states.{field}' does not exist."),
            format!("it can be read in {places} only"),
        );
    }
}
