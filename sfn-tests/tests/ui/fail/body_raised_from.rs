use serde::{Deserialize, Serialize};
use sfn::{Shape, TaskError, state_machine, task};

#[derive(Debug, Clone, Serialize, Deserialize, Shape, TaskError)]
pub enum Inner {
    Busy,
    Odd { n: u64 },
}

#[derive(Debug, TaskError)]
pub enum Failed {
    Inner(#[from] Inner),
    Lost,
}

#[task]
async fn work(n: u64) -> Result<u64, Inner> {
    if n == 0 { Err(Inner::Busy) } else { Ok(n) }
}

#[state_machine]
async fn machine(n: u64) -> Result<u64, Failed> {
    if n > 3 {
        return Err(Failed::Inner(Inner::Odd { n }));
    }
    Ok(work(n).await?)
}

fn main() {}
