use sfn::{TaskError, task};

#[derive(TaskError)]
enum StockError {
    Busy,
}

#[task(timeout = "30s", heartbeat = "1m")]
async fn work() -> Result<(), StockError> {
    Ok(())
}

fn main() {}
