//! Iterators: adapters and ends, over plain elements, over arrays and over options of arrays.

use super::Never;
use serde::{Deserialize, Serialize};
use sfn::{Shape, state_machine};

#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
pub struct Line {
    name: String,
    price: u64,
    quantity: u64,
    tags: Vec<String>,
    note: Option<String>,
}

/// Sums and questions, with closures over members and captured variables.
#[state_machine]
pub async fn iterator_ends(
    lines: Vec<Line>,
    limit: u64,
) -> Result<
    (
        u64,
        usize,
        bool,
        bool,
        Option<u64>,
        Option<u64>,
        Option<String>,
        Option<usize>,
    ),
    Never,
> {
    let total: u64 = lines.iter().map(|line| line.price * line.quantity).sum();
    let dear = lines.iter().filter(|line| line.price > limit).count();
    let any = lines.iter().any(|line| line.price * line.quantity > limit);
    let all = lines.iter().all(|line| !line.tags.is_empty());
    let least = lines.iter().map(|line| line.price).min();
    let most = lines.iter().map(|l| l.quantity).max();
    let found = lines
        .iter()
        .find(|line| line.price == limit)
        .map(|line| line.name.clone());
    let place = lines.iter().position(|line| line.name == "b");
    Ok((total, dear, any, all, least, most, found, place))
}

/// Vectors of what closures give: plain, arrays, empty arrays, options.
#[state_machine]
pub async fn iterator_maps(
    lines: Vec<Line>,
) -> Result<
    (
        Vec<String>,
        Vec<Vec<String>>,
        Vec<Option<String>>,
        Vec<(String, u64)>,
        Vec<Vec<u64>>,
    ),
    Never,
> {
    let names = lines.iter().map(|line| line.name.clone()).collect();
    let tags = lines.iter().map(|line| line.tags.clone()).collect();
    let notes: Vec<Option<String>> = lines.iter().map(|line| line.note.clone()).collect();
    let pairs = lines
        .iter()
        .map(|Line { name, price, .. }| (name.clone(), *price))
        .collect::<Vec<_>>();
    let grid = lines
        .iter()
        .map(|line| {
            let double = line.price * 2;
            let more = double + line.quantity;
            vec![double, more]
        })
        .collect();
    Ok((names, tags, notes, pairs, grid))
}

/// Filters over arrays of arrays keep what they keep.
#[state_machine]
pub async fn iterator_filters(
    rows: Vec<Vec<u64>>,
    maybe: Vec<Option<Vec<u64>>>,
    least: usize,
) -> Result<
    (
        Vec<Vec<u64>>,
        Vec<Vec<u64>>,
        Vec<u64>,
        Vec<Option<Vec<u64>>>,
        Vec<Vec<u64>>,
    ),
    Never,
> {
    let long: Vec<Vec<u64>> = rows
        .iter()
        .filter(|row| row.len() >= least)
        .cloned()
        .collect();
    let present = maybe.iter().flatten().cloned().collect();
    let flat = rows.iter().flatten().copied().collect();
    let options = maybe
        .clone()
        .into_iter()
        .filter(|found| match found {
            Some(row) => row.len() >= least,
            None => true,
        })
        .collect();
    let firsts = rows
        .iter()
        .filter_map(|row| row.first().map(|first| vec![*first]))
        .collect();
    Ok((long, present, flat, options, firsts))
}

/// Adapters that look at places.
#[state_machine]
pub async fn iterator_places(
    rows: Vec<Vec<u64>>,
    names: Vec<String>,
    n: usize,
) -> Result<
    (
        Vec<(usize, String)>,
        Vec<(Vec<u64>, String)>,
        Vec<Vec<u64>>,
        Vec<Vec<u64>>,
        Vec<Vec<u64>>,
        Vec<Vec<u64>>,
        String,
    ),
    Never,
> {
    let numbered = names
        .iter()
        .enumerate()
        .map(|(i, name)| (i, name.clone()))
        .collect();
    let paired = rows.iter().cloned().zip(names.clone()).collect();
    let first = rows.iter().take(n).cloned().collect();
    let rest = rows.iter().skip(n).cloned().collect();
    let back = rows.iter().rev().cloned().collect();
    let twice = rows.iter().chain(&rows).cloned().collect();
    let mut text = String::new();
    for (i, row) in rows.iter().enumerate().skip(1) {
        for item in row.iter().rev() {
            text = format!("{text}{i}:{item};");
        }
    }
    Ok((numbered, paired, first, rest, back, twice, text))
}

/// Folds and ranges.
#[state_machine]
pub async fn iterator_folds(
    numbers: Vec<i32>,
    n: u32,
) -> Result<(i32, i32, String, Vec<u32>, u32, Vec<u64>, Option<i32>), Never> {
    let sum: i32 = numbers.iter().sum();
    let product = numbers.iter().copied().filter(|x| *x != 0).product::<i32>();
    let text = numbers
        .iter()
        .fold(String::from("("), |text, x| format!("{text}{x},"));
    let squares = (0..n).map(|i| i * i).collect::<Vec<_>>();
    let odd = (1..=n).filter(|i| i % 2 == 1).sum();
    let flat = (0..3u64)
        .flat_map(|i| vec![i, i * 10])
        .collect::<Vec<u64>>();
    let closest = numbers
        .iter()
        .copied()
        .min_by_key(|x| if *x < 5 { 5 - *x } else { *x - 5 });
    Ok((sum, product, text, squares, odd, flat, closest))
}

/// The first hit ends it: what follows would panic.
#[state_machine]
pub async fn iterator_stops(numbers: Vec<u32>) -> Result<(bool, bool, Option<u32>), Never> {
    let any = numbers.iter().any(|x| 10 / *x == 5);
    let all = numbers.iter().all(|x| 10 / *x == 5);
    let found = numbers.iter().find(|x| 10 / **x == 5).copied();
    Ok((any, all, found))
}

crate::harness::subjects!(
    iterator_ends,
    iterator_maps,
    iterator_filters,
    iterator_places,
    iterator_folds,
    iterator_stops
);
