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
    let nested = Some(1).map(|_| maybe);
    if nested.is_some() { Ok(1) } else { work(2).await }
}

fn main() {}
