use sfn::{TaskError, task};

#[derive(TaskError)]
enum StockError {
    Busy,
}

#[task(timeout = "5 minutes")]
async fn work() -> Result<(), StockError> {
    Ok(())
}

fn main() {}
