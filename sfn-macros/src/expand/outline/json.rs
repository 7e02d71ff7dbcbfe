//! JSON as text. It may hold what is not a value yet: a piece's number is one like any other.

use std::fmt::Write;

/// A string.
pub fn string(text: &str) -> String {
    let mut json = String::with_capacity(text.len() + 2);
    json.push('"');
    for letter in text.chars() {
        match letter {
            '"' => json.push_str("\\\""),
            '\\' => json.push_str("\\\\"),
            control if control < ' ' => {
                let _ = write!(json, "\\u{:04x}", u32::from(control));
            }
            letter => json.push(letter),
        }
    }
    json.push('"');
    json
}

/// An array of JSON texts.
pub fn array(items: impl IntoIterator<Item = String>) -> String {
    let items: Vec<String> = items.into_iter().collect();
    format!("[{}]", items.join(","))
}

/// An object of JSON texts; a member without one is left out.
pub fn object<const N: usize>(members: [(&str, Option<String>); N]) -> String {
    let members: Vec<String> = members
        .into_iter()
        .filter_map(|(name, value)| Some(format!("\"{name}\":{}", value?)))
        .collect();
    format!("{{{}}}", members.join(","))
}

#[cfg(test)]
mod tests {
    use super::{array, object, string};

    #[test]
    fn text_is_escaped() {
        assert_eq!(string("a \"b\" \\ \n é"), r#""a \"b\" \\ \u000a é""#);
    }

    #[test]
    fn members_without_a_value_are_left_out() {
        let list = array(["1".to_owned(), string("x")]);
        assert_eq!(
            object([("list", Some(list)), ("none", None)]),
            r#"{"list":[1,"x"]}"#
        );
    }
}
