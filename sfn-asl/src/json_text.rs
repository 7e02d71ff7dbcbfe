//! What can be wrong with a definition's text before it is a value: it is not JSON, or says something twice.
//!
//! Faults are reported as AWS's parser (Jackson) reports them.

use std::collections::HashSet;

use sfn_expr::value::ParseError;

use crate::finding::{Code, Finding};

/// Jackson shows this many characters of the text in which it found a fault.
const SHOWN_CHARS: usize = 500;

/// The finding for a text that is not JSON.
///
/// Jackson's words are known for a token that is no JSON value (recorded from AWS); any other fault has our
/// parser's words in Jackson's form.
pub(crate) fn not_json(text: &str, error: &ParseError) -> Finding {
    let offset = offset_of(text, error);
    let token = token_at(text, offset);
    // Jackson has read the token before it finds that it is none, and stands behind it.
    let column = error.column + token.len();
    let location = format!(
        "[Source: (String){}; line: {}, column: {column}]",
        shown(text),
        error.line
    );
    let what = if token.is_empty() {
        error.message.to_owned()
    } else {
        format!(
            "Unrecognized token '{token}': was expecting (JSON String, Number, Array, Object or token 'null', \
             'true' or 'false')"
        )
    };
    Finding::new(
        Code::InvalidJsonDescription,
        Some(location.clone()),
        format!("{what}\n at {location}"),
        "write the definition as one JSON object",
    )
}

fn offset_of(text: &str, error: &ParseError) -> usize {
    let line_start: usize = text
        .split_inclusive('\n')
        .take(error.line - 1)
        .map(str::len)
        .sum();
    (line_start + error.column - 1).min(text.len())
}

fn token_at(text: &str, offset: usize) -> &str {
    let Some(rest) = text.get(offset..) else {
        return "";
    };
    let end = rest
        .find(|c: char| !c.is_alphanumeric() && c != '_' && c != '$')
        .unwrap_or(rest.len());
    match rest.chars().next() {
        Some(first) if !first.is_numeric() => &rest[..end],
        _ => "",
    }
}

fn shown(text: &str) -> String {
    match text.char_indices().nth(SHOWN_CHARS) {
        None => format!("\"{text}\""),
        Some((end, _)) => {
            let hidden = text[end..].chars().count();
            format!("\"{}\"[truncated {hidden} chars]", &text[..end])
        }
    }
}

/// The finding for an object that has a key twice. A value cannot hold both, so one of the two would be lost
/// without a word: a state, most often. The text must be JSON.
///
/// For a state AWS's words were published, for another key they are Jackson's.
pub(crate) fn repeated_key(text: &str) -> Option<Finding> {
    let mut open: Vec<Container<'_>> = Vec::new();
    let mut rest = text;
    let mut last_string = "";
    while let Some(start) = rest.find(['"', '{', '}', '[', ']', ',', ':']) {
        let (token, after) = (rest.as_bytes()[start], &rest[start + 1..]);
        rest = after;
        match token {
            b'"' => {
                let end = end_of_string(after);
                last_string = &after[..end];
                rest = &after[end + 1..];
            }
            b'{' => open.push(Container::Object {
                keys: HashSet::new(),
                key: "",
            }),
            b'[' => open.push(Container::Array { position: 0 }),
            b'}' | b']' => {
                open.pop();
            }
            b',' => {
                if let Some(Container::Array { position }) = open.last_mut() {
                    *position += 1;
                }
            }
            _ => {
                if let Some(Container::Object { keys, key }) = open.last_mut() {
                    *key = last_string;
                    if !keys.insert(last_string) {
                        return Some(repeated(last_string, &open));
                    }
                }
            }
        }
    }
    None
}

/// An array or object that has not ended, and what of it is being looked at.
enum Container<'t> {
    Object {
        keys: HashSet<&'t str>,
        key: &'t str,
    },
    Array {
        position: usize,
    },
}

/// Where the string ends that `text` begins within.
fn end_of_string(text: &str) -> usize {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return at,
            _ => {}
        }
    }
    text.len()
}

fn repeated(key: &str, open: &[Container<'_>]) -> Finding {
    let mut location = String::new();
    for container in open {
        match container {
            Container::Object { key, .. } => {
                location.push('/');
                location.push_str(key);
            }
            Container::Array { position } => {
                location.push_str(&format!("[{position}]"));
            }
        }
    }
    let owner = open.iter().rev().nth(1);
    let is_state = matches!(owner, Some(Container::Object { key: "States", .. }));
    let (code, message) = if is_state {
        (
            Code::DuplicateStateName,
            format!("Duplicate State name: {key}"),
        )
    } else {
        (
            Code::InvalidJsonDescription,
            format!("Duplicate field '{key}'"),
        )
    };
    Finding::new(
        code,
        Some(location),
        message,
        "rename or remove one of the two: only the last would count",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        let finding = repeated_key(text).map(|finding| finding.to_string());
        assert_eq!(finding.as_deref(), expected);
    }

    #[test]
    fn a_key_may_stand_in_two_objects() {
        check(r#"{"a":{"a":[{"a":1},{"a":"a"}]},"b":"\"","c":"\\"}"#, None);
    }

    #[test]
    fn a_repeated_key_is_found_at_its_place() {
        let expected = "INVALID_JSON_DESCRIPTION: Duplicate field 'b' at /a[1]/b";
        check(r#"{"a":[0,{"b":1, "c":",:{", "b" :2}]}"#, Some(expected));
    }

    #[test]
    fn a_repeated_state_is_a_duplicate_state() {
        let expected = "DUPLICATE_STATE_NAME: Duplicate State name: A at /States/A";
        check(r#"{"States":{"A":{},"A":{}}}"#, Some(expected));
    }
}
