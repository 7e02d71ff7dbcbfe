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
async fn machine(kind: Kind) -> Result<u64, Failed> {
    match kind {
        Kind::Two { a } => Ok(a),
        _ => Ok(0),
    }
}

fn main() {}
