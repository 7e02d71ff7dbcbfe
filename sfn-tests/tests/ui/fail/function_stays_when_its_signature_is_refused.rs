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
async fn machine(name: &str) -> Result<u64, Failed> {
    if name.is_empty() {
        return Ok(0);
    }
    work(1).await
}

async fn caller() -> Result<u64, Failed> {
    machine("x").await
}

fn main() {
    let _ = caller();
}
