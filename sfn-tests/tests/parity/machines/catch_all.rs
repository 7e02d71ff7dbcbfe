//! `sfn::catch_all`: failures that no enum claims, seen as data.

use super::calls_before;
use serde::{Deserialize, Serialize};
use sfn::{Caught, Shape, TaskError, state_machine, task};
use std::time::Duration;

#[derive(Debug, TaskError)]
pub enum Failed {
    Busy,
    Broken { part: String, left: u64 },
}

#[derive(Debug, TaskError)]
pub enum Ended {
    Seen { error: String },
    Work(#[from] Failed),
}

#[derive(Debug, Clone, Serialize, Deserialize, Shape)]
pub struct Note {
    what: Caught,
    count: u64,
}

/// Fails in the way that is asked for.
#[task(timeout = "10s")]
pub async fn try_how(how: String) -> Result<u64, Failed> {
    match how.as_str() {
        "busy" => Err(Failed::Busy),
        "broken" => Err(Failed::Broken {
            part: "axle".to_owned(),
            left: 2,
        }),
        "slow" => {
            sfn::sleep(Duration::from_secs(60)).await;
            Ok(0)
        }
        "panic" => panic!("out of memory"),
        _ => Ok(how.chars().count() as u64),
    }
}

/// Slow at first, which its own retrier sees before anybody else.
#[task(timeout = "5s", retry(errors = ["States.Timeout"], attempts = 1, interval = "1s"))]
pub async fn slow_twice(calls: u32) -> Result<u32, Failed> {
    let before = calls_before("caught");
    if before < calls {
        sfn::sleep(Duration::from_secs(60)).await;
    }
    Ok(before)
}

#[task]
pub async fn note_caught(what: Caught) -> Result<String, Failed> {
    Ok(format!("{}/{}", what.error, what.cause))
}

/// Each way to fail, by name and as a whole.
#[state_machine]
pub async fn catch_each(how: String) -> Result<String, Ended> {
    let seen = match sfn::catch_all(async {
        let n = try_how(how.clone()).await?;
        if n > 9 {
            return Err(Failed::Broken {
                part: how.clone(),
                left: n,
            });
        }
        Ok::<_, Failed>(n)
    })
    .await
    {
        Ok(n) => format!("{n}"),
        Err(Caught { error, .. }) if error == "Busy" => "was busy".to_owned(),
        Err(caught) if caught.error == "States.Timeout" => {
            return Err(Ended::Seen {
                error: caught.error,
            });
        }
        Err(caught) => note_caught(caught).await?,
    };
    Ok(seen)
}

/// Typed arms take what is theirs first; the block around them sees the rest. Variables of the function are assigned.
#[state_machine]
pub async fn catch_around(ways: Vec<String>) -> Result<(Vec<String>, u64, u64), Ended> {
    let mut log = Vec::new();
    let mut total = 0;
    let mut failures = 0;
    for how in ways {
        let result = match sfn::catch_all(async {
            let n = match try_how(how.clone()).await {
                Ok(n) => n,
                Err(Failed::Busy) => 100,
                Err(other) => return Err(other),
            };
            total += n;
            let again = try_how(how.clone()).await?;
            Ok(again + n)
        })
        .await
        {
            Ok(sum) => format!("{sum}"),
            Err(caught) => {
                failures += 1;
                caught.error
            }
        };
        log.push(result);
    }
    Ok((log, total, failures))
}

/// Around branches and items, and one inside the other.
#[state_machine]
pub async fn catch_branches(
    one: String,
    two: String,
    items: Vec<String>,
) -> Result<(u64, String, Vec<u64>), Ended> {
    let mut why = String::new();
    let sum = match sfn::catch_all(async {
        let (a, b) = sfn::try_join!(try_how(one.clone()), try_how(two.clone()))?;
        let inner = match sfn::catch_all(async {
            let lengths = sfn::map(items.clone(), async |item| try_how(item).await).await?;
            Ok::<_, Failed>(lengths)
        })
        .await
        {
            Ok(lengths) => lengths,
            Err(caught) => {
                why = caught.error;
                try_how(two.clone()).await?;
                Vec::new()
            }
        };
        Ok::<_, Failed>((a + b, inner))
    })
    .await
    {
        Ok(found) => found,
        Err(caught) => {
            why = format!("{why} then {}", caught.error);
            (0, Vec::new())
        }
    };
    Ok((sum.0, why, sum.1))
}

/// Inside branches and items.
#[state_machine]
pub async fn catch_inside(items: Vec<String>) -> Result<(Vec<Option<Note>>, String), Ended> {
    let notes = sfn::map(items.clone(), async |item| {
        let note = match sfn::catch_all(async { try_how(item).await }).await {
            Ok(_) => None,
            Err(what) => Some(Note { what, count: 1 }),
        };
        Ok::<_, Ended>(note)
    })
    .await?;
    let (first, last) = sfn::try_join!(
        async {
            let Ok(n) = sfn::catch_all(async { slow_twice(1).await }).await else {
                return Ok("never".to_owned());
            };
            Ok::<_, Ended>(format!("{n}"))
        },
        async {
            let mut how = items.first().cloned().unwrap_or_default();
            if let Err(Caught { error, cause: _ }) =
                sfn::catch_all(async { try_how(how.clone()).await }).await
            {
                how = error;
            }
            Ok(how)
        }
    )?;
    Ok((notes, format!("{first} {last}")))
}

/// A panic of the machine's own goes on, through every block; the retriers of a task have their turn before.
#[state_machine]
pub async fn catch_no_panic(items: Vec<u64>, at: usize, how: String) -> Result<u64, Ended> {
    let outer = match sfn::catch_all(async {
        let inner = match sfn::catch_all(async {
            let n = try_how(how).await?;
            Ok::<_, Failed>(items[at] + n)
        })
        .await
        {
            Ok(n) => n,
            Err(_) => 0,
        };
        let retried = slow_twice(2).await?;
        Ok::<_, Failed>(inner + u64::from(retried))
    })
    .await
    {
        Ok(n) => n,
        Err(caught) if caught.cause.is_empty() => 1000,
        Err(_) => 2000,
    };
    Ok(outer)
}

/// As a value, and with another error in its place.
#[state_machine]
pub async fn catch_values(how: String) -> Result<(bool, u64, Option<u64>), Ended> {
    let is_ok = sfn::catch_all(async { try_how(how.clone()).await })
        .await
        .is_ok();
    let or = sfn::catch_all(async { try_how(how.clone()).await })
        .await
        .unwrap_or(7);
    let found = sfn::catch_all(async { try_how(how.clone()).await })
        .await
        .ok();
    let n = sfn::catch_all(async { try_how(how).await })
        .await
        .map_err(|_| Failed::Busy)?;
    Ok((is_ok, or + n, found))
}

sfn_tests::subjects![
    catch_each,
    catch_around,
    catch_branches,
    catch_inside,
    catch_no_panic,
    catch_values,
];
