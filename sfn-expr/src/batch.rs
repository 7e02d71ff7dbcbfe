//! The line protocol of `sfn eval --batch`: a case as JSON on a line, its answer as JSON on a line.
//!
//! A case is `{"expr", "data"?, "bindings"?, "depth"?, "timelimit"?}`, the limits being evaluations
//! nested and milliseconds. The answer is `{"result"}`, `{"undefined": true}` or
//! `{"error": {"code", "message", "position"}}`. Reading and writing lines is the caller's.

use crate::error::Error;
use crate::expression::Expression;
use crate::limits::{Dialect, World};
use crate::value::{Object, Value};

/// Answers one line.
///
/// `clock` tells milliseconds since 1970 UTC; it is asked at the beginning for `$now()` and later
/// for the time limit.
///
/// ```
/// let answer = sfn_expr::batch::answer(r#"{"expr": "a + $b", "data": {"a": 1}, "bindings": {"b": 2}}"#, &|| 0);
/// assert_eq!(answer, r#"{"result":3}"#);
/// assert_eq!(sfn_expr::batch::answer(r#"{"expr": "nothing"}"#, &|| 0), r#"{"undefined":true}"#);
/// ```
#[must_use]
pub fn answer(line: &str, clock: &(dyn Fn() -> i64 + Sync)) -> String {
    let answer = match Value::from_json(line) {
        Ok(case) => match case.get("expr").and_then(Value::as_str) {
            Some(source) => evaluated(source, &case, clock),
            None => malformed("a case needs `expr`, a string"),
        },
        Err(error) => malformed(&format!("not JSON: {error}")),
    };
    Value::Object(answer).to_json()
}

fn evaluated(source: &str, case: &Value, clock: &(dyn Fn() -> i64 + Sync)) -> Object {
    let empty = Object::new();
    let bindings = case
        .get("bindings")
        .and_then(Value::as_object)
        .unwrap_or(&empty);
    let started = clock();
    let limit = case.get("timelimit").and_then(Value::as_i64);
    let is_late = || limit.is_some_and(|limit| clock() - started > limit);
    let mut world = World::new(Dialect::Jsonata);
    world.now_millis = started;
    world.seed = started.unsigned_abs();
    world.input = case.get("data").cloned();
    world.is_late = Some(&is_late);
    if let Some(depth) = case.get("depth").and_then(Value::as_i64) {
        world.limits.depth = u32::try_from(depth).unwrap_or(u32::MAX);
    }
    let shadowed: Vec<&str> = bindings.keys().map(|name| name.as_str()).collect();
    let answer = Expression::compile_shadowing(source, Dialect::Jsonata, &shadowed);
    let answer = answer.and_then(|expression| {
        let slots = expression
            .variables()
            .iter()
            .map(|name| bindings.get(name).cloned());
        expression.evaluate(&slots.collect::<Vec<_>>(), &world)
    });
    match answer {
        // The reference's answers are JSON text, in which a function is nothing.
        Ok(Some(value)) if value.is_function() => Object::from_iter([("undefined", true)]),
        Ok(Some(value)) => Object::from_iter([("result", value)]),
        Ok(None) => Object::from_iter([("undefined", true)]),
        Err(error) => failed(&error, source),
    }
}

fn failed(error: &Error, source: &str) -> Object {
    // The reference counts UTF-16 units.
    let before = source.get(..error.position()).unwrap_or_default();
    let position: usize = before.chars().map(char::len_utf16).sum();
    let mut details = Object::new();
    details.insert("code", error.code());
    details.insert("message", error.message());
    details.insert("position", position);
    Object::from_iter([("error", details)])
}

fn malformed(what: &str) -> Object {
    failed(&Error::with_message("MALFORMED", what), "")
}
