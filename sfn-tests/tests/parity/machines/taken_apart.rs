//! Assignments that take a value apart.
#![allow(
    unused_assignments,
    reason = "what is assigned and never read is evaluated all the same"
)]

use super::Never;
use super::flow::next;
use serde::{Deserialize, Serialize};
use sfn::{Shape, state_machine, task};

#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
#[serde(rename_all = "camelCase")]
pub struct Point {
    left_side: u64,
    top: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
pub struct Pair(u64, u64);

#[task]
pub async fn both(n: u64) -> Result<(u64, Vec<u64>), Never> {
    Ok((n, vec![n, n + 1]))
}

#[task]
pub async fn point(n: u64) -> Result<Point, Never> {
    Ok(Point {
        left_side: n,
        top: n * 2,
        name: Some(n.to_string()),
    })
}

/// Values that read what is assigned, after a step and where no state is before.
#[state_machine]
pub async fn swapped(mut a: u64, mut b: u64) -> Result<(u64, u64, u64), Never> {
    (a, b) = (b, a);
    let c = next(a).await?;
    (a, b) = (b, a + 1);
    (a, b) = (b * 2, a - 1);
    if c > 3 {
        (b, _) = (a + b, c);
        (a, a) = (a + 1, a + 2);
    }
    Ok((a, b, c))
}

/// In a loop's head, and around one.
#[state_machine]
pub async fn steps_of_fibonacci(n: u64) -> Result<u64, Never> {
    let (mut a, mut b) = (0, 1);
    let mut left = n;
    loop {
        (a, b, left) = (b, a + b, left - 1);
        if left == 0 {
            break;
        }
    }
    Ok(a)
}

/// Members and elements; an index reads what was assigned before it.
#[state_machine]
pub async fn places(mut all: Vec<u64>, mut at: usize) -> Result<(Vec<u64>, usize, Point), Never> {
    let mut point = point(3).await?;
    (all[at], at) = (70, 0);
    (at, all[at]) = (at + 1, 80);
    (point.top, all[at + 1]) = (all[0], point.left_side);
    (all[0], (point.left_side, point.name)) = (next(4).await?, (all[1] + 1, None));
    [all[0], .., all[1]] = [all[1], 5, 6, all[0]];
    Ok((all, at, point))
}

/// Each kind of target, of values that no expression writes out.
#[state_machine]
pub async fn targets(n: u64) -> Result<(u64, u64, Vec<u64>, Option<String>, u64), Never> {
    let (mut a, mut b, mut list, mut name) = (0, 0, vec![], None);
    (a, list) = both(n).await?;
    Point {
        left_side: b,
        name,
        ..
    } = point(a + 1).await?;
    let pair = Pair(list[0] + 10, list[1] + 20);
    Pair(a, ..) = pair.clone();
    (_, Pair(b, list[0])) = (b, pair);
    let first;
    let (second, third);
    (first, ..) = (next(b).await?, next(a).await?);
    [second, third] = [a + first, list[1]];
    _ = next(second).await?;
    _ = third;
    Ok((a, b + second, list, name, third + first))
}

/// What is thrown away is evaluated all the same.
#[state_machine]
pub async fn discarded(a: u8, b: u8) -> Result<u8, Never> {
    let mut c = 1;
    (c, _) = (2, a + b);
    _ = a - b;
    Ok(c)
}

/// A value that is assigned and never read raises as it stood there.
#[state_machine]
pub async fn overwritten_values(n: u64, by: u8) -> Result<(u8, u8), Never> {
    let mut small = by;
    let mut other = by;
    let _n = next(n).await?;
    small = small + 1;
    small = 5;
    (other, other) = (other + 10, 7);
    Ok((small, other))
}

/// Assignments and loops are `()`, which may be kept.
#[state_machine]
pub async fn units(n: u64) -> Result<(u64, ((), ())), Never> {
    let mut a = n;
    let unit = if n > 1 {
        a = next(a).await?;
    } else {
        (a, _) = (a + 5, n)
    };
    let walked = match n {
        0 => {
            while a < 10 {
                a += next(a).await?;
            }
        }
        1 => {
            for i in 0..2 {
                a += i;
            }
        }
        _ => a += 1,
    };
    let kept = (unit, walked);
    Ok((a, kept))
}

/// Ends of arrays: one that is written out, and one that is assigned with a rest between.
#[state_machine]
pub async fn both_ends(x: u64, y: u64) -> Result<(u64, u64, u64, u64), Never> {
    let [first, .., last] = [x, y, x + y];
    let mut low = 0;
    let mut high = 0;
    [low, .., high] = [last, low, high, first + 1];
    Ok((first, last, low, high))
}

crate::harness::subjects!(
    both_ends,
    swapped,
    steps_of_fibonacci,
    places,
    targets,
    discarded,
    overwritten_values,
    units
);
