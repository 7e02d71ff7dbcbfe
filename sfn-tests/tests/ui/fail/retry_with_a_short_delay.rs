use sfn::{TaskError, task};

#[derive(TaskError)]
enum StockError {
    Busy,
}

#[task(retry(interval = "10s", max_delay = "10s"))]
async fn work() -> Result<(), StockError> {
    Ok(())
}

fn main() {}
