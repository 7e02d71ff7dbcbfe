use serde::{Deserialize, Serialize};
use sfn::{Shape, TaskError, state_machine};

#[derive(Debug, TaskError)]
pub enum Failed {
    Lost,
}

#[derive(Serialize, Deserialize, Shape)]
pub enum Verdict {
    Accepted(u64),
    Refused,
}

use Verdict::Accepted;

#[state_machine]
async fn machine(verdict: Verdict) -> Result<u64, Failed> {
    match verdict {
        Accepted(_) => Ok(1),
        Verdict::Refused => Ok(0),
    }
}

fn main() {}
