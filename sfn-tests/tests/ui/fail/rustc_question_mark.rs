// said once: what stands for the step in the tape ends where the step does
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

#[derive(Debug, TaskError)]
pub enum Other {
    Other,
}

#[state_machine]
async fn machine(n: u64) -> Result<u64, Other> {
    let m = work(n).await?;
    Ok(m)
}

fn main() {}
