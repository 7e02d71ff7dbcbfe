// mistakes: 2
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

fn helper(n: u64) -> bool {
    n > 1
}

#[state_machine]
async fn machine(n: u64) -> Result<u64, Failed> {
    let known = Some(n);
    if let Some(m) = known && println!("{m}") == () && helper(m) {
        return Ok(m);
    }
    Ok(n)
}

fn main() {}
