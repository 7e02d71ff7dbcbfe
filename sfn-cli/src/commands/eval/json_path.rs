//! A JSONPath or a call of an intrinsic function, as the fields of JSONPath states have them.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::Arc;

use sfn_core::asl::{Intrinsic, Path, Scope};
use sfn_core::expr::{Object, Value};

use super::{Answer, Evaluated, World};
use crate::source::{Excerpt, Severity, Source};

pub(super) fn evaluate(text: &str, world: &World) -> Evaluated {
    // What is not given is not there; a JSONPath state always has an input.
    let document = world
        .document
        .clone()
        .unwrap_or_else(|| Object::new().into());
    let context = world
        .context
        .clone()
        .unwrap_or_else(|| Object::new().into());
    let variables = |name: &str| world.binding(name).cloned();
    // The standard library has no other source of random bits, and a hasher's keys are one.
    let random = || RandomState::new().build_hasher().finish();
    let scope = Scope::new(&document)
        .with_context(&context)
        .with_variables(&variables)
        .with_random(&random);
    let found = if text.starts_with("States.") {
        call(text, &scope)
    } else {
        path(text, &scope)
    };
    found.map(Answer::Value)
}

fn path(text: &str, scope: &Scope<'_>) -> Result<Value, Box<Excerpt>> {
    let path = Path::compile(text).map_err(|error| {
        let help = if text.starts_with('$') {
            "the manual of Jayway's JsonPath has the notation: `$.a['b'][0][?(@.c > 1)]`"
        } else {
            "a path begins with `$`, `$$` or a variable; for JSONata leave `--path` out"
        };
        malformed(text, error.position, error.message, help)
    })?;
    path.evaluate(scope).map_err(|error| {
        let help = "compare the names with the data; a filter, a wildcard or `..` finds `[]` instead of failing";
        fault(text, 0..text.len(), "States.Runtime", &error.to_string(), Some(help))
    })
}

fn call(text: &str, scope: &Scope<'_>) -> Result<Value, Box<Excerpt>> {
    let call = Intrinsic::compile(text).map_err(|error| {
        let help = if error.message.starts_with("there is no function") {
            "the functions are those of AWS's guide on intrinsic functions, such as `States.Format`"
        } else {
            "arguments are 'texts', numbers, `null`, `true`, `false`, paths and calls, separated by commas"
        };
        malformed(text, error.position, &error.message, help)
    })?;
    call.evaluate(scope, "--path").map_err(|failure| {
        fault(
            text,
            0..text.len(),
            &failure.error.to_string(),
            &failure.cause,
            None,
        )
    })
}

/// A text that does not compile; `position` counts characters.
fn malformed(text: &str, position: usize, message: &str, help: &str) -> Box<Excerpt> {
    let mut rest = text.char_indices().skip(position);
    let at = rest.next().map_or(text.len(), |(at, _)| at);
    let end = rest.next().map_or(text.len(), |(end, _)| end);
    fault(
        text,
        at..end,
        "SCHEMA_VALIDATION_FAILED",
        message,
        Some(help),
    )
}

fn fault(
    text: &str,
    span: std::ops::Range<usize>,
    code: &str,
    message: &str,
    help: Option<&str>,
) -> Box<Excerpt> {
    Box::new(Excerpt {
        source: Arc::new(Source::new("PATH", text)),
        span,
        severity: Severity::Error,
        code: Some(code.to_owned()),
        message: message.to_owned(),
        help: help.map(str::to_owned),
    })
}
