use sfn::{TaskError, task};

#[derive(Debug, TaskError)]
pub enum Failed {
    Lost,
}

#[task(timeout = "0s")]
async fn work(n: u64) -> Result<u64, Failed> {
    Ok(n)
}

async fn caller() -> Result<u64, Failed> {
    work(1).await
}

fn main() {
    let _ = caller();
}
