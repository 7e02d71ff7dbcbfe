use sfn::{TaskError, state_machine, task};

#[derive(Debug, TaskError)]
pub enum Failed {
    Lost,
}

#[task]
async fn work(n: u64) -> Result<u64, Failed> {
    if n == 0 { Err(Failed::Lost) } else { Ok(n) }
}

#[state_machine]
async fn machine(items: Vec<u64>) -> Result<u64, Failed> {
    let first = items.iter().map(|n| 10 / *n).take(1).collect::<Vec<_>>();
    work(first[0]).await
}

fn main() {}
