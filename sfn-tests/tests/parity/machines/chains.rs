//! Conditions with patterns among them.

use serde::{Deserialize, Serialize};
use sfn::{Shape, TaskError, state_machine, task};

#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
pub enum Order {
    Empty,
    Single(u64),
    Many {
        items: Vec<u64>,
        note: Option<String>,
    },
}

#[derive(Debug, TaskError)]
pub enum Failed {
    Broken { part: String, at: u64 },
    Lost,
}

/// Fails for 0 and 13.
#[task]
pub async fn cut_in_half(n: u64) -> Result<u64, Failed> {
    match n {
        0 => Err(Failed::Lost),
        13 => Err(Failed::Broken {
            part: "axle".to_owned(),
            at: n,
        }),
        _ => Ok(n / 2),
    }
}

#[task]
pub async fn seek(n: u64) -> Result<Option<u64>, Failed> {
    Ok(if n % 3 == 0 { None } else { Some(n + 1) })
}

#[task]
pub async fn note_down(text: String) -> Result<u64, Failed> {
    Ok(text.len() as u64)
}

/// The parts in Rust's order; what follows is there once, for each part that may fail.
#[state_machine]
pub async fn chained_lets(a: Option<u64>, b: Option<u64>, limit: u64) -> Result<u64, Failed> {
    if let Some(x) = a
        && x > limit
        && let Ok(y) = cut_in_half(x).await
        && let Some(x) = b
        && x != y
    {
        let logged = note_down(format!("{}-{}", x, y)).await?;
        return Ok(logged + x);
    } else {
        note_down("else".to_owned()).await?;
    }
    Ok(limit)
}

/// As values, with `else if`, inner shadowing and computed subjects.
#[state_machine]
pub async fn chosen_lets(all: Vec<u64>, limit: u64) -> Result<(u64, u64, u64), Failed> {
    let a = if let Some(first) = all.first()
        && let Some(last) = all.last()
        && first < last
    {
        last - first
    } else if !all.is_empty()
        && let [only] = &all[..]
    {
        *only + 100
    } else {
        7
    };
    let mut b = 0;
    if limit > 1
        && let Some(a) = seek(a).await?
        && let Some(a) = seek(a).await?
    {
        b = a;
    }
    let c = if let (x, y) = (a, b)
        && x > y
        && let z = x - y
    {
        z
    } else {
        b - a
    };
    Ok((a, b, c))
}

/// Variants, their members, alternatives and what an error holds.
#[state_machine]
pub async fn variant_lets(order: Order, n: u64) -> Result<(String, u64), Failed> {
    if let Order::Many { items, note } = &order
        && let Some(note) = note
        && let [first, last] | [first, .., last] = &items[..]
        && (*first > n || *last > n)
    {
        return Ok((note.clone(), first * 100 + last));
    }
    if let Err(Failed::Broken { part, at }) = cut_in_half(n).await
        && at > 10
        && !part.is_empty()
    {
        return Ok((part, at));
    }
    let single = order.clone();
    if let Order::Single(price @ 1..=9) | Order::Single(price @ 20) = single
        && price != n
    {
        return Ok(("single".to_owned(), price));
    }
    if let Err(error) = cut_in_half(n).await
        && n > 100
    {
        return Err(error);
    }
    Ok(("none".to_owned(), n))
}

/// In the heads of loops.
#[state_machine]
pub async fn looping_lets(mut stack: Vec<u64>, most: u64) -> Result<(u64, Vec<u64>), Failed> {
    let mut sum = 0;
    while let Some(top) = stack.pop()
        && top < most
    {
        if top == 2
            && let Some(next) = stack.pop()
        {
            sum += next;
            continue;
        }
        sum += top;
    }
    let mut n = 1;
    'outer: while n < most
        && let Some(next) = seek(n).await?
    {
        let mut laps = 0;
        while let laps_before = laps
            && laps_before < 3
            && let Ok(found) = cut_in_half(next).await
        {
            laps += 1;
            sum += found;
            if sum > 1000 {
                break 'outer;
            }
        }
        n += next;
    }
    Ok((sum, stack))
}

/// In guards, of values and of results.
#[state_machine]
pub async fn guarding_lets(a: Option<u64>, b: Option<u64>) -> Result<String, Failed> {
    let first = match a {
        Some(x)
            if let Some(y) = b
                && x < y =>
        {
            format!("{} < {}", x, y)
        }
        Some(x)
            if let Ok(y) = cut_in_half(x).await
                && y > 2 =>
        {
            format!("half {}", y)
        }
        Some(0) | None
            if b.is_none()
                && let Some(found) = seek(4).await? =>
        {
            format!("found {}", found)
        }
        Some(x) => format!("just {}", x),
        None => "none".to_owned(),
    };
    let second = match cut_in_half(b.unwrap_or(13)).await {
        Ok(n)
            if let Some(a) = a
                && a == n =>
        {
            "same".to_owned()
        }
        Ok(n) => n.to_string(),
        Err(Failed::Broken { part, .. })
            if let Some(a) = a
                && a > 5 =>
        {
            part
        }
        Err(Failed::Lost) => "lost".to_owned(),
        Err(_) => "broken".to_owned(),
    };
    Ok(format!("{} {}", first, second))
}

/// In closures, where they are one expression.
#[state_machine]
pub async fn closing_lets(
    pairs: Vec<(Option<u64>, Option<u64>)>,
    limit: u64,
) -> Result<Vec<u64>, Failed> {
    let sums: Vec<u64> = pairs
        .iter()
        .map(|(a, b)| {
            let start = limit;
            if let Some(a) = a
                && let Some(b) = b
                && let sum = a + b
                && sum > start
            {
                sum
            } else if let Some(a) = a
                && *a == 1
            {
                a * 1000
            } else {
                0
            }
        })
        .collect();
    let picked: Vec<u64> = pairs
        .iter()
        .map(|(a, b)| match a {
            Some(a)
                if let Some(b) = b
                    && a > b =>
            {
                a - b
            }
            Some(a) => *a,
            None => 9,
        })
        .collect();
    Ok(vec![sums.iter().sum::<u64>(), picked.iter().sum::<u64>()])
}

crate::harness::subjects!(
    chained_lets,
    chosen_lets,
    variant_lets,
    looping_lets,
    guarding_lets,
    closing_lets
);
