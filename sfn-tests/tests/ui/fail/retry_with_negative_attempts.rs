use sfn::{TaskError, task};

#[derive(TaskError)]
enum StockError {
    Busy,
}

#[task(retry(attempts = -1))]
async fn work() -> Result<(), StockError> {
    Ok(())
}

fn main() {}
