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
    println!("{n}");
    work(n).await
}

async fn caller() -> Result<u64, Failed> {
    machine(1).await
}

fn main() {
    let _ = caller();
}
