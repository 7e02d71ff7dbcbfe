use sfn::{TaskError, task};

#[derive(TaskError)]
enum StockError {
    Busy,
}

#[task(retry(errors = ["States.Runtime"]))]
async fn work() -> Result<(), StockError> {
    Ok(())
}

fn main() {}
