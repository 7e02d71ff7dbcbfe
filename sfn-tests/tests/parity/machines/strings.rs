//! Methods of text.

use super::Never;
use serde::{Deserialize, Serialize};
use sfn::{Shape, state_machine};

#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
pub struct Asked {
    text: String,
    part: String,
    with: String,
}

/// Questions, also for an empty part and for parts that a regular expression would read otherwise.
#[state_machine]
pub async fn text_questions(asked: Asked) -> Result<(bool, bool, bool, bool, usize), Never> {
    let Asked { text, part, .. } = asked;
    Ok((
        text.starts_with(&part),
        text.ends_with(part.as_str()),
        text.contains(&part),
        text.contains('.') || text.starts_with("a") || text.ends_with("z"),
        text.chars().count(),
    ))
}

/// Cases, white space and replacements.
#[state_machine]
pub async fn text_changes(asked: Asked) -> Result<Vec<String>, Never> {
    let text = asked.text.clone();
    Ok(vec![
        text.to_uppercase(),
        text.to_lowercase(),
        text.trim().to_owned(),
        text.trim_start().to_string(),
        text.trim_end().to_string(),
        text.replace(&asked.part, &asked.with),
        text.replace("a", "$1"),
        text.replace("", "-"),
    ])
}

/// Pieces, by a literal, by a value and by white space.
#[state_machine]
pub async fn text_pieces(
    asked: Asked,
) -> Result<(Vec<String>, Vec<String>, Vec<String>, String, String), Never> {
    let by_literal: Vec<String> = asked
        .text
        .split(",")
        .map(|piece| piece.to_owned())
        .collect();
    let by_value = asked
        .text
        .split(&asked.part)
        .map(|piece| piece.to_string())
        .collect::<Vec<String>>();
    let words = asked
        .text
        .split_whitespace()
        .map(|word| word.to_uppercase())
        .collect::<Vec<_>>();
    let joined = by_literal.join(&asked.with);
    let backwards: String = asked.text.chars().rev().collect();
    Ok((by_literal, by_value, words, joined, backwards))
}

/// Text that is a number, and text that only looks like one.
#[state_machine]
pub async fn text_numbers(
    text: String,
) -> Result<(Option<i64>, Option<u64>, i32, u8, bool, Option<bool>), Never> {
    let signed = text.parse::<i64>().ok();
    let unsigned: Option<u64> = text.parse().ok();
    let small = match text.parse::<i32>() {
        Ok(n) => n,
        Err(_) => -1,
    };
    let byte: u8 = text.parse().unwrap_or(7);
    Ok((
        signed,
        unsigned,
        small,
        byte,
        text.parse::<i8>().is_err(),
        text.parse::<bool>().ok(),
    ))
}

/// Text that grows by methods.
#[state_machine]
pub async fn text_growth(words: Vec<String>) -> Result<String, Never> {
    let mut text = String::new();
    for word in &words {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(word);
    }
    if text.is_empty() {
        text.clear();
        text.push_str("nothing");
    }
    Ok(text)
}

crate::harness::subjects!(
    text_questions,
    text_changes,
    text_pieces,
    text_numbers,
    text_growth
);
