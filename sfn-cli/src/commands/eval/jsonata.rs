//! An expression in JSONata, in either dialect. In AWS's, what would fail a state is a fault here, too.

use std::sync::Arc;

use sfn_core::asl::Jsonata;
use sfn_core::expr::{self, Dialect, Expression, Object, Value};

use super::{Answer, Evaluated, World, advice, batch};
use crate::source::{Excerpt, Severity, Source};

pub(super) fn evaluate(given: &str, dialect: Dialect, world: &World) -> Evaluated {
    let delimited = Jsonata::from_delimited(given);
    let text = delimited.as_ref().map_or(given, Jsonata::source);
    match value(text, dialect, world) {
        Err(error) => Err(Box::new(Excerpt {
            source: Arc::new(Source::new("EXPR", text)),
            span: error.span().unwrap_or(0..0),
            severity: Severity::Error,
            code: Some(error.code().to_owned()),
            message: error.message().to_owned(),
            help: advice::on(&error, text, dialect).map(str::to_owned),
        })),
        Ok(Some(value)) if value.is_function() => match dialect {
            Dialect::Aws => Err(refused(
                text,
                "the expression returned an unsupported result type, a function",
                "call it, or return what it gives".to_owned(),
            )),
            Dialect::Jsonata => Ok(Answer::Nothing(
                "the expression gives a function, which is not JSON",
            )),
        },
        Ok(Some(value)) => Ok(Answer::Value(value)),
        Ok(None) => match dialect {
            Dialect::Aws => Err(refused(
                text,
                "the expression returned nothing (undefined)",
                way_out_of_nothing(text, world),
            )),
            Dialect::Jsonata => Ok(Answer::Nothing(
                "the expression selects nothing (undefined)",
            )),
        },
    }
}

fn value(text: &str, dialect: Dialect, world: &World) -> Result<Option<Value>, expr::Error> {
    let names: Vec<&str> = world
        .bindings
        .iter()
        .map(|(name, _)| name.as_str())
        .collect();
    let expression = Expression::compile_shadowing(text, dialect, &names)?;
    let mut surroundings = expr::World::new(dialect);
    surroundings.now_millis = batch::now_millis();
    // Nothing secret hangs on it: two evaluations should merely differ.
    surroundings.seed = surroundings.now_millis.unsigned_abs();
    if dialect == Dialect::Jsonata {
        surroundings.input = world.document.clone();
    }
    let states = || {
        let fields = [("input", &world.document), ("context", &world.context)];
        let given = fields
            .into_iter()
            .filter_map(|(name, field)| Some((name, field.clone()?)));
        Value::from(Object::from_iter(given))
    };
    let slots = expression
        .variables()
        .iter()
        .map(|name| match world.binding(name) {
            Some(value) => Some(value.clone()),
            None if dialect == Dialect::Aws && *name == "states" => Some(states()),
            None => None,
        });
    expression.evaluate(&slots.collect::<Vec<_>>(), &surroundings)
}

/// What Step Functions refuses of a value that JSONata takes.
fn refused(text: &str, message: &str, help: String) -> Box<Excerpt> {
    Box::new(Excerpt {
        source: Arc::new(Source::new("EXPR", text)),
        span: 0..text.len(),
        severity: Severity::Error,
        code: Some("States.QueryEvaluationError".to_owned()),
        message: message.to_owned(),
        help: Some(help),
    })
}

fn way_out_of_nothing(text: &str, world: &World) -> String {
    let names = Expression::compile(text, Dialect::Aws);
    let names = names.iter().flat_map(Expression::variables);
    let unbound = names
        .filter(|name| **name != "states" && world.binding(name).is_none())
        .find(|name| !expr::is_builtin(name, Dialect::Aws));
    match unbound {
        Some(name) => format!("`${name}` has no value; give it one with `--binding {name}=JSON`"),
        None => {
            "compare the names with the data, or say what to take instead: `$exists(a) ? a : b`"
                .to_owned()
        }
    }
}
