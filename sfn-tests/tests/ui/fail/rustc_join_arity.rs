// doubled: the graph asks for the third result
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
    let (a, b, c) = sfn::try_join!(work(n), work(n))?;
    Ok(a + b + c)
}

fn main() {}
