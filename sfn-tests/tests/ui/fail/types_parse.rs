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
async fn machine(text: String) -> Result<u64, Failed> {
    let ratio = text.parse::<f64>().unwrap_or(0.5);
    if ratio > 1.0 { work(1).await } else { work(2).await }
}

fn main() {}
