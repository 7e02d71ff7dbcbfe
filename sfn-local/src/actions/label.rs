//! The answer to a Map whose label has a character that labels cannot have.
//!
//! Whoever recorded it got the text of an unhandled error instead of a finding, with the definition in it. It is the one
//! refusal of a definition that does not have the form of all others; `ValidateStateMachineDefinition` and `lint` tell the
//! finding.

use sfn_core::asl::{Code, Definition, Finding};

/// The recorded text, if that is what is wrong with the definition.
pub(super) fn refusal(
    findings: &[Finding],
    definition: Option<&Definition>,
    text: &str,
) -> Option<String> {
    definition?;
    let finding = findings
        .iter()
        .find(|finding| finding.code == Code::InvalidLabelName)?;
    let (_, shown) = finding
        .message
        .split_once(" contains an invalid character: '")?;
    let character = unescaped(shown.strip_suffix('\'')?)?;
    // The error's text shows the character as a literal, and the list that it stands in shows that text as a literal.
    let literal = literal(character).replace('\\', "\\\\");
    Some(format!(
        "Error=ValueError Args=[\"Label contains invalid character: '{literal}'\"] in definition '{text}'."
    ))
}

/// The character that a finding shows, where it may be escaped.
fn unescaped(shown: &str) -> Option<char> {
    let escape = match shown.strip_prefix('\\') {
        None => return shown.chars().next(),
        Some(escape) => escape,
    };
    match escape {
        "n" => Some('\n'),
        "r" => Some('\r'),
        "t" => Some('\t'),
        _ => {
            let code = escape
                .strip_prefix("u{")
                .and_then(|code| code.strip_suffix('}'));
            match code {
                Some(code) => char::from_u32(u32::from_str_radix(code, 16).ok()?),
                None => escape.chars().next(),
            }
        }
    }
}

/// A character as its literal shows it: what cannot be printed by its code.
fn literal(character: char) -> String {
    match character {
        '\n' => r"\n".to_owned(),
        '\r' => r"\r".to_owned(),
        '\t' => r"\t".to_owned(),
        '\\' => r"\\".to_owned(),
        _ if character.is_control() || character == '\u{a0}' => {
            format!(r"\x{:02x}", u32::from(character))
        }
        _ => character.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(label: &str, expected: &str) {
        let text = format!(
            r#"{{"StartAt": "A", "States": {{"A": {{"Type": "Map", "Label": "{label}", "End": true, "ItemProcessor": {{
                "ProcessorConfig": {{"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}},
                "StartAt": "B", "States": {{"B": {{"Type": "Succeed"}}}}}}}}}}}}"#
        );
        let (definition, findings) = Definition::parse(&text);
        let refusal = refusal(&findings, definition.as_ref(), &text).unwrap();
        let expected = format!("[\"Label contains invalid character: '{expected}'\"]");
        assert!(refusal.contains(&expected), "{refusal}");
        assert!(
            refusal.ends_with(&format!("in definition '{text}'.")),
            "{refusal}"
        );
    }

    #[test]
    fn characters_are_shown_as_literals_within_literals() {
        check("a$", "$");
        check(r"a\u0003", r"\\x03");
        check(r"a\n", r"\\n");
        check(r"a\\", r"\\\\");
        check(r"a\u0085", r"\\x85");
    }
}
