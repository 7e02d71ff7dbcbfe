//! Runs one case: what plain Rust makes of its input is what it says, and the other two runs agree.
//!
//! With `PARITY_BLESS` set, a case with nothing but an `input` is given what plain Rust makes of it.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sfn_tests::parity::{self, Ending, NamedError};
use std::path::Path;

pub use sfn_tests::parity::Subject;
pub(crate) use sfn_tests::subjects;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    input: Value,
    #[serde(
        default,
        deserialize_with = "given",
        skip_serializing_if = "Option::is_none"
    )]
    ok: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    err: Option<NamedError>,
    #[serde(skip_serializing_if = "Option::is_none")]
    uncaught: Option<String>,
    /// A part of what the other two runs fail with, where `docs/src/differences.md` says that they do.
    #[serde(skip_serializing_if = "Option::is_none")]
    differs: Option<String>,
    /// The states that are entered, where a case is about them; `BLESS=1` writes them anew.
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<Vec<String>>,
}

/// A member that is there, be it `null`.
fn given<'de, D: serde::Deserializer<'de>>(value: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(value).map(Some)
}

/// Checks a case.
pub fn check(subject: &Subject, file: &Path) -> Result<(), String> {
    let text = std::fs::read_to_string(file).map_err(|error| error.to_string())?;
    let mut case: Case = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    let plain = match &case.differs {
        None => parity::compare(subject, &case.input).map_err(|error| error.to_string())?,
        Some(part) => apart(subject, &case.input, part)?,
    };
    let is_new = case.ok.is_none() && case.err.is_none() && case.uncaught.is_none();
    if is_new && std::env::var_os("PARITY_BLESS").is_some() {
        return bless(&case.input, &plain, file);
    }
    let expected = match (&case.ok, &case.err, &case.uncaught) {
        (Some(ok), None, None) => matches!(&plain, Ending::Ok(output) if output == ok),
        (None, Some(err), None) => matches!(&plain, Ending::Err(error) if error == err),
        (None, None, Some(part)) => {
            matches!(&plain, Ending::Uncaught(message) if message.contains(part.as_str()))
        }
        _ => return Err("a case says one of `ok`, `err` and `uncaught`".to_owned()),
    };
    if !expected {
        return Err(format!("plain Rust gave something else: {plain:?}"));
    }
    if case.path.is_none() {
        return Ok(());
    }
    let path = parity::path(subject, &case.input).map_err(|error| error.to_string())?;
    if case.path.as_ref() == Some(&path) {
        return Ok(());
    }
    let message = format!("the states entered are {path:?}");
    if std::env::var_os("BLESS").is_none() {
        return Err(message);
    }
    case.path = Some(path);
    let text = serde_json::to_string_pretty(&case).map_err(|error| error.to_string())?;
    std::fs::write(file, text + "\n").map_err(|error| error.to_string())
}

/// How plain Rust ends where the other two runs fail.
fn apart(subject: &Subject, input: &Value, part: &str) -> Result<Ending, String> {
    let (plain, engine) =
        parity::compare_engines(subject, input).map_err(|error| error.to_string())?;
    match (&plain, &engine) {
        (Ending::Ok(_) | Ending::Err(_), Ending::Uncaught(message)) if message.contains(part) => {
            Ok(plain)
        }
        _ => Err(format!("plain Rust gave {plain:?}, the others {engine:?}")),
    }
}

/// Writes down what plain Rust made of a new case's input.
fn bless(input: &Value, plain: &Ending, file: &Path) -> Result<(), String> {
    let (name, ending) = match plain {
        Ending::Ok(output) => ("ok", output.clone()),
        Ending::Err(error) => (
            "err",
            serde_json::json!({ "name": error.name, "payload": error.payload }),
        ),
        Ending::Uncaught(message) => ("uncaught", Value::from(message.as_str())),
    };
    let text = format!("{{ \"input\": {input}, \"{name}\": {ending} }}\n");
    std::fs::write(file, text).map_err(|error| error.to_string())
}
