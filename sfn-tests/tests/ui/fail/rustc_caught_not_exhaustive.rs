// said once: the last arm of the tape covers everything
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

#[state_machine]
async fn machine(n: u64) -> Result<u64, Failed> {
    match work(n).await {
        Ok(m) => Ok(m),
        Err(Failed::Lost) => Ok(0),
    }
}

fn main() {}
