//! `match` on what is no enum: options, numbers, text, tuples.

use super::Never;
use sfn::state_machine;

/// Ranges, literals, alternatives and negative numbers.
#[state_machine]
pub async fn match_integer(n: i64) -> Result<String, Never> {
    let text = match n {
        ..=-100 => "far below",
        -99..=-1 => "below",
        0 => "zero",
        1 | 2 | 3 => "few",
        4..10 => "several",
        x if x % 2 == 0 => "even",
        _ => "odd",
    };
    Ok(text.to_owned())
}

/// Text against literals that JSONata would have to escape.
#[state_machine]
pub async fn match_text(text: String) -> Result<u32, Never> {
    let found = match text.as_str() {
        "" => 0,
        "a\"b\\c" => 1,
        "{% x %}" => 2,
        "ünï\u{1f600}" => 3,
        "line\nbreak" => 4,
        "null" | "true" => 5,
        _ => 6,
    };
    Ok(found)
}

#[state_machine]
pub async fn match_pair(a: Option<i64>, b: bool) -> Result<i64, Never> {
    let value = match (a, b) {
        (Some(n), true) if n > 10 => n,
        (Some(n), true) => -n,
        (Some(_), false) => 1,
        (None, flag) => {
            if flag {
                2
            } else {
                3
            }
        }
    };
    Ok(value)
}

/// A pattern that shadows its subject, in an arm and in `if let`.
#[state_machine]
pub async fn match_shadow(value: Option<i64>) -> Result<i64, Never> {
    let value = match value {
        Some(value) if value < 0 => {
            let value = value * -1;
            value + 1
        }
        Some(value) => value,
        None => 100,
    };
    let other = Some(value + 1);
    if let Some(value) = other {
        if value > 50 {
            return Ok(value);
        }
    }
    Ok(value)
}

/// The subject changes inside the arm: what was bound stays.
#[state_machine]
pub async fn match_then_assign(start: Option<u32>) -> Result<(u32, bool), Never> {
    let mut slot = start;
    let mut seen = 0;
    while slot.is_some() {
        match slot {
            Some(n) if n > 3 => {
                slot = Some(n - 3);
                seen += n;
            }
            Some(n) => {
                slot = None;
                seen += n * 100;
            }
            None => {}
        }
    }
    Ok((seen, slot.is_none()))
}

/// Options compared, asked and nested in tuples.
#[state_machine]
pub async fn options(
    a: Option<String>,
    b: Option<String>,
) -> Result<(bool, bool, Option<u32>), Never> {
    let count = if a.is_some() && b.is_none() {
        Some(1)
    } else {
        None
    };
    Ok((a == b, a.is_some() || b.is_some(), count))
}

#[state_machine]
pub async fn match_bool(a: bool, b: bool) -> Result<u32, Never> {
    let first = match a {
        true => 1,
        false => 2,
    };
    let second = match a && !b {
        false => 10,
        true => 20,
    };
    Ok(first + second)
}

crate::harness::subjects!(
    match_integer,
    match_text,
    match_pair,
    match_shadow,
    match_then_assign,
    options,
    match_bool,
);
