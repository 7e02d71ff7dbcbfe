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
    let mut sum = 0;
    let all: Vec<u64> = items.iter().map(|n| { sum += n; sum }).collect();
    Ok(all[0])
}

fn main() {}
