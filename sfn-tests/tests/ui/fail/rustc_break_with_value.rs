// said once: the macro leaves it to rustc
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
    let mut m = n;
    while m > 1 {
        m -= 1;
        break m;
    }
    Ok(m)
}

fn main() {}
