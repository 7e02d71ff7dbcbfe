// doubled: rustc knows that it is no iterator, the tape that it is no array
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
    let mut sum = 0;
    for item in n {
        sum += item;
    }
    Ok(sum)
}

fn main() {}
