// mistakes: 4
use serde::{Deserialize, Serialize};
use sfn::{Shape, TaskError, state_machine};
use std::time::Duration;

#[derive(Debug, TaskError)]
pub enum Failed {
    Lost,
}

#[derive(Clone, Copy, Serialize, Deserialize, Shape)]
pub struct Cents(u64);

impl std::ops::Add<Cents> for u64 {
    type Output = u64;

    fn add(self, cents: Cents) -> u64 {
        self + cents.0 * 100
    }
}

#[state_machine]
async fn of_mine(n: u64, cents: Cents) -> Result<u64, Failed> {
    Ok(n + cents)
}

impl PartialEq<Cents> for u64 {
    fn eq(&self, cents: &Cents) -> bool {
        *self == cents.0 * 100
    }
}

#[state_machine]
async fn compared(n: u64, cents: Cents) -> Result<bool, Failed> {
    Ok(n == cents)
}

#[state_machine]
async fn number_first(n: u32, pause: Duration) -> Result<Duration, Failed> {
    Ok(n * pause)
}

#[state_machine]
async fn literal_first(pause: Duration) -> Result<Duration, Failed> {
    Ok(2 * pause)
}

fn main() {}
