//! Retriers and timeouts at the call.

use super::calls_before;
use sfn::{Retry, TaskError, state_machine, task};
use std::time::Duration;

#[derive(Debug, TaskError)]
pub enum Flaky {
    Busy {
        call: u32,
    },
    Closed,
    #[error(states = "States.Timeout")]
    Slow,
}

const PATIENT: Retry = Retry::new()
    .attempts(4)
    .interval(Duration::from_secs(2))
    .backoff(3.0)
    .max_delay(Duration::from_secs(10));

/// Fails so often before it succeeds, takes so long, and tells how often it was called before.
#[task(timeout = 20, retry(errors = [Flaky::Busy], attempts = 1, interval = 7))]
pub async fn wavering(fails: u32, seconds: u64) -> Result<u64, Flaky> {
    let call = calls_before("wavering");
    sfn::sleep(Duration::from_secs(seconds)).await;
    if call < fails {
        Err(Flaky::Busy { call })
    } else {
        Ok(u64::from(call))
    }
}

/// Without anything in the attribute; slow at its first call.
#[task]
pub async fn slow_once(seconds: u64) -> Result<u64, Flaky> {
    let call = calls_before("slow_once");
    if call == 0 {
        sfn::sleep(Duration::from_secs(seconds)).await;
    }
    if seconds == 3 {
        Err(Flaky::Closed)
    } else {
        Ok(u64::from(call))
    }
}

/// The retrier at the call comes before that of the attribute.
#[state_machine]
pub async fn retried_at_call(fails: u32) -> Result<u64, Flaky> {
    let once = wavering(fails, 1).retry(PATIENT).await?;
    Ok(once)
}

/// A timeout at the call instead of the attribute's, for each attempt.
#[state_machine]
pub async fn timed_at_call(fails: u32, seconds: u64) -> Result<u64, Flaky> {
    match wavering(fails, seconds)
        .timeout(Duration::from_secs(5))
        .await
    {
        Ok(at) => Ok(at),
        Err(Flaky::Slow) => Ok(0),
        Err(other) => Err(other),
    }
}

/// Both, with names; branches have policies of their own.
#[state_machine]
pub async fn both_at_call(seconds: u64) -> Result<(u64, u64), Flaky> {
    let (a, b) = sfn::try_join!(
        slow_once(seconds)
            .timeout(Duration::from_secs(4))
            .retry(Retry::new().on(&["Closed"]).attempts(0))
            .retry(
                Retry::new()
                    .on(&["States.Timeout"])
                    .interval(Duration::from_secs(1))
                    .full_jitter()
            ),
        async { Ok(wavering(0, 1).await?) },
    )?;
    Ok((b, a))
}

crate::harness::subjects!(retried_at_call, timed_at_call, both_at_call);
