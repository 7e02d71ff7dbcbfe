use serde::{Deserialize, Serialize};
use sfn::{Shape, TaskError, state_machine, task};

#[derive(Debug, Clone, Serialize, Deserialize, Shape, TaskError)]
pub enum Inner {
    Busy,
    Odd { n: u64 },
}

#[derive(Debug, TaskError)]
pub enum Failed {
    Held(Inner),
    From(#[from] Inner),
}

#[task]
async fn work(n: u64) -> Result<u64, Inner> {
    if n == 0 { Err(Inner::Busy) } else { Ok(n) }
}

#[state_machine]
async fn machine(n: u64) -> Result<u64, Failed> {
    match work(n).await {
        Ok(n) => Ok(n),
        Err(inner) => Err(Failed::Held(inner)),
    }
}

fn main() {}
