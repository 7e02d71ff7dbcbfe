//! Checks definitions line by line from stdin, for the conformance judges.
//!
//! A line is `{"definition": text, "type"?: "EXPRESS", "isState"?: true}`. Its answer is `{"error": message or null,
//! "isKept": whether the definition is written as the very document it was read from}`.

use std::io::{BufRead, Write};

use sfn_asl::{Definition, ExecutionType, InvalidDefinition, State};
use sfn_expr::{Object, Value};

fn main() -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let request = Value::from_json(&line?).map_err(std::io::Error::other)?;
        writeln!(out, "{}", answer(&request))?;
    }
    Ok(())
}

fn answer(request: &Value) -> Value {
    let text = request.get("definition").and_then(Value::as_str);
    let text = text.unwrap_or_default();
    let is_state = request.get("isState") == Some(&true.into());
    let is_express = request.get("type") == Some(&"EXPRESS".into());
    let (definition, findings) = match (is_state, is_express) {
        (true, _) => (None, State::parse(text).1),
        (false, true) => Definition::parse_as(text, ExecutionType::Express),
        (false, false) => Definition::parse(text),
    };
    let error = InvalidDefinition::from_findings(findings);
    let error = error.map_or(Value::Null, |error| error.to_string().into());
    let kept =
        definition.is_some_and(|definition| Value::from_json(text) == Ok(definition.to_value()));
    let answer = [("error", error), ("isKept", (kept || is_state).into())];
    Object::from_iter(answer).into()
}
