use sfn::{TaskError, state_machine, task};

#[derive(Debug, TaskError)]
pub enum Failed {
    Broken { part: String },
    Lost,
}

#[task]
async fn work(n: u64) -> Result<u64, Failed> {
    if n == 0 { Err(Failed::Lost) } else { Ok(n) }
}

#[derive(Clone, PartialEq, serde::Serialize, serde::Deserialize, sfn::Shape)]
pub struct Pair {
    a: u64,
}

#[state_machine]
async fn machine(one: Pair, other: Pair) -> Result<bool, Failed> {
    Ok(one == other)
}

fn main() {}
