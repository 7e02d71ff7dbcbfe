// mistakes: 4
use serde::{Deserialize, Serialize};
use sfn::{Shape, TaskError, state_machine, task};

#[derive(Clone, Debug, Serialize, Deserialize, TaskError)]
pub enum Failed {
    Lost,
}

#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
pub struct Note {
    outcome: Result<u64, Failed>,
}

#[task]
async fn read(key: u64) -> Result<Vec<Result<u64, Failed>>, Failed> {
    Ok(vec![Ok(key)])
}

#[task]
async fn write(outcome: Result<u64, Failed>) -> Result<u64, Failed> {
    outcome
}

#[state_machine]
async fn machine(key: u64) -> Result<(u64, Result<u64, Failed>), Failed> {
    let outcome = Ok(key);
    Ok((key, outcome))
}

fn main() {}
