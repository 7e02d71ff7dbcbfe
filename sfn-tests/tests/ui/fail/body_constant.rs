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

const LIMITS: [u64; 2] = [5, 9];

#[state_machine]
async fn machine(n: u64) -> Result<u64, Failed> {
    Ok(n + LIMITS[0])
}

fn main() {}
