use sfn::{TaskError, task};

#[derive(TaskError)]
enum StockError {
    Busy,
}

#[task(retry(errors = ["States.ALL"]))]
async fn work() -> Result<(), StockError> {
    Ok(())
}

fn main() {}
