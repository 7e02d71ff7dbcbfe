//! Serde's `rename_all`: what a rule makes of a name. Fields are taken to be written in snake case, variants in Pascal
//! case, and nothing is done about those that are not.

/// What a rule makes of the name of a field. A rule that serde does not know changes nothing: serde reports it.
pub fn field(name: &str, rule: Option<&str>) -> String {
    let capitalized = || -> String { name.split('_').map(capitalized).collect() };
    match rule {
        Some("UPPERCASE" | "SCREAMING_SNAKE_CASE") => name.to_ascii_uppercase(),
        Some("PascalCase") => capitalized(),
        Some("camelCase") => uncapitalized(&capitalized()),
        Some("kebab-case") => name.replace('_', "-"),
        Some("SCREAMING-KEBAB-CASE") => name.to_ascii_uppercase().replace('_', "-"),
        _ => name.to_owned(),
    }
}

/// What a rule makes of the name of a variant.
pub fn variant(name: &str, rule: Option<&str>) -> String {
    match rule {
        Some("lowercase") => name.to_ascii_lowercase(),
        Some("UPPERCASE") => name.to_ascii_uppercase(),
        Some("camelCase") => uncapitalized(name),
        Some("snake_case") => separated(name, "_").to_ascii_lowercase(),
        Some("SCREAMING_SNAKE_CASE") => separated(name, "_").to_ascii_uppercase(),
        // Serde replaces underscores that were in the name before, too.
        Some("kebab-case") => variant(name, Some("snake_case")).replace('_', "-"),
        Some("SCREAMING-KEBAB-CASE") => {
            variant(name, Some("SCREAMING_SNAKE_CASE")).replace('_', "-")
        }
        _ => name.to_owned(),
    }
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

fn uncapitalized(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|letter| letter.to_ascii_lowercase());
    first.into_iter().chain(letters).collect()
}

/// Puts a separator before each capital but the first letter.
fn separated(name: &str, separator: &str) -> String {
    let mut separated = String::new();
    for (at, letter) in name.char_indices() {
        if at > 0 && letter.is_uppercase() {
            separated.push_str(separator);
        }
        separated.push(letter);
    }
    separated
}

#[cfg(test)]
mod tests {
    use super::{field, variant};

    const RULES: [&str; 8] = [
        "lowercase",
        "UPPERCASE",
        "PascalCase",
        "camelCase",
        "snake_case",
        "SCREAMING_SNAKE_CASE",
        "kebab-case",
        "SCREAMING-KEBAB-CASE",
    ];

    /// Both tables are what serde_derive 1.0.229 makes of the name; the parity tests ask serde itself.
    #[track_caller]
    fn check(rename: fn(&str, Option<&str>) -> String, name: &str, expected: [&str; 8]) {
        let renamed = RULES.map(|rule| rename(name, Some(rule)));
        assert_eq!(renamed, expected, "{name}");
    }

    #[test]
    fn fields() {
        check(
            field,
            "very_tasty",
            [
                "very_tasty",
                "VERY_TASTY",
                "VeryTasty",
                "veryTasty",
                "very_tasty",
                "VERY_TASTY",
                "very-tasty",
                "VERY-TASTY",
            ],
        );
        check(
            field,
            "_a__b",
            [
                "_a__b", "_A__B", "AB", "aB", "_a__b", "_A__B", "-a--b", "-A--B",
            ],
        );
        check(
            field,
            "z42",
            ["z42", "Z42", "Z42", "z42", "z42", "Z42", "z42", "Z42"],
        );
    }

    #[test]
    fn variants() {
        check(
            variant,
            "VeryTasty",
            [
                "verytasty",
                "VERYTASTY",
                "VeryTasty",
                "veryTasty",
                "very_tasty",
                "VERY_TASTY",
                "very-tasty",
                "VERY-TASTY",
            ],
        );
        check(
            variant,
            "IO",
            ["io", "IO", "IO", "iO", "i_o", "I_O", "i-o", "I-O"],
        );
        check(
            variant,
            "Z42",
            ["z42", "Z42", "Z42", "z42", "z42", "Z42", "z42", "Z42"],
        );
    }

    #[test]
    fn names_beyond_ascii_do_not_panic() {
        assert_eq!(field("über", Some("camelCase")), "über");
        assert_eq!(variant("Über", Some("snake_case")), "Über");
        assert_eq!(field("__", Some("camelCase")), "");
    }
}
