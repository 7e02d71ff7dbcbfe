//! Texts that are not JSON, reported as AWS's parser (Jackson) reports them.

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
