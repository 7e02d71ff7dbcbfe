//! Time: sleeping, timeouts, retriers. The clock is virtual.

use super::calls_before;
use serde::{Deserialize, Serialize};
use sfn::{Shape, TaskError, Timestamp, state_machine, task};
use std::time::Duration;

#[derive(Debug, TaskError)]
pub enum Slow {
    Busy,
    Broken {
        call: u32,
    },
    #[error(states = "States.Timeout")]
    TooLate,
}

#[derive(Debug, TaskError)]
pub enum Strict {
    Busy,
}

#[derive(Clone, Serialize, Deserialize, Shape)]
pub struct Plan {
    until: Timestamp,
    seconds: u64,
}

#[task(timeout = "10s")]
pub async fn slow(seconds: u64) -> Result<u64, Slow> {
    sfn::sleep(Duration::from_secs(seconds)).await;
    Ok(seconds)
}

#[task(timeout = "10s")]
pub async fn slow_without_a_claim(seconds: u64) -> Result<u64, Strict> {
    sfn::sleep(Duration::from_secs(seconds)).await;
    Ok(seconds)
}

/// Slow at first.
#[task(timeout = "10s", retry(errors = [Slow::TooLate], attempts = 2, interval = "1s"))]
pub async fn slow_at_first(calls: u32) -> Result<u32, Slow> {
    let before = calls_before("slow");
    if before < calls {
        sfn::sleep(Duration::from_secs(60)).await;
    }
    Ok(before)
}

/// Busy, then broken: each retrier counts for itself.
#[task(
    retry(errors = [Slow::Busy], attempts = 2, interval = "1s", backoff = 2.0),
    retry(errors = [Slow::Broken], attempts = 1, interval = "3s", max_delay = "5s")
)]
pub async fn by_turns(plan: Vec<String>) -> Result<u32, Slow> {
    let call = calls_before("turns");
    match plan.get(call as usize).map(String::as_str) {
        Some("busy") => Err(Slow::Busy),
        Some("broken") => Err(Slow::Broken { call }),
        Some("panic") => panic!("a turn went wrong"),
        _ => Ok(call),
    }
}

/// Sleeps of every kind.
#[state_machine]
pub async fn sleeps(plan: Plan) -> Result<u64, Slow> {
    sfn::sleep(Duration::from_secs(5)).await;
    sfn::sleep(Duration::from_secs(plan.seconds)).await;
    sfn::sleep(Duration::from_secs(plan.seconds * 2 + 1)).await;
    let minutes = plan.seconds;
    sfn::sleep(Duration::from_mins(minutes)).await;
    sfn::sleep(Duration::from_hours(2)).await;
    sfn::sleep_until(plan.until).await;
    let mut laps = 0;
    while laps < plan.seconds {
        sfn::sleep(Duration::from_secs(laps)).await;
        laps += 1;
    }
    Ok(laps)
}

/// A timeout that the enum claims.
#[state_machine]
pub async fn claimed_timeout(seconds: u64) -> Result<String, Slow> {
    match slow(seconds).await {
        Ok(n) => Ok(format!("in {n}")),
        Err(Slow::TooLate) => Ok("too late".to_owned()),
        Err(other) => Err(other),
    }
}

/// The claimed timeout leaves under AWS's name.
#[state_machine]
pub async fn passed_timeout(seconds: u64) -> Result<u64, Slow> {
    Ok(slow(seconds).await? + 1)
}

/// A timeout that nobody claims passes every typed arm.
#[state_machine]
pub async fn unclaimed_timeout(seconds: u64) -> Result<u64, Strict> {
    match slow_without_a_claim(seconds).await {
        Ok(n) => Ok(n),
        Err(Strict::Busy) => Ok(0),
    }
}

#[state_machine]
pub async fn retried_timeout(calls: u32) -> Result<u32, Slow> {
    let calls = slow_at_first(calls).await?;
    Ok(calls)
}

#[state_machine]
pub async fn several_retriers(plan: Vec<String>) -> Result<u32, Slow> {
    match by_turns(plan).await {
        Ok(calls) => Ok(calls),
        Err(Slow::Broken { call }) => Ok(call + 100),
        Err(other) => Err(other),
    }
}

crate::harness::subjects!(
    sleeps,
    claimed_timeout,
    passed_timeout,
    unclaimed_timeout,
    retried_timeout,
    several_retriers,
);
