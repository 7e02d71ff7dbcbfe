// said once: the tape has the user's braces
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
async fn machine(n: Option<u64>) -> Result<u64, Failed> {
    let Some(m) = n else {
        work(1).await?;
    };
    Ok(m)
}

fn main() {}
