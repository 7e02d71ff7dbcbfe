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
async fn machine(maybe: Option<u64>) -> Result<u64, Failed> {
    let _results = maybe.map(async |n| work(n).await);
    work(1).await
}

fn main() {}
