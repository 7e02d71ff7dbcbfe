// doubled: rustc has no `!` of text, and the graph has one of `bool` alone
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
async fn machine(name: String) -> Result<u64, Failed> {
    if !name {
        return Ok(1);
    }
    Ok(2)
}

fn main() {}
