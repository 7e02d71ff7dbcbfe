//! Cases as data: each entry of each file in `tests/cases` is a test.
//!
//! An entry has `name`, `expr`, and one of `result`, `undefined`, `error` (a code, with the
//! `position` behind it in UTF-16 units). Expressions see `document.json`. The expectations come
//! from npm jsonata 2.0.6, except in `aws.json`, whose entries have `bindings` and come from the
//! developer guide and answers recorded from the service.

use std::path::Path;

use libtest_mimic::{Arguments, Failed, Trial};
use sfn_expr::{Dialect, Error, Expression, Value, World};

fn main() {
    let arguments = Arguments::from_args();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let document = read(&folder.join("document.json"));
    let entries = std::fs::read_dir(&folder).expect("the folder of cases is part of the crate");
    let mut trials = Vec::new();
    for entry in entries {
        let path = entry.expect("a folder can be listed").path();
        let topic = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if topic == "document" {
            continue;
        }
        let cases = read(&path);
        for case in cases.as_array().expect("a file is a list of cases") {
            let (case, document) = (case.clone(), document.clone());
            let name = text(&case, "name").to_owned();
            let dialect = if topic == "aws" {
                Dialect::Aws
            } else {
                Dialect::Jsonata
            };
            trials.push(Trial::test(format!("{topic}::{name}"), move || {
                check(&case, &document, dialect)
            }));
        }
    }
    libtest_mimic::run(&arguments, trials).exit();
}

fn read(path: &Path) -> Value {
    let json = std::fs::read(path).expect("a case file can be read");
    Value::from_json(json).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn text<'a>(case: &'a Value, key: &str) -> &'a str {
    case.get(key)
        .and_then(Value::as_str)
        .unwrap_or_else(|| panic!("{case} has no {key}"))
}

fn check(case: &Value, document: &Value, dialect: Dialect) -> Result<(), Failed> {
    let source = text(case, "expr");
    check_normal_form(case, source, document, dialect)?;
    let answer = evaluate(case, source, document, dialect);
    let as_expected = match &answer {
        Ok(Some(value)) if value.is_function() => case.get("undefined").is_some(),
        Ok(Some(value)) => case.get("result") == Some(&Value::from_json(value.to_json())?),
        Ok(None) => case.get("undefined").is_some(),
        Err(error) => {
            let before = &source[..error.position()];
            let position = before.encode_utf16().count();
            case.get("error").and_then(Value::as_str) == Some(error.code())
                && case
                    .get("position")
                    .is_none_or(|at| *at == Value::from(position))
                && case
                    .get("message")
                    .is_none_or(|text| *text == error.message())
        }
    };
    if as_expected {
        return Ok(());
    }
    let place = answer.as_ref().err().map(Error::position);
    Err(format!("{case}\nanswered {answer:?} at {place:?}").into())
}

/// The normal form is its own normal form and means the same.
fn check_normal_form(
    case: &Value,
    source: &str,
    document: &Value,
    dialect: Dialect,
) -> Result<(), Failed> {
    let Ok(normal) = sfn_expr::normal_form(source) else {
        return Ok(());
    };
    let again = sfn_expr::normal_form(&normal).map_err(|error| format!("{normal}: {error}"))?;
    let answers = [source, &normal].map(|source| {
        let answer = evaluate(case, source, document, dialect);
        answer
            .map(|value| value.map(|value| value.to_json()))
            .map_err(|error| error.code())
    });
    let has_chance = source.contains("$random()") || source.contains("$uuid");
    if again == normal && (has_chance || answers[0] == answers[1]) {
        return Ok(());
    }
    Err(format!("{source}\nis printed as {normal}\nand then as {again}: {answers:?}").into())
}

fn evaluate(
    case: &Value,
    source: &str,
    document: &Value,
    dialect: Dialect,
) -> Result<Option<Value>, Error> {
    let expression = Expression::compile(source, dialect)?;
    let bindings = case.get("bindings");
    let slots = expression
        .variables()
        .iter()
        .map(|name| bindings?.get(name).cloned());
    let mut world = World::new(dialect);
    if dialect == Dialect::Jsonata {
        world.input = Some(document.clone());
    }
    expression.evaluate(&slots.collect::<Vec<_>>(), &world)
}
