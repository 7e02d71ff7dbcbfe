//! Ways through a body: deferred variables, labels, early returns, values of loops.

use super::Never;
use sfn::{TaskError, state_machine, task};

#[derive(Debug, TaskError)]
pub enum Stopped {
    At { n: u64 },
    Never(#[from] Never),
}

#[task]
pub async fn next(n: u64) -> Result<u64, Never> {
    Ok(n + 1)
}

/// Declared first, assigned in branches.
#[state_machine]
pub async fn deferred(n: u64) -> Result<(u64, String), Never> {
    let doubled;
    let text: String;
    if n > 10 {
        doubled = n * 2;
        text = "large".to_owned();
    } else if n > 5 {
        doubled = next(n).await?;
        text = format!("{doubled}");
    } else {
        let n = n + 100;
        doubled = n;
        text = String::new();
    }
    let after;
    match doubled {
        0..=50 => after = 1,
        _ => {
            after = next(doubled).await?;
        }
    }
    Ok((doubled + after, text))
}

/// Labels across three loops, out of arms and conditions.
#[state_machine]
pub async fn labels(rows: Vec<Vec<i64>>) -> Result<i64, Never> {
    let mut sum = 0;
    let mut laps = 0;
    'rows: for row in &rows {
        for cell in row {
            match cell {
                0 => continue 'rows,
                -1 => break 'rows,
                -2 => break,
                n if *n < 0 => {
                    if *n == -3 {
                        continue;
                    }
                }
                n => sum += n,
            }
            'inner: loop {
                laps += 1;
                loop {
                    if laps % 2 == 0 {
                        break 'inner;
                    }
                    continue 'inner;
                }
            }
        }
        sum += 1000;
    }
    Ok(sum * 100 + laps)
}

/// Returns from everywhere.
#[state_machine]
pub async fn early(n: u64) -> Result<u64, Stopped> {
    if n == 0 {
        return Ok(0);
    }
    for i in 0..n {
        if i == 3 {
            return Err(Stopped::At { n: i });
        }
        let Some(found) = (if n == 2 { None } else { Some(i) }) else {
            return Ok(22);
        };
        match found {
            1 if n == 3 => return Ok(33),
            _ => {}
        }
    }
    let last = loop {
        let seen = next(n).await?;
        if seen > 100 {
            break seen;
        }
        return Ok(seen);
    };
    Ok(last * 2)
}

/// Values of loops, and variables assigned in one branch only.
#[state_machine]
pub async fn loop_values(n: u64) -> Result<Vec<u64>, Never> {
    let mut found = 0;
    let mut count = 0;
    let power = loop {
        count += 1;
        if count > n {
            break if count % 2 == 0 { count } else { count * 10 };
        }
        if count == 3 {
            found = next(count).await?;
        }
    };
    let mut down = n;
    while down > 0 {
        down -= 1;
        if down == 4 {
            break;
        }
    }
    let mut inclusive = 0;
    for i in 1..=n {
        inclusive += i;
    }
    for i in n..2 {
        inclusive += i * 1000;
    }
    Ok(vec![power, found, down, inclusive])
}

/// The end of a range is fixed when the loop begins.
#[state_machine]
pub async fn moving_end(n: u32) -> Result<u32, Never> {
    let mut end = n;
    let mut start = 0;
    for i in start..end {
        end = 0;
        start += i + 1;
    }
    Ok(start + end)
}

/// A parameter that is assigned, and a variable that shadows it in a branch.
#[state_machine]
pub async fn assigned_parameter(mut n: i64, limit: i64) -> Result<i64, Never> {
    while n < limit {
        n = n * 2 + 1;
        if n > 10 {
            let limit = n;
            n = limit + 1;
        }
    }
    let n = n - limit;
    Ok(n)
}

/// Only a step, its result thrown away, nothing given back.
#[state_machine]
pub async fn nothing(n: u64) -> Result<(), Never> {
    next(n).await?;
    let _ = next(n).await?;
    Ok(())
}

/// The first state ends it, and reads what no state has assigned before.
#[state_machine]
pub async fn fails_at_once(n: u64) -> Result<u64, Stopped> {
    Err(Stopped::At { n: n + 1 })
}

/// Known to be `None` before it is matched: what the other arm reads is never read.
#[state_machine]
pub async fn known_none(n: u64) -> Result<u64, Never> {
    let pair: Option<(u64, u64)> = None;
    match &pair {
        Some(pair) if n > 5 => Ok(pair.0),
        Some(pair) => Ok(pair.1 + n),
        None => Ok(n),
    }
}

/// Names as long as AWS takes them, and longer, of which two begin alike.
#[state_machine]
pub async fn long_names(n: u64) -> Result<(u64, u64, u64), Never> {
    let a_name_of_more_than_twenty_letters = n + 1;
    let a_name_that_is_so_long_that_aws_would_not_take_it_because_it_has_more_than_eighty_letters_1 =
        n + 2;
    let a_name_that_is_so_long_that_aws_would_not_take_it_because_it_has_more_than_eighty_letters_2 =
        n + 3;
    sfn::sleep(std::time::Duration::from_secs(1)).await;
    Ok((
        a_name_of_more_than_twenty_letters,
        a_name_that_is_so_long_that_aws_would_not_take_it_because_it_has_more_than_eighty_letters_1,
        a_name_that_is_so_long_that_aws_would_not_take_it_because_it_has_more_than_eighty_letters_2,
    ))
}

/// What nobody reads leaves nothing behind: a condition without effect, and variables of branches that only each other read.
#[state_machine]
pub async fn read_by_nobody(n: u64, flag: bool) -> Result<u64, Never> {
    if flag && n > 3 {}
    let (left, right) = sfn::try_join!(
        async {
            let text = format!("{n}");
            let longer = format!("{text}!");
            let _longest = format!("{longer}?");
            sfn::sleep(std::time::Duration::from_secs(1)).await;
            Ok::<u64, Never>(n)
        },
        async { Ok::<u64, Never>(7) },
    )?;
    Ok(left + right)
}

/// What the iterations of a map keep and nobody reads, and an error in parentheses.
#[state_machine]
pub async fn unread_in_a_map(numbers: Vec<u64>, last: Option<u64>) -> Result<u64, Never> {
    let all = sfn::map(numbers, async |n: u64| -> Result<u64, Never> {
        let text = format!("{n}");
        let longer = format!("{text}!");
        let _longest = format!("{longer}?");
        sfn::sleep(std::time::Duration::from_secs(1)).await;
        Ok(n)
    })
    .await?;
    #[allow(unused_parens)]
    let last = last.ok_or((Never::Impossible))?;
    Ok(last + all.len() as u64)
}

crate::harness::subjects!(
    unread_in_a_map,
    long_names,
    read_by_nobody,
    deferred,
    labels,
    early,
    loop_values,
    moving_end,
    assigned_parameter,
    nothing,
    fails_at_once,
    known_none,
);
