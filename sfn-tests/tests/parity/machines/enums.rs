//! Enums in each of serde's representations: matched, nested, built.

use super::Never;
use serde::{Deserialize, Serialize};
use sfn::{Shape, state_machine, task};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Shape)]
#[serde(rename_all = "snake_case")]
pub enum External {
    Nothing,
    OneThing(u64),
    Pair(String, Vec<u64>),
    Named {
        first_name: String,
        age: Option<u32>,
    },
    #[serde(rename = "the-rest")]
    Rest(Option<u64>),
    List(Vec<u64>),
}

#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
pub struct Card {
    number: String,
    limit: u64,
}

#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum Internal {
    Cash,
    ByCard(Card),
    Transfer { iban: String, amount: u64 },
}

#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
#[serde(tag = "kind", content = "data")]
pub enum Adjacent {
    Empty,
    One(u64),
    Two(u64, String),
    Fields { a: u64, b: Option<u64> },
    Inner(External),
}

#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
pub struct Holder {
    external: External,
    internal: Option<Internal>,
    adjacent: Vec<Adjacent>,
}

#[task]
pub async fn keep(value: External) -> Result<External, Never> {
    Ok(value)
}

/// Every kind of variant, with guards and alternatives.
#[state_machine]
pub async fn match_external(value: External) -> Result<String, Never> {
    let text = match &value {
        External::Nothing => "nothing".to_owned(),
        External::OneThing(0) | External::OneThing(1) => "few".to_owned(),
        External::OneThing(count) if *count > 100 => format!("many: {count}"),
        External::OneThing(count) => format!("some: {count}"),
        External::Pair(name, numbers) => format!("{name}: {}", numbers.len()),
        External::Named {
            first_name,
            age: Some(age),
        } => format!("{first_name} is {age}"),
        External::Named {
            first_name: name, ..
        } => format!("{name} is ageless"),
        External::Rest(None) => "rest".to_owned(),
        External::Rest(Some(rest)) => format!("rest {rest}"),
        External::List(items) => format!("list of {}", items.len()),
    };
    Ok(text)
}

/// The tag beside the members.
#[state_machine]
pub async fn match_internal(value: Internal) -> Result<u64, Never> {
    let amount = match value {
        Internal::Cash => 1,
        Internal::ByCard(Card { limit, .. }) if limit > 50 => limit * 2,
        Internal::ByCard(card) => card.limit,
        Internal::Transfer { amount, iban } => {
            if iban.is_empty() {
                0
            } else {
                amount
            }
        }
    };
    Ok(amount)
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Shape)]
#[serde(deny_unknown_fields)]
pub struct Strict {
    size: u64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Shape)]
pub struct Bare {}

#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
#[serde(tag = "$type")]
pub enum Part {
    Strict(Strict),
    Bare(Bare),
    Both { strict: Strict, other: Option<Bare> },
}

#[task]
pub async fn strictly(strict: Strict) -> Result<Strict, Never> {
    Ok(strict)
}

#[task]
pub async fn barely(bare: Bare) -> Result<u64, Never> {
    let _ = bare;
    Ok(1)
}

/// What stands beside a tag is taken without it.
#[state_machine]
pub async fn without_tag(parts: Vec<Part>) -> Result<Vec<Vec<Strict>>, Never> {
    let mut found = vec![vec![]];
    let mut map = vec![0, 0];
    map[0] = 4;
    for part in parts {
        match part {
            Part::Strict(strict) if strict.size > 5 => {
                let kept = vec![strict.clone()];
                found[0] = kept;
            }
            Part::Strict(mut strict) => {
                strict.size += barely(Bare {}).await?;
                found[0] = vec![strictly(strict.clone()).await?, strict];
            }
            Part::Bare(bare) => {
                let size = barely(bare).await? + map[0];
                found[0] = vec![Strict { size }];
            }
            Part::Both { strict, .. } => found[0] = vec![strict],
        }
    }
    Ok(found)
}

/// The tag beside the content.
#[state_machine]
pub async fn match_adjacent(value: Adjacent) -> Result<String, Never> {
    match value {
        Adjacent::Empty => Ok("empty".to_owned()),
        Adjacent::One(n) => Ok(format!("one {n}")),
        Adjacent::Two(n, text) => Ok(format!("two {n} {text}")),
        Adjacent::Fields { a, b: None } => Ok(format!("fields {a}")),
        Adjacent::Fields { a, b: Some(b) } => Ok(format!("fields {}", a + b)),
        Adjacent::Inner(External::Named { first_name, .. }) => Ok(first_name),
        Adjacent::Inner(_) => Ok("inner".to_owned()),
    }
}

/// Variants as values: one of each, nested in structs, options and vectors.
#[state_machine]
pub async fn build_variants(n: u64) -> Result<Vec<Holder>, Never> {
    let kept = keep(External::Pair(format!("{n}"), vec![n, n])).await?;
    let card = Card {
        number: "4".to_owned(),
        limit: n,
    };
    let external = if n > 10 {
        External::Rest(None)
    } else {
        External::List(vec![n])
    };
    Ok(vec![
        Holder {
            external: kept,
            internal: Some(Internal::ByCard(card)),
            adjacent: vec![
                Adjacent::Empty,
                Adjacent::One(n + 1),
                Adjacent::Two(n, "x".to_owned()),
                Adjacent::Inner(External::OneThing(n)),
                Adjacent::Inner(External::Nothing),
            ],
        },
        Holder {
            external,
            internal: Some(Internal::Transfer {
                iban: String::new(),
                amount: n,
            }),
            adjacent: vec![Adjacent::Fields { a: n, b: None }],
        },
        Holder {
            external: External::Named {
                first_name: "Ada".to_owned(),
                age: Some(36),
            },
            internal: Some(Internal::Cash),
            adjacent: vec![],
        },
        Holder {
            external: External::Nothing,
            internal: None,
            adjacent: vec![],
        },
    ])
}

/// Enums in members, options and vectors, matched where they are.
#[state_machine]
pub async fn match_nested(holder: Holder) -> Result<u64, Never> {
    let mut score = match (&holder.external, &holder.internal) {
        (External::OneThing(n), Some(Internal::ByCard(card))) => n + card.limit,
        (External::Nothing, None) => 5,
        (_, Some(Internal::Cash)) => 7,
        _ => 0,
    };
    for item in &holder.adjacent {
        if let Adjacent::One(n) | Adjacent::Two(n, _) = item {
            score += n;
        }
    }
    let External::List(items) = &holder.external else {
        return Ok(score);
    };
    Ok(score + items[0])
}

/// A variant through a variable, and `let … else` with a nested pattern.
#[state_machine]
pub async fn let_else(value: Option<External>) -> Result<String, Never> {
    let Some(External::Named { first_name, .. }) = value else {
        return Ok("someone".to_owned());
    };
    Ok(first_name)
}

crate::harness::subjects!(
    match_external,
    match_internal,
    match_adjacent,
    build_variants,
    match_nested,
    let_else,
    without_tag,
);
