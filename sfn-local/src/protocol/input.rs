//! JSON texts within requests, such as an execution's input, and AWS's words for one that is none.

use sfn_core::expr::Value;
use sfn_core::expr::value::ParseError;

/// Reads a JSON text.
///
/// # Errors
/// What is wrong with it, as AWS's parser (Jackson) words it.
pub(crate) fn json(text: &str) -> Result<Value, String> {
    Value::from_json(text).map_err(|error| fault(text, &error))
}

fn fault(text: &str, error: &ParseError) -> String {
    let rest = text.get(offset(text, error)..).unwrap_or_default();
    let Some(first) = rest.chars().next() else {
        return "Unexpected end-of-input".to_owned();
    };
    let end = rest
        .find(|c: char| !c.is_alphanumeric() && c != '_' && c != '$')
        .unwrap_or(rest.len());
    let is_token = first.is_alphabetic() || "_$".contains(first);
    let is_key = error.message.contains("key");
    if is_token && !is_key {
        return format!(
            "Unrecognized token '{}': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or \
             'false')",
            &rest[..end]
        );
    }
    let expecting = if is_key {
        "was expecting double-quote to start field name"
    } else {
        "expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')"
    };
    format!(
        "Unexpected character ('{first}' (code {})): {expecting}",
        u32::from(first)
    )
}

fn offset(text: &str, error: &ParseError) -> usize {
    let line_start: usize = text
        .split_inclusive('\n')
        .take(error.line.saturating_sub(1))
        .map(str::len)
        .sum();
    line_start + error.column.saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(json(text).unwrap_err(), expected);
    }

    #[test]
    fn faults_are_told_in_jacksons_words() {
        check(
            "oops",
            "Unrecognized token 'oops': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or \
             'false')",
        );
        check(
            "{'a': 1}",
            "Unexpected character (''' (code 39)): was expecting double-quote to start field name",
        );
        check("[1", "Unexpected end-of-input");
    }
}
