//! `join!`, `try_join!` and `sfn::map`: results, errors, and what branches read.

use serde::{Deserialize, Serialize};
use sfn::{Shape, TaskError, state_machine, task};

#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
pub struct Item {
    name: String,
    sizes: Vec<u64>,
}

#[derive(Debug, TaskError)]
pub enum Work {
    Odd { n: u64 },
    Empty,
}

#[derive(Debug, TaskError)]
pub enum Plan {
    Cancelled(String),
    Work(#[from] Work),
}

#[task]
pub async fn even(n: u64) -> Result<u64, Work> {
    if n % 2 == 1 {
        Err(Work::Odd { n })
    } else {
        Ok(n / 2)
    }
}

#[task]
pub async fn up_to(n: u64) -> Result<Vec<u64>, Work> {
    Ok((0..n).collect())
}

#[task]
pub async fn wrap(list: Vec<u64>) -> Result<Vec<Vec<u64>>, Work> {
    if list.is_empty() {
        Err(Work::Empty)
    } else {
        Ok(vec![list, vec![]])
    }
}

/// Branches that give arrays, nested arrays, nothing and structs, and read what is outside.
#[state_machine]
pub async fn try_joined(n: u64) -> Result<(u64, Vec<u64>, Vec<Vec<u64>>, Item, bool), Work> {
    let offset = n * 2;
    let (half, list, nested, item, _) = sfn::try_join!(
        even(offset),
        up_to(n),
        wrap(vec![n]),
        async {
            let half = even(n).await?;
            if half == 1 {
                return Ok(Item {
                    name: "one".to_owned(),
                    sizes: vec![],
                });
            }
            let mut sum = offset;
            for i in 0..half {
                sum += i;
            }
            Ok(Item {
                name: format!("{sum}"),
                sizes: vec![sum],
            })
        },
        async {
            sfn::sleep(std::time::Duration::from_secs(n)).await;
            Ok(())
        },
    )?;
    let is_empty = item.sizes.is_empty();
    Ok((half, list, nested, item, is_empty))
}

/// Every result by itself: values, errors, and `?` on them.
#[state_machine]
pub async fn joined(a: u64, b: u64) -> Result<String, Plan> {
    let (first, second, lists) = sfn::join!(
        even(a),
        async {
            let half = even(b).await?;
            if half == 3 {
                return Err(Work::Empty);
            }
            Ok(half + a)
        },
        wrap(vec![]),
    );
    let first = match first {
        Ok(n) => format!("{n}"),
        Err(Work::Odd { n }) => format!("odd {n}"),
        Err(other) => return Err(other.into()),
    };
    if let Ok(lists) = lists {
        return Ok(format!("{}", lists.len()));
    }
    let second = second?;
    Ok(format!("{first} {second}"))
}

/// The error of a branch, caught around the whole.
#[state_machine]
pub async fn caught_around(a: u64, b: u64) -> Result<u64, Plan> {
    let sum = match sfn::try_join!(even(a), async {
        let list = up_to(b).await?;
        let lists = wrap(list).await?;
        Ok(lists[0][0] + 10)
    }) {
        Ok((half, first)) => half + first,
        Err(Work::Odd { n }) => n * 1000,
        Err(Work::Empty) => return Err(Plan::Cancelled("empty".to_owned())),
    };
    Ok(sum)
}

/// A map over structs, reading outside, with control flow and early returns.
#[state_machine]
pub async fn mapped(items: Vec<Item>, factor: u64) -> Result<Vec<Item>, Work> {
    let suffix = "!".to_owned();
    let mapped = sfn::map(&items, async |item| {
        if item.sizes.is_empty() {
            return Ok(Item {
                name: format!("empty{suffix}"),
                sizes: vec![factor],
            });
        }
        let mut sum = 0;
        for size in &item.sizes {
            sum += even(*size).await? * factor;
        }
        Ok(Item {
            name: format!("{}{suffix}", item.name),
            sizes: vec![sum, factor],
        })
    })
    .concurrency(2)
    .await?;
    Ok(mapped)
}

/// Nested arrays as items and as results.
#[state_machine]
pub async fn mapped_arrays(grid: Vec<Vec<u64>>) -> Result<(Vec<Vec<Vec<u64>>>, usize), Plan> {
    let limit = grid.len() + 1;
    let nested = sfn::map(grid, async |row: Vec<u64>| wrap(row).await)
        .concurrency(limit)
        .await?;
    let mut count = 0;
    for row in &nested {
        count += row[0].len();
    }
    Ok((nested, count))
}

/// Map in map, join in map, map in join.
#[state_machine]
pub async fn nested_branches(grid: Vec<Vec<u64>>) -> Result<(Vec<Vec<u64>>, Vec<u64>), Work> {
    let (halves, sums) = sfn::try_join!(
        sfn::map(&grid, async |row| {
            let halves = sfn::map(row, async |n| even(*n).await).await?;
            Ok(halves)
        }),
        async {
            let sums = sfn::map(&grid, async |row| {
                let length = row.len();
                let (a, b) = sfn::try_join!(up_to(2), async {
                    if length == 0 {
                        return Err(Work::Empty);
                    }
                    even(row[0]).await
                })?;
                Ok(a[1] + b)
            })
            .await?;
            Ok(sums)
        },
    )?;
    Ok((halves, sums))
}

/// A map's error by name.
#[state_machine]
pub async fn map_caught(numbers: Vec<u64>) -> Result<String, Plan> {
    match sfn::map(&numbers, async |n| even(*n).await).await {
        Ok(halves) => Ok(format!("{} halves", halves.len())),
        Err(Work::Odd { n }) => Err(Plan::Cancelled(format!("{n} is odd"))),
        Err(error) => Err(error.into()),
    }
}

/// Several arms for success, and one arm for all that is left.
#[state_machine]
pub async fn success_arms(n: u64) -> Result<String, Work> {
    let first = match even(n).await {
        Ok(0) => "zero".to_owned(),
        Ok(1 | 2) => "few".to_owned(),
        Ok(half) if half > 100 => format!("{half} is large"),
        Ok(half) => format!("{half}"),
        Err(Work::Odd { n }) => format!("odd {n}"),
        Err(Work::Empty) => "empty".to_owned(),
    };
    let second = match even(n).await {
        Ok(2) => 2,
        _ => 0,
    };
    match up_to(n + 1).await {
        _ => {}
    }
    match wrap(vec![]).await {
        _ => {}
    }
    Ok(format!("{first} {second}"))
}

/// A panic in an item is nobody's error.
#[state_machine]
pub async fn map_panics(numbers: Vec<u64>) -> Result<Vec<u64>, Work> {
    let results = sfn::map(numbers, async |n: u64| -> Result<u64, Work> { Ok(10 - n) }).await?;
    Ok(results)
}

/// Eight branches, alike.
#[state_machine]
pub async fn eight(n: u64) -> Result<u64, Work> {
    let (a, b, c, d, e, f, g, h) = sfn::try_join!(
        even(n),
        even(n + 2),
        even(n + 4),
        even(n + 6),
        even(n + 8),
        even(n + 10),
        even(n + 12),
        even(n + 14),
    )?;
    Ok(a + b + c + d + e + f + g + h)
}

crate::harness::subjects!(
    try_joined,
    joined,
    caught_around,
    mapped,
    mapped_arrays,
    nested_branches,
    map_caught,
    map_panics,
    success_arms,
    eight,
);
