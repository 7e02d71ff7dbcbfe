//! Results that are kept: made here, given by steps, in tuples and arrays, opened later.

use serde::{Deserialize, Serialize};
use sfn::{Shape, TaskError, state_machine, task};

#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
pub struct Reason {
    #[serde(rename = "why not")]
    text: String,
    rows: Vec<Vec<u64>>,
}

#[derive(Clone, Debug, TaskError)]
pub enum Refusal {
    TooSmall {
        n: u64,
        reason: Reason,
    },
    #[error(name = "Sample.Odd")]
    Odd(u64),
    Never,
}

#[derive(Clone, Debug, TaskError)]
pub enum Wider {
    Refusal(#[from] Refusal),
    Other { times: u64 },
}

/// Fails for odd numbers.
#[task]
pub async fn accept_even(n: u64) -> Result<u64, Refusal> {
    if n % 2 == 0 {
        Ok(n * 10)
    } else {
        Err(Refusal::Odd(n))
    }
}

/// Made here, asked, matched and opened.
#[state_machine]
pub async fn made_results(n: u64) -> Result<(bool, Option<u64>, u64, String, u64), Refusal> {
    let result: Result<u64, Refusal> = if n > 3 {
        Ok(n)
    } else {
        Err(Refusal::TooSmall {
            n: n + 1,
            reason: Reason {
                text: format!("n is {}", n),
                rows: vec![vec![n]],
            },
        })
    };
    let is_ok = result.is_ok();
    let found = result.clone().ok();
    let value = result.clone().unwrap_or(99);
    let told = match &result {
        Ok(n) if *n > 10 => "large".to_owned(),
        Ok(n) => n.to_string(),
        Err(Refusal::TooSmall { n, reason }) => {
            format!("{} {} {}", n, reason.text, reason.rows[0][0])
        }
        Err(_) => "never".to_owned(),
    };
    let odd: Result<Vec<u64>, Refusal> = if n == 7 {
        Err(Refusal::Odd(n))
    } else {
        Ok(vec![n])
    };
    let list = odd?;
    if n == 0 {
        let opened = result?;
        return Ok((is_ok, found, opened, told, 0));
    }
    Ok((is_ok, found, value, told, list[0]))
}

/// Given by steps and blocks, and kept across other steps.
#[state_machine]
pub async fn kept_steps(a: u64, b: u64) -> Result<u64, Refusal> {
    let first = accept_even(a).await;
    let second = accept_even(b).await;
    _ = accept_even(a + b).await;
    let both = async {
        let x = accept_even(a).await?;
        let y = accept_even(b).await?;
        Ok::<u64, Refusal>(x + y)
    }
    .await;
    if both.is_ok() {
        return both;
    }
    let pair = (first, second);
    if a > 100 {
        return pair.0;
    }
    if let Err(Refusal::Odd(n)) = &pair.0
        && *n == 1
    {
        return Ok(pair.1?);
    }
    match pair {
        (Ok(x), Ok(y)) => Ok(x * y),
        (Ok(x), Err(Refusal::Odd(n))) | (Err(Refusal::Odd(n)), Ok(x)) => Ok(x + n),
        (Err(error), _) => Err(error),
        (Ok(_), Err(error)) => Err(error),
    }
}

/// The last of several, in a loop.
#[state_machine]
pub async fn last_result(n: u64, step: u64) -> Result<u64, Refusal> {
    let mut last = Err(Refusal::Never);
    let mut tries = 0;
    while last.is_err() && tries < 3 {
        last = accept_even(n + tries * step).await;
        tries += 1;
    }
    last
}

/// In arrays, walked and taken out.
#[state_machine]
pub async fn listed_results(n: u64) -> Result<(u64, u64, u64), Refusal> {
    let all = vec![accept_even(n).await, Ok(n), Err(Refusal::Never)];
    let mut sum = 0;
    let mut failures = 0;
    for result in &all {
        match result {
            Ok(value) => sum += value,
            Err(Refusal::Odd(odd)) => sum += odd * 1000,
            Err(_) => failures += 1,
        }
    }
    let fine = all.iter().filter(|result| result.is_ok()).count() as u64;
    let first = all[0].clone()?;
    Ok((sum + first, failures, fine))
}

/// Under a wider error.
#[state_machine]
pub async fn widened_results(n: u64) -> Result<u64, Wider> {
    let result: Result<u64, Wider> = match accept_even(n).await {
        Ok(value) => Ok(value + 1),
        Err(error) => Err(error.into()),
    };
    let checked = match result {
        Ok(value) if value > 60 => Err(Wider::Other { times: value }),
        other @ Ok(_) => other,
        Err(Wider::Refusal(_)) if n == 5 => Ok(5),
        Err(error) => Err(error),
    };
    let narrow: Result<u64, Refusal> = if n == 4 { Err(Refusal::Never) } else { Ok(1) };
    let one = narrow?;
    Ok(checked? + one)
}

/// Made where they leave.
#[state_machine]
pub async fn leaving_results(n: Option<u64>, how: u64) -> Result<u64, Refusal> {
    if how == 0 {
        return n.ok_or(Refusal::Never);
    } else if how == 1 {
        return accept_even(how).await.map_err(|_| Refusal::Odd(77));
    }
    let (a, b) = sfn::join!(accept_even(how), accept_even(2));
    let sum = sfn::join!(accept_even(4), accept_even(how)).0?;
    if how == 3 {
        return (b.map(|value| value + sum));
    }
    a
}

/// Asked where they are borrowed.
#[state_machine]
pub async fn borrowed_results(n: u64) -> Result<(Vec<Option<u64>>, u64), Refusal> {
    let all = vec![accept_even(n).await, Ok(n), Err(Refusal::Never)];
    let found = all
        .iter()
        .map(|result| result.clone().ok())
        .collect::<Vec<Option<u64>>>();
    let mut sum = 0;
    for result in &all {
        sum += result.clone().map(|value| value * 2).unwrap_or(1);
    }
    Ok((found, sum))
}

crate::harness::subjects!(
    borrowed_results,
    made_results,
    kept_steps,
    last_result,
    listed_results,
    widened_results,
    leaving_results
);
