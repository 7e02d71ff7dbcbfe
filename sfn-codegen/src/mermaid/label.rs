//! Texts inside a Mermaid diagram: any text of a user's, of bounded length, that cannot end its label or be taken for
//! Markdown or HTML.

use std::fmt::Write;

/// Longer labels are cut: a diagram shows where a path leads, the definition says exactly when.
const MAX_CHARS: usize = 80;

/// Escapes a text for use between double quotes. Line breaks and runs of white space become one blank.
pub(super) fn label(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let line: Vec<char> = words.join(" ").chars().collect();
    let mut escaped = String::with_capacity(line.len());
    for (at, &character) in line.iter().take(MAX_CHARS).enumerate() {
        let next = line.get(at + 1).copied().unwrap_or(' ');
        if is_plain(character, next) {
            escaped.push(character);
        } else {
            // Mermaid's own form of a character reference; writing to a string cannot fail.
            let _ = write!(escaped, "#{};", u32::from(character));
        }
    }
    if line.len() > MAX_CHARS {
        escaped.push('…');
    }
    escaped
}

/// What Mermaid shows as it is. A full stop or a hyphen before a blank could begin a list; all else that is not in
/// everyday text is escaped rather than thought about.
fn is_plain(character: char, next: char) -> bool {
    let inside_a_word = ".-".contains(character) && next.is_alphanumeric();
    character.is_alphanumeric() || inside_a_word || " _,:()$/'?!=+".contains(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_as_they_are() {
        assert_eq!(label("Prüfe Lager 2"), "Prüfe Lager 2");
    }

    #[test]
    fn what_could_end_a_label_is_escaped() {
        assert_eq!(label(r#"a"b]"#), "a#34;b#93;");
        assert_eq!(label("<b> & `c` #1"), "#60;b#62; #38; #96;c#96; #35;1");
    }

    #[test]
    fn what_could_begin_a_list_is_escaped() {
        assert_eq!(label("1. one - two"), "1#46; one #45; two");
        assert_eq!(label("$.a-b = 2.5"), "$.a-b = 2.5");
    }

    #[test]
    fn lines_are_joined() {
        assert_eq!(label(" a\n\t b "), "a b");
    }

    #[test]
    fn long_texts_are_cut_between_characters() {
        let cut = label(&"ü".repeat(MAX_CHARS + 1));
        assert_eq!(cut, format!("{}…", "ü".repeat(MAX_CHARS)));
        assert_eq!(label(&"ü".repeat(MAX_CHARS)), "ü".repeat(MAX_CHARS));
    }
}
