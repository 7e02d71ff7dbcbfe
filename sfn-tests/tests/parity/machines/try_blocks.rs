//! `async { … }.await`: blocks that `?` and `return` leave, with one place for all of their errors.

use sfn::{TaskError, state_machine, task};

#[derive(Clone, Debug, PartialEq, TaskError)]
pub enum Step {
    Low { n: u64 },
    High,
}

#[derive(Clone, Debug, PartialEq, TaskError)]
pub enum Other {
    Odd { by: u64 },
}

#[derive(Debug, PartialEq, TaskError)]
pub enum Whole {
    Step(#[from] Step),
    Other(#[from] Other),
    Own { text: String },
}

#[task]
pub async fn between(n: u64, low: u64, high: u64) -> Result<u64, Step> {
    if n < low {
        Err(Step::Low { n })
    } else if n > high {
        Err(Step::High)
    } else {
        Ok(n)
    }
}

#[task]
pub async fn half(n: u64) -> Result<u64, Other> {
    if n % 2 == 0 {
        Ok(n / 2)
    } else {
        Err(Other::Odd { by: 1 })
    }
}

/// One handler for several steps and an error of the block's own; what was assigned inside stays.
#[state_machine]
pub async fn handled(n: u64) -> Result<(String, u64), Whole> {
    let mut reached = 0;
    let text = match async {
        let n = between(n, 2, 50).await?;
        reached += 1;
        let mut n = half(n).await?;
        reached += 10;
        for i in 0..n {
            if i == 3 {
                return Ok(n * 100);
            }
            if n == 2 {
                return Err(Whole::Own {
                    text: format!("two at {i}"),
                });
            }
            n = between(n, 1, 20).await?;
        }
        reached += 100;
        Ok::<u64, Whole>(n)
    }
    .await
    {
        Ok(n) if n > 100 => format!("large {n}"),
        Ok(n) => format!("small {n}"),
        Err(Whole::Own { text }) => text,
        Err(Whole::Step(_)) => "step".to_owned(),
        Err(other) => return Err(other),
    };
    Ok((text, reached))
}

/// Blocks in blocks: each error goes to the innermost handler.
#[state_machine]
pub async fn nested_blocks(a: u64, b: u64) -> Result<(u64, u64), Whole> {
    let mut seen = 0;
    let outer: u64 = match async {
        let first = match async { between(a, 1, 10).await }.await {
            Ok(n) => n,
            Err(Step::Low { n }) => {
                seen += 1;
                n + 40
            }
            Err(high @ Step::High) => return Err(high.into()),
        };
        let second = async {
            let n = half(b).await?;
            if n > 5 {
                return Ok::<u64, Whole>(n);
            }
            Ok(between(n, 2, 5).await? + first)
        }
        .await?;
        Ok::<u64, Whole>(first + second)
    }
    .await
    {
        Ok(n) => n,
        Err(_) => {
            seen += 100;
            0
        }
    };
    Ok((outer, seen))
}

/// A block without a handler: its errors leave the machine.
#[state_machine]
pub async fn unhandled(n: u64) -> Result<u64, Whole> {
    let twice = async {
        let n = half(n).await?;
        Ok::<u64, Other>(n + n)
    }
    .await?;
    async {
        if twice == 4 {
            return Ok(44);
        }
        let n = between(twice, 6, 9).await?;
        Ok(n)
    }
    .await
}

/// Around branches, items and loops, and inside of them.
#[state_machine]
pub async fn around_branches(all: Vec<u64>) -> Result<Vec<u64>, Whole> {
    let mut laps = 0;
    let found: Vec<u64> = loop {
        laps += 1;
        if let Ok(found) = async {
            let (first, rest) = sfn::try_join!(
                async { Ok::<u64, Whole>(half(all[0] + laps).await?) },
                async {
                    let halves = sfn::map(&all, async |n| -> Result<u64, Whole> {
                        let n = *n;
                        match async {
                            let n = half(n).await?;
                            Ok::<u64, Whole>(between(n, 1, 5).await?)
                        }
                        .await
                        {
                            Ok(n) => Ok(n),
                            Err(Whole::Other(_)) => Ok(1000),
                            Err(error) => Err(error),
                        }
                    })
                    .await?;
                    Ok::<Vec<u64>, Whole>(halves)
                },
            )?;
            Ok::<Vec<u64>, Whole>(vec![first, rest[0], laps])
        }
        .await
        {
            break found;
        }
        if laps == 3 {
            let (one, other) =
                sfn::join!(async { Ok::<u64, Other>(half(all[0]).await? + 1) }, async {
                    between(all[0], 100, 200).await
                },);
            let mut kept = vec![laps];
            if let Err(Step::Low { n }) = other {
                kept[0] = n;
            }
            break vec![one?, kept[0]];
        }
    };
    Ok(found)
}

/// What a block gives, asked by methods.
#[state_machine]
pub async fn asked_blocks(n: u64) -> Result<(bool, u64), Whole> {
    let fits = async {
        let n = half(n).await?;
        Ok::<u64, Whole>(between(n, 1, 5).await?)
    }
    .await
    .is_ok();
    let found = async {
        if n == 7 {
            return Err(Step::High);
        }
        between(n, 2, 50).await
    }
    .await
    .map_err(|error| -> Whole { error.into() })?;
    Ok((fits, found))
}

crate::harness::subjects!(
    handled,
    nested_blocks,
    unhandled,
    around_branches,
    asked_blocks
);
