use serde::{Deserialize, Serialize};
use sfn::{Shape, TaskError, state_machine};

#[derive(Debug, TaskError)]
pub enum Failed {
    Broken { part: String },
    Lost,
}

#[derive(Clone, Serialize, Deserialize, Shape)]
pub struct Item {
    name: String,
    count: u64,
}

#[derive(Clone, Serialize, Deserialize, Shape)]
pub enum Kind {
    None,
    One(u64),
    Two { a: u64, b: u64 },
}

#[state_machine]
async fn machine(n: u64) -> Result<Kind, Failed> {
    let kind = Kind::Three;
    Ok(kind)
}

fn main() {}
