use sfn::{TaskError, task};

#[derive(TaskError)]
enum StockError {
    Busy,
}

#[task(retry(errors = [StockError::Bussy]))]
async fn work() -> Result<(), StockError> {
    Ok(())
}

fn main() {}
