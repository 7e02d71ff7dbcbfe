//! Lists in lists, of which JSONata would make one: with a single list inside, an empty one, and deeper.

use super::Never;
use serde::{Deserialize, Serialize};
use sfn::{Shape, state_machine};
use std::collections::BTreeMap;

#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
pub struct Grid {
    rows: Vec<Vec<u64>>,
    by_name: BTreeMap<String, Vec<u64>>,
    pair: (Vec<u64>, Vec<Vec<u64>>),
}

/// Questions about rows.
#[state_machine]
pub async fn nested_asked(
    rows: Vec<Vec<u64>>,
    row: Vec<u64>,
) -> Result<
    (
        bool,
        Option<usize>,
        Option<Vec<u64>>,
        Option<Vec<u64>>,
        Vec<u64>,
        bool,
        bool,
    ),
    Never,
> {
    let has = rows.contains(&row);
    let place = rows.iter().position(|other| *other == row);
    let longest = rows.iter().max_by_key(|row| row.len()).cloned();
    let found = rows.iter().find(|other| other.len() == row.len()).cloned();
    let numbers = rows
        .iter()
        .enumerate()
        .map(|(index, row)| row.len() as u64 * 10 + index as u64)
        .collect();
    let any = rows.iter().any(|other| other.is_empty());
    let same = rows == vec![row.clone()];
    Ok((has, place, longest, found, numbers, any, same))
}

/// Deeper lists keep all levels but the one that is taken away.
#[state_machine]
pub async fn nested_deeper(
    cubes: Vec<Vec<Vec<u64>>>,
) -> Result<
    (
        Vec<Vec<u64>>,
        Vec<Vec<u64>>,
        Vec<Vec<Vec<u64>>>,
        Vec<Vec<Vec<u64>>>,
        Vec<Vec<Vec<u64>>>,
        u64,
    ),
    Never,
> {
    let flat = cubes.iter().flatten().cloned().collect();
    let mapped = cubes.iter().flat_map(|cube| cube.clone()).collect();
    let twice = cubes.iter().chain(cubes.iter()).cloned().collect();
    let back = cubes.iter().rev().skip(1).cloned().collect();
    let mut folded = Vec::new();
    for cube in &cubes {
        folded.push(cube.iter().filter(|row| !row.is_empty()).cloned().collect());
    }
    let total = cubes
        .iter()
        .map(|cube| cube.iter().map(|row| row.iter().sum::<u64>()).sum::<u64>())
        .sum();
    Ok((flat, mapped, twice, back, folded, total))
}

/// Patterns on lists of lists.
#[state_machine]
pub async fn nested_matched(rows: Vec<Vec<u64>>) -> Result<(Vec<u64>, Vec<Vec<u64>>, u64), Never> {
    let (first, rest, kind) = match &rows[..] {
        [] => (vec![], vec![], 0),
        [only] => (only.clone(), vec![only.clone()], 1),
        [first, rest @ ..] if first.is_empty() => (vec![7], rest.to_vec(), 2),
        [first, .., last] => (first.clone(), vec![last.clone(), first.clone()], 3),
    };
    Ok((first, rest, kind))
}

/// Taken from the end, put in the middle, replaced.
#[state_machine]
pub async fn nested_changed(
    mut rows: Vec<Vec<u64>>,
) -> Result<(Vec<Vec<u64>>, Vec<Vec<u64>>, Vec<Vec<u64>>), Never> {
    let mut taken = Vec::new();
    let mut left = rows.clone();
    while let Some(row) = left.pop() {
        taken.push(row);
        if taken.len() == 2 {
            break;
        }
    }
    rows.insert(0, vec![9]);
    rows.push(vec![]);
    rows[0].push(8);
    rows.retain(|row| row.len() != 1);
    if rows.len() > 1 {
        let removed = rows.remove(1);
        rows[0] = removed;
    }
    Ok((rows, taken, left))
}

/// Lists in maps, tuples and options, collected and looked up.
#[state_machine]
pub async fn nested_kept(
    mut grid: Grid,
) -> Result<
    (
        Grid,
        Option<Vec<u64>>,
        Vec<(String, Vec<u64>)>,
        Vec<Option<Vec<u64>>>,
        usize,
    ),
    Never,
> {
    let one = grid.by_name.get("one").cloned();
    grid.by_name
        .insert("new key".to_owned(), grid.pair.0.clone());
    grid.pair.1.push(grid.pair.0.clone());
    grid.pair.0 = vec![];
    let pairs: Vec<(String, Vec<u64>)> = grid
        .rows
        .iter()
        .map(|row| (format!("{}", row.len()), row.clone()))
        .collect();
    let again: BTreeMap<String, Vec<u64>> = pairs
        .iter()
        .map(|(name, row)| (name.clone(), row.clone()))
        .collect();
    let options = grid
        .rows
        .iter()
        .map(|row| {
            if row.is_empty() {
                None
            } else {
                Some(row.clone())
            }
        })
        .collect();
    let firsts = grid
        .rows
        .iter()
        .filter(|row| row.first() == Some(&1))
        .count();
    Ok((grid, one, pairs, options, firsts + again.len()))
}

/// What is left of each list, as the only element of another.
#[state_machine]
pub async fn kept_in_one(
    flags: Vec<bool>,
    names: Vec<String>,
) -> Result<(Vec<Vec<String>>, Vec<Vec<String>>, Vec<Vec<bool>>), Never> {
    let words = vec![
        flags
            .iter()
            .filter_map(|_| Some("w7".to_owned()))
            .collect::<Vec<String>>(),
    ];
    let longer = vec![
        names
            .iter()
            .map(|name| {
                if name.is_empty() {
                    None
                } else {
                    Some(name.clone())
                }
            })
            .flatten()
            .collect::<Vec<String>>(),
    ];
    let set = vec![
        flags
            .iter()
            .copied()
            .filter(|flag| *flag)
            .collect::<Vec<bool>>(),
    ];
    Ok((words, longer, set))
}

/// The same where a condition chooses it, in the middle of an expression.
#[state_machine]
pub async fn kept_in_a_branch(
    flags: Vec<bool>,
    is_empty: bool,
) -> Result<(u64, Vec<Vec<String>>), Never> {
    Ok((
        7,
        if is_empty {
            vec![]
        } else {
            vec![
                flags
                    .into_iter()
                    .filter_map(|flag| if flag { Some("w7".to_owned()) } else { None })
                    .collect::<Vec<String>>(),
            ]
        },
    ))
}

sfn_tests::subjects![
    kept_in_a_branch,
    kept_in_one,
    nested_asked,
    nested_deeper,
    nested_matched,
    nested_changed,
    nested_kept,
];
