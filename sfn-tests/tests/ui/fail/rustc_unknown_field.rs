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

#[derive(Clone, serde::Serialize, serde::Deserialize, sfn::Shape)]
pub struct Pair {
    a: u64,
}

#[state_machine]
async fn machine(pair: Pair) -> Result<u64, Failed> {
    Ok(pair.b)
}

fn main() {}
