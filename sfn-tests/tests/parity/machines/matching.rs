//! Patterns of slices, bindings with `@`, alternatives inside patterns, and guards that await.

use super::Never;
use serde::{Deserialize, Serialize};
use sfn::{Shape, TaskError, state_machine, task};

#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Event {
    Moved { by: i64, to: Vec<i64> },
    Named(Name),
    Stopped,
}

#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
pub struct Name {
    first: String,
    more: Option<Vec<String>>,
}

#[derive(Debug, PartialEq, TaskError)]
pub enum Trouble {
    Busy {
        seconds: u64,
    },
    Refused {
        why: Option<String>,
        codes: Vec<u64>,
    },
    Lost,
}

#[task]
pub async fn attempt(n: u64) -> Result<u64, Trouble> {
    match n {
        0 => Err(Trouble::Lost),
        1..10 => Err(Trouble::Busy { seconds: n }),
        10 => Err(Trouble::Refused {
            why: None,
            codes: vec![],
        }),
        11 => Err(Trouble::Refused {
            why: Some("closed".to_owned()),
            codes: vec![4, 5],
        }),
        n => Ok(n),
    }
}

#[task]
pub async fn is_even(n: i64) -> Result<bool, Never> {
    Ok(n % 2 == 0)
}

/// Lengths, ends and what is between them.
#[state_machine]
pub async fn slices(all: Vec<i64>) -> Result<(String, Vec<i64>), Never> {
    let found = match all.as_slice() {
        [] => ("empty".to_owned(), vec![]),
        [one] => ("one".to_owned(), vec![*one]),
        [1, rest @ ..] => ("after one".to_owned(), rest.to_owned()),
        [first, .., 9] => ("before nine".to_owned(), vec![*first]),
        [first, middle @ .., last] if first == last => ("ring".to_owned(), middle.to_owned()),
        [.., a @ 5..=7, _] => ("nearly last".to_owned(), vec![*a]),
        [a, b, c] => ("three".to_owned(), vec![*c, *b, *a]),
        [..] => ("some".to_owned(), vec![]),
    };
    Ok(found)
}

/// Arrays of arrays, which JSONata would flatten.
#[state_machine]
pub async fn rows(rows: Vec<Vec<i64>>) -> Result<(Vec<Vec<i64>>, i64), Never> {
    if let [first, rest @ ..] = &rows[..] {
        let sum = match (first.as_slice(), rest) {
            ([], []) => 0,
            ([a], [b, ..]) => a + b[0],
            ([.., a], []) => *a,
            _ => -1,
        };
        return Ok((rest.to_owned(), sum));
    }
    let [a, b] = [7, 8];
    Ok((vec![], a - b))
}

/// `x @ pattern`, over ranges, variants, options and parts that are bound as well.
#[state_machine]
pub async fn at_bindings(event: Event, n: Option<i64>) -> Result<(String, Option<i64>), Never> {
    let text = match event {
        Event::Moved {
            by: far @ (100.. | ..=-100),
            ..
        } => format!("far {far}"),
        Event::Moved { by, to: ref way } if way.len() > 0 => format!("{by} over {}", way.len()),
        ref moved @ Event::Moved { by, .. } => {
            let again = moved.clone();
            match again {
                Event::Moved { to, .. } => format!("{by} nowhere {}", to.len()),
                _ => String::new(),
            }
        }
        Event::Named(Name {
            first: ref all @ ref first,
            ..
        }) if first == "Ada" => all.to_owned(),
        Event::Named(Name {
            more: Some(more),
            first,
        }) => format!("{first} and {}", more.len()),
        Event::Named(_) => "somebody".to_owned(),
        Event::Stopped => "stopped".to_owned(),
    };
    let kept = match n {
        some @ Some(1..=9) => some,
        Some(n @ 10..) => Some(n * 2),
        all @ (None | Some(_)) => all,
    };
    Ok((text, kept))
}

/// Alternatives inside a pattern bind what the first of them that matches holds.
#[state_machine]
pub async fn nested_alternatives(
    pair: (Option<i64>, Option<i64>),
    all: Vec<(bool, i64)>,
) -> Result<i64, Never> {
    let first = match pair {
        (Some(1..=5) | None, Some(n)) if n > 100 => n,
        (Some(n), None | Some(0)) | (None, Some(n)) => n,
        (Some(a), Some(b)) => a * b,
        (None, None) => 0,
    };
    let mut sum = first;
    for entry in &all {
        sum += match entry {
            (true, n @ (1 | 2)) | (false, n @ 3) => *n,
            (_, 1 | 2 | 3) => 1000,
            _ => 0,
        };
    }
    Ok(sum)
}

/// Guards that await: in order, and only after their pattern matched.
#[state_machine]
pub async fn awaiting_guards(n: Option<i64>, limit: i64) -> Result<(String, i64), Never> {
    let mut asked = 0;
    let found = match n {
        Some(n) if n > limit => "over",
        Some(n)
            if {
                asked += 1;
                is_even(n).await?
            } =>
        {
            "even"
        }
        Some(3 | 5) => "three or five",
        Some(n) | Some(n) if is_even(n + 1).await? && n < 0 => "below",
        Some(_) => "odd",
        None if is_even(limit).await? => "none",
        _ => "nothing",
    };
    Ok((found.to_owned(), asked))
}

