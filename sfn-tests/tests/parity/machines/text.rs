//! Text: `format!`, `+`, comparison, and what has to be escaped.

use super::Never;
use serde::{Deserialize, Serialize};
use sfn::{Shape, state_machine, task};

#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
pub struct Printable {
    unsigned: u64,
    signed: i64,
    small: i8,
    flag: bool,
    letter: char,
    text: String,
}

#[task]
pub async fn greet(name: &str, greeting: String) -> Result<String, Never> {
    Ok(format!("{greeting}, {name}"))
}

/// Every type that prints, by place, by name, by number and out of order.
#[state_machine]
pub async fn format_all(value: Printable) -> Result<String, Never> {
    let text = &value.text;
    let line = format!(
        "{} {signed} {1} {{{0}}} {text} {} {2} {letter}",
        value.unsigned,
        value.small,
        value.flag,
        signed = value.signed,
        letter = value.letter,
    );
    let line = line + "|" + &value.text + "|" + &value.signed.to_string();
    Ok(format!("{line}{}{}{}", value.flag.to_string(), 'x', "{}"))
}

/// Literals that look like expressions or need escapes, in JSON and inside expressions.
#[state_machine]
pub async fn literals(name: String) -> Result<Vec<String>, Never> {
    let looks = "{% $name %}";
    let greeted = greet("{%x%}", format!("{looks}{name}")).await?;
    Ok(vec![
        looks.to_owned(),
        greeted,
        "".to_owned(),
        String::new(),
        "quote \" backslash \\ tab \t newline \n nul \u{0} ünï 😀".to_owned(),
        format!("quote \" backslash \\ tab \t nul \u{0} {name} 😀 %}}"),
        "$states.input".to_owned(),
        "{%".to_owned(),
        r#"raw "text" \n"#.to_owned(),
    ])
}

#[state_machine]
pub async fn compare_text(a: String, b: String) -> Result<(bool, bool, bool, bool), Never> {
    let letter = 'é';
    Ok((
        a == b,
        a != b,
        a.is_empty() || b.is_empty(),
        a == letter.to_string() || b == "{% x %}",
    ))
}

/// Text that grows in a loop.
#[state_machine]
pub async fn append(parts: Vec<String>) -> Result<String, Never> {
    let mut text = String::from("[");
    let mut first = true;
    for part in parts.iter() {
        if !first {
            text += ",";
        }
        first = false;
        text += part;
        text = text + "'" + part.as_str();
    }
    text += "]";
    Ok(text)
}

/// More pieces than AWS evaluates levels.
#[state_machine]
pub async fn long_format(n: u64, text: String) -> Result<String, Never> {
    Ok(format!(
        "\
         {n} {text} {n} {text} {n} {text} {n} {text} {n} {text} {n} {text} \
         {n} {text} {n} {text} {n} {text} {n} {text} {n} {text} {n} {text} \
         {n} {text} {n} {text} {n} {text} {n} {text} {n} {text} {n} {text} \
         {n} {text} {n} {text} {n} {text} {n} {text} {n} {text} {n} {text} \
         {n} {text} {n} {text} {n} {text} {n} {text} {n} {text} {n} {text} \
         {n} {text} {n} {text} {n} {text} {n} {text} {n} {text} {n} {text} \
         {n} {text} {n} {text} {n} {text} {n} {text} {n} {text} {n} {text} \
         {n} {text} {n} {text} {n} {text} {n} {text} {n} {text} {n} {text} \
         {n} {text} {n} {text} {n} {text} {n} {text} {n} {text} {n} {text} \
         {n} {text} {n} {text} {n} {text} {n} {text} {n} {text} {n} {text} \
         {}",
        n + 1
    ))
}

/// What looks like a placeholder of whoever deploys the definition.
#[state_machine]
pub async fn placeholder_text(name: String) -> Result<(String, String, bool), Never> {
    let quoted = format!("${{{name}}} of ${{reserve}}");
    Ok(("${reserve}".to_owned(), quoted, name == "${reserve}"))
}

/// A pattern without letters is between all of them.
#[state_machine]
pub async fn empty_patterns(text: String) -> Result<(String, Vec<String>), Never> {
    let spaced = text.replace("", "-");
    let letters = text
        .split("")
        .map(|letter| letter.to_owned())
        .collect::<Vec<String>>();
    Ok((spaced, letters))
}

crate::harness::subjects!(
    empty_patterns,
    placeholder_text,
    long_format,
    format_all,
    literals,
    compare_text,
    append
);
