//! What holds for every text that a user may write, whatever it is: one function for each parser and evaluator.
//!
//! None panics, none exceeds its budget, places in errors lie within the text, and what is printed reads as the same
//! thing. The fuzz targets call these functions with what they think up; `cargo test -p sfn-asl --test corpus` calls
//! them with the corpus and its mutations.

use sfn_asl::{Definition, Intrinsic, Path, PayloadTemplate, ReferencePath, Scope};
use sfn_expr::{Dialect, Error, Expression, Value, World};

/// What holds for every text: it panics on one for which it does not.
pub type Property = fn(&str);

/// Every property by the name of its target and of its folder in the corpus.
pub const TARGETS: &[(&str, Property)] = &[
    ("definition", definition),
    ("intrinsic", intrinsic),
    ("json", json),
    ("json_path", json_path),
    ("jsonata_evaluation", jsonata_evaluation),
    ("jsonata_printing", jsonata_printing),
    ("payload_template", payload_template),
    ("reference_path", reference_path),
];

/// A value prints as text that reads as the same value and prints as the same text.
pub fn json(text: &str) {
    let Ok(value) = Value::from_json(text) else {
        return;
    };
    for printed in [value.to_json(), value.to_json_pretty()] {
        let again = Value::from_json(&printed).expect("what is printed is JSON");
        assert_eq!(again.to_json(), value.to_json());
    }
}

/// The normal form of an expression is its own normal form and means the same.
pub fn jsonata_printing(text: &str) {
    let Ok(normal) = sfn_expr::normal_form(text) else {
        return;
    };
    match sfn_expr::normal_form(&normal) {
        Ok(again) => assert_eq!(again, normal),
        // It may be longer than what was written.
        Err(error) => assert_eq!(error.code(), "U1001", "{normal}"),
    }
    let answers = [text, &normal].map(|source| evaluated(source, Dialect::Jsonata));
    let [Ok(as_written), Ok(printed)] = answers.map(|answer| answer.map_err(|error| error.code()))
    else {
        return;
    };
    assert_eq!(as_written, printed, "{normal}");
}

/// An evaluation ends within its budget with a value that is JSON, or with an error whose place lies within the text.
pub fn jsonata_evaluation(text: &str) {
    for dialect in [Dialect::Jsonata, Dialect::Aws] {
        match evaluated(text, dialect) {
            Ok(Some(printed)) => {
                Value::from_json(&printed).expect("what is printed is JSON");
            }
            Ok(None) => {}
            Err(error) => {
                assert!(text.get(..error.position()).is_some(), "{error:?}");
                if let Some(span) = error.span() {
                    assert!(text.get(span).is_some(), "{error:?}");
                }
            }
        }
    }
}

/// Evaluates with little of everything and prints what comes of it.
fn evaluated(source: &str, dialect: Dialect) -> Result<Option<String>, Error> {
    let expression = Expression::compile(source, dialect)?;
    let mut world = World::new(dialect);
    world.limits.steps = 20_000;
    world.limits.bytes = 1 << 20;
    world.limits.depth = world.limits.depth.min(200);
    world.input = (dialect == Dialect::Jsonata).then(document);
    let states = || Value::from(sfn_expr::Object::from_iter([("input", document())]));
    let slots = expression
        .variables()
        .iter()
        .map(|name| match name.as_str() {
            "states" => Some(states()),
            "x" => Some(Value::from(5)),
            _ => None,
        });
    let value = expression.evaluate(&slots.collect::<Vec<_>>(), &world)?;
    Ok(value.map(|value| value.to_json()))
}

/// A path that compiles can be applied, and gives an array unless it is definite.
pub fn json_path(text: &str) {
    match Path::compile(text) {
        Ok(path) => {
            assert_eq!(path.as_str(), text);
            let document = document();
            let found = path.evaluate(&Scope::new(&document));
            if let (Ok(value), false) = (&found, path.is_definite()) {
                assert!(value.as_array().is_some(), "{value}");
            }
        }
        Err(error) => assert!(error.position <= text.chars().count(), "{error}"),
    }
}

/// What is put where a reference path leads is found there.
pub fn reference_path(text: &str) {
    match ReferencePath::compile(text) {
        Ok(path) => {
            let document = document();
            // Where a result may not go, such as into a variable, is what the rules of definitions say.
            let leads_into_it = matches!(text.chars().nth(1), None | Some('.' | '['));
            if leads_into_it && let Ok(changed) = path.assign(&document, Value::from("new")) {
                let found = path.evaluate(&Scope::new(&changed));
                assert_eq!(found.ok(), Some(Value::from("new")));
            }
        }
        Err(error) => assert!(error.position <= text.chars().count(), "{error}"),
    }
}

/// A call that compiles can be made.
pub fn intrinsic(text: &str) {
    match Intrinsic::compile(text) {
        Ok(call) => {
            let document = document();
            // Only that it ends is asked.
            let _ = call.evaluate(&Scope::new(&document), "field.$");
        }
        Err(error) => assert!(error.position <= text.chars().count(), "{error}"),
    }
}

/// A template that compiles can be filled.
pub fn payload_template(text: &str) {
    let Ok(template) = Value::from_json(text) else {
        return;
    };
    if let Ok(template) = PayloadTemplate::compile(&template) {
        let document = document();
        // Only that it ends is asked.
        let _ = template.evaluate(&Scope::new(&document));
    }
}

/// A definition prints as one that prints the same and has the same findings.
pub fn definition(text: &str) {
    let (Some(definition), findings) = Definition::parse(text) else {
        return;
    };
    let printed = definition.to_json();
    let (again, found_again) = Definition::parse(&printed);
    if findings.is_empty() {
        assert!(found_again.is_empty(), "{found_again:?}");
        assert_eq!(again.map(|definition| definition.to_json()), Some(printed));
    }
}

/// What expressions, paths and templates are applied to.
fn document() -> Value {
    let json = r#"{"a": 1, "b": {"c": [1, "two", null, {"d": [[3]]}]}, "list": [3, 1, 2], "text": "añ😀", "on": true}"#;
    Value::from_json(json).expect("it is JSON")
}
