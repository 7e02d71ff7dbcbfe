use sfn::{TaskError, task};

#[derive(TaskError)]
enum StockError {
    Busy,
}

#[task(retry(backoff = 0.5))]
async fn work() -> Result<(), StockError> {
    Ok(())
}

fn main() {}
