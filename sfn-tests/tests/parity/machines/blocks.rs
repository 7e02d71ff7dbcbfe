//! `while let`, labelled blocks, and what a `break` carries.

use super::Never;
use super::flow::next;
use sfn::{TaskError, state_machine, task};

#[derive(Debug, TaskError)]
pub enum Ended {
    AtPage { page: u64 },
    Early,
    Never(#[from] Never),
}

#[task]
pub async fn page(token: Option<u64>) -> Result<(Vec<u64>, Option<u64>), Ended> {
    match token {
        None => Ok((vec![1, 2], Some(5))),
        Some(9) => Err(Ended::AtPage { page: 9 }),
        Some(n) if n > 7 => Ok((vec![n], None)),
        Some(n) => Ok((vec![n, n * 10], Some(n + 1))),
    }
}

/// Pages until there is no token.
#[state_machine]
pub async fn paginate(first: u64, skip: u64) -> Result<(Vec<Vec<u64>>, u64), Ended> {
    let mut token = Some(first);
    let mut pages = vec![vec![0]];
    let mut laps = 0;
    while let Some(from) = token {
        laps += 1;
        if laps == skip {
            token = Some(8);
            continue;
        }
        let (items, more) = page(Some(from)).await?;
        pages[0] = items;
        token = more;
        if laps > 5 {
            break;
        }
    }
    Ok((pages, laps))
}

/// A step in the condition, with a pattern that fails, in loops with labels.
#[state_machine]
pub async fn awaited_while_let(limit: u64) -> Result<(u64, u64), Ended> {
    let mut sum = 0;
    let mut n = 0;
    'all: while let m @ 1..=20 = next(n).await? {
        let mut inner = Some(m);
        while let Some(k) = inner {
            if k == limit {
                break 'all;
            }
            if k % 2 == 0 {
                n = m + 1;
                continue 'all;
            }
            sum += k;
            inner = if k > 3 { Some(k - 3) } else { None };
        }
        n = m;
    }
    while let Ok((items, Some(token))) = page(Some(n)).await {
        sum += items[0] * 1000;
        n = token;
    }
    Ok((sum, n))
}

/// The tail of a labelled block is there once, whichever `break` leads to it.
#[state_machine]
pub async fn labelled_blocks(n: u64, flag: bool) -> Result<(String, u64), Ended> {
    let mut trace = 0;
    let found = 'search: {
        if n == 0 {
            break 'search "none";
        }
        for i in 0..n {
            if i == 3 {
                break 'search "three";
            }
            if flag {
                trace += i;
                continue;
            }
            if i == 1 {
                break;
            }
        }
        trace += 100;
        'inner: {
            match n {
                1 => break 'inner,
                2 => break 'search if flag { "two" } else { "flagless" },
                _ => {}
            }
            trace = next(trace).await?;
        }
        trace += 1000;
        "end"
    };
    let text = format!("{found} {}", next(trace).await?);
    Ok((text, trace))
}

/// What a labelled block gives is what the machine returns.
#[state_machine]
pub async fn returned_block(n: u64) -> Result<u64, Ended> {
    'done: {
        if n == 0 {
            break 'done Err(Ended::Early);
        }
        if n == 1 {
            break 'done match page(Some(9)).await {
                Ok(_) => Ok(1),
                Err(error) => Err(error),
            };
        }
        Ok(n)
    }
}

/// What a loop gives is what the machine returns.
#[state_machine]
pub async fn returned_loop(n: u64) -> Result<u64, Ended> {
    let mut i = n;
    'outer: loop {
        i += 1;
        loop {
            if i > 10 {
                break 'outer Ok(i);
            }
            if i == 4 {
                break;
            }
            if i == 7 {
                break 'outer Err(Ended::AtPage { page: i });
            }
            i = next(i).await?;
        }
        i += 10;
    }
}

crate::harness::subjects!(
    paginate,
    awaited_while_let,
    labelled_blocks,
    returned_block,
    returned_loop,
);
