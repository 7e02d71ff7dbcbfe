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

pub struct Order {
    n: u64,
}

#[state_machine]
async fn machine(order: Order) -> Result<u64, Failed> {
    Ok(order.n)
}

fn main() {}
