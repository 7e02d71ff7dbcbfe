//! JSON for people: two blanks of indentation, one member or element per line.
//!
//! It puts white space into compact text and so changes nothing else; nothing here recurses.

use super::Value;

impl Value {
    /// The value as indented JSON text, without a line feed at its end.
    ///
    /// ```
    /// let value = sfn_expr::Value::from_json(r#"{"a":[1]}"#)?;
    /// assert_eq!(value.to_json_pretty(), "{\n  \"a\": [\n    1\n  ]\n}");
    /// # Ok::<(), sfn_expr::value::ParseError>(())
    /// ```
    #[must_use]
    pub fn to_json_pretty(&self) -> String {
        indented(&self.to_json())
    }
}

fn indented(compact: &str) -> String {
    let mut text = String::with_capacity(compact.len() * 2);
    let mut depth = 0;
    let mut in_string = false;
    let mut escaped = false;
    let mut characters = compact.chars().peekable();
    while let Some(character) = characters.next() {
        if in_string {
            text.push(character);
            in_string = character != '"' || escaped;
            escaped = character == '\\' && !escaped;
            continue;
        }
        match character {
            '{' | '[' => {
                text.push(character);
                match characters.next_if(|next| matches!(next, '}' | ']')) {
                    Some(closing) => text.push(closing),
                    None => {
                        depth += 1;
                        break_line(&mut text, depth);
                    }
                }
            }
            '}' | ']' => {
                depth -= 1;
                break_line(&mut text, depth);
                text.push(character);
            }
            ',' => {
                text.push(character);
                break_line(&mut text, depth);
            }
            ':' => text.push_str(": "),
            '"' => {
                in_string = true;
                text.push(character);
            }
            _ => text.push(character),
        }
    }
    text
}

fn break_line(text: &mut String, depth: usize) {
    text.push('\n');
    for _ in 0..depth {
        text.push_str("  ");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(json: &str, expected: &str) {
        assert_eq!(Value::from_json(json).unwrap().to_json_pretty(), expected);
    }

    #[test]
    fn members_and_elements_stand_on_lines_of_their_own() {
        check(
            r#"{"a":[1,{"b":null}],"c":2.0}"#,
            "{\n  \"a\": [\n    1,\n    {\n      \"b\": null\n    }\n  ],\n  \"c\": 2.0\n}",
        );
    }

    #[test]
    fn empty_containers_stay_on_their_line() {
        check(r#"{"a":{},"b":[]}"#, "{\n  \"a\": {},\n  \"b\": []\n}");
    }

    #[test]
    fn nothing_within_a_string_is_changed() {
        check(r#"["a,\"{:\\",1]"#, "[\n  \"a,\\\"{:\\\\\",\n  1\n]");
    }
}
