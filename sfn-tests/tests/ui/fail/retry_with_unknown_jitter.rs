use sfn::{TaskError, task};

#[derive(TaskError)]
enum StockError {
    Busy,
}

#[task(retry(jitter = "some"))]
async fn work() -> Result<(), StockError> {
    Ok(())
}

fn main() {}
