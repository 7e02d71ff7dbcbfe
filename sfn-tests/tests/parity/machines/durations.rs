//! `Duration` as a value: made, computed with, compared, kept, passed on and slept.

use super::Never;
use serde::{Deserialize, Serialize};
use sfn::{Shape, state_machine, task};
use std::time::Duration;

/// Between two attempts.
const PAUSE: Duration = Duration::from_millis(1500);

#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
pub struct Policy {
    pause: Duration,
    #[serde(default)]
    limit: Duration,
    times: u32,
}

#[task]
pub async fn doubled(duration: Duration) -> Result<Duration, Never> {
    Ok(duration * 2)
}

/// Made of numbers, and asked again.
#[state_machine]
pub async fn durations_made(
    n: u64,
) -> Result<
    (
        Duration,
        Duration,
        Duration,
        Duration,
        (u64, u32, bool, f64),
        bool,
    ),
    Never,
> {
    let seconds = Duration::from_secs(n);
    let millis = Duration::from_millis(n * 3 + 1);
    let minutes = Duration::from_mins(n);
    let hours = std::time::Duration::from_hours(n);
    let parts = (
        millis.as_secs(),
        millis.subsec_millis(),
        seconds.is_zero(),
        millis.as_secs_f64(),
    );
    Ok((seconds, millis, minutes, hours, parts, PAUSE.is_zero()))
}

/// Sums, differences, multiples and quotients.
#[state_machine]
pub async fn durations_computed(
    a: Duration,
    b: Duration,
    n: u32,
) -> Result<(Duration, Duration, Duration, Duration, Duration), Never> {
    let mut total = a + b;
    total += PAUSE;
    let more = a * n;
    let part = b / (n + 1);
    let least = a.saturating_sub(b);
    let mut twice = doubled(b).await?;
    twice *= 3;
    twice -= b;
    Ok((total, more, part, least, twice))
}

/// A difference below zero panics in Rust.
#[state_machine]
pub async fn duration_difference(a: Duration, b: Duration) -> Result<Duration, Never> {
    Ok(a - b)
}

/// A quotient by nothing panics in Rust.
#[state_machine]
pub async fn duration_quotient(a: Duration, n: u32) -> Result<Duration, Never> {
    Ok(a / n)
}

/// All of `==` and `<`.
#[state_machine]
pub async fn durations_compared(
    a: Duration,
    b: Duration,
) -> Result<(bool, bool, bool, bool, bool, bool, bool), Never> {
    Ok((
        a == b,
        a != b,
        a < b,
        a <= b,
        a > b,
        a >= b,
        a < PAUSE && b >= Duration::from_secs(1),
    ))
}

/// Slept for, out of members, variables, constants and computations, with a growing pause.
#[state_machine]
pub async fn durations_slept(policy: Policy) -> Result<(Duration, u32), Never> {
    let mut pause = policy.pause;
    let mut waited = Duration::ZERO;
    let mut laps = 0;
    while laps < policy.times && waited < policy.limit {
        sfn::sleep(pause).await;
        waited += pause;
        pause = pause * 2;
        laps += 1;
    }
    sfn::sleep(PAUSE).await;
    sfn::sleep(policy.pause + Duration::from_millis(20)).await;
    sfn::sleep(Duration::from_millis(5)).await;
    Ok((waited, laps))
}

sfn_tests::subjects![
    durations_made,
    durations_computed,
    duration_difference,
    duration_quotient,
    durations_compared,
    durations_slept,
];
