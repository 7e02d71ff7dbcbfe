use sfn::{TaskError, task};

#[derive(TaskError)]
enum StockError {
    Busy,
}

#[task(timeout = "0s")]
async fn work() -> Result<(), StockError> {
    Ok(())
}

fn main() {}