/// What an error holds chooses the arm, by pattern and by guard.
#[state_machine]
pub async fn error_patterns(n: u64) -> Result<(String, u64), Trouble> {
    let got = match attempt(n).await {
        Ok(n @ 20..) => ("large".to_owned(), n),
        Ok(n) => ("small".to_owned(), n),
        Err(Trouble::Busy { seconds: 1 }) => ("soon".to_owned(), 1),
        Err(Trouble::Busy { seconds }) if seconds > 5 => ("late".to_owned(), seconds),
        Err(Trouble::Refused {
            why: Some(why),
            codes: first,
        }) => (why, first[0]),
        Err(Trouble::Refused { why: None, .. } | Trouble::Lost) => ("refused".to_owned(), 0),
        Err(other) => return Err(other),
    };
    Ok(got)
}

/// One arm for success and for failure, which is there once.
#[state_machine]
pub async fn shared_arm(n: u64) -> Result<u64, Trouble> {
    let found = match attempt(n).await {
        Ok(n) if n > 15 => n,
        Err(Trouble::Busy { seconds }) if seconds % 2 == 0 => seconds,
        _ => attempt(50).await?,
    };
    if let Ok(again) = attempt(found).await {
        return Ok(again + 1);
    }
    let Err(caught @ (Trouble::Busy { .. } | Trouble::Lost)) = attempt(found + 1).await else {
        return Ok(found);
    };
    Err(caught)
}

/// `Some(..)` asks whether there is something.
#[state_machine]
pub async fn rests(n: Option<u64>, pair: (u64, bool, u64)) -> Result<(u64, u64), Never> {
    let asked = match n {
        Some(..) => 1,
        None => 2,
    };
    let (first, ..) = pair;
    let taken = match attempt(first).await {
        Ok(..) => 1,
        Err(Trouble::Refused { .. }) => 2,
        Err(..) => 3,
    };
    Ok((asked, taken))
}

#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
pub enum Stage {
    Waiting,
    Sent { at: u64 },
    Lost(String),
}

/// `matches!` with alternatives, guards and bindings: in conditions, values and closures.
#[state_machine]
pub async fn asked_by_pattern(
    stages: Vec<Stage>,
    limit: u64,
) -> Result<(usize, bool, u64, Vec<bool>), Never> {
    let open = stages
        .iter()
        .filter(|stage| matches!(stage, Stage::Waiting | Stage::Sent { .. }))
        .count();
    let late = stages
        .iter()
        .any(|stage| matches!(stage, Stage::Sent { at } if *at > limit));
    let mut laps = 0;
    while matches!(laps, 0..=2) && !matches!(stages.first(), None) {
        laps += 1;
    }
    let kept = if matches!(stages.last(), Some(Stage::Lost(why)) if why.is_empty()) {
        vec![matches!(limit, 7), true]
    } else {
        vec![matches!(limit, 7)]
    };
    Ok((open, late, laps, kept))
}

/// `&&` and `||` in closures, with what needs states elsewhere at their right.
#[state_machine]
pub async fn asked_in_closures(
    stages: Vec<Option<u64>>,
    limit: u64,
) -> Result<(Vec<bool>, Vec<bool>, usize, bool, Option<bool>), Never> {
    let exact = stages
        .iter()
        .map(|stage| stage.is_some() && matches!(stage, Some(3)))
        .collect();
    let either = stages
        .iter()
        .map(|stage| {
            let is_gone = stage.is_none();
            is_gone
                || match stage {
                    Some(n) if *n > limit => true,
                    _ => false,
                }
        })
        .collect();
    let small = stages
        .iter()
        .filter(|stage| stage.is_some() && if let Some(n) = stage { *n < 3 } else { false })
        .count();
    let all = stages.iter().all(|stage| {
        stage.is_none() || {
            let n = stage.unwrap_or_default();
            n > 0 && (n < 9 || matches!(n, 10..=20))
        }
    });
    let first = Some(limit).map(|n| n > 2 && !matches!(n, 4 | 5));
    Ok((exact, either, small, all, first))
}

/// A closure and an arm that begin with a `match` and go on.
#[state_machine]
pub async fn begun_with_match(
    numbers: Vec<u64>,
    stage: Option<u64>,
) -> Result<(usize, bool, bool), Never> {
    let some = numbers
        .iter()
        .filter(|n| matches!(n, 1 | 2) || matches!(n, 7..))
        .count();
    let any = numbers
        .iter()
        .any(|n| match n { 0 => true, _ => false } && numbers.len() > 1);
    let asked = match stage {
        Some(n) => matches!(n, 3) || matches!(n, 4),
        None => false,
    };
    Ok((some, any, asked))
}

/// Values of blocks that begin with `matches!` and go on.
#[state_machine]
pub async fn begun_with_matches(stage: Option<u64>) -> Result<(bool, bool), Trouble> {
    let first = {
        let limit = 3;
        matches!(stage, Some(n) if n > limit) || stage.is_none()
    };
    let second = if first {
        matches!(stage, Some(7)) && attempt(11).await? > 0
    } else {
        matches!(stage, None) || matches!(stage, Some(1..=2))
    };
    Ok((first, second))
}

crate::harness::subjects!(
    begun_with_matches,
    begun_with_match,
    asked_in_closures,
    asked_by_pattern,
    slices,
    rows,
    at_bindings,
    nested_alternatives,
    awaiting_guards,
    error_patterns,
    shared_arm,
    rests,
);
