use sfn::{TaskError, task};

#[derive(TaskError)]
enum StockError {
    Busy,
}

#[task(retries = 3)]
async fn work() -> Result<(), StockError> {
    Ok(())
}

fn main() {}
