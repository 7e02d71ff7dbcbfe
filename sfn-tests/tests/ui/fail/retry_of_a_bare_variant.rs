use sfn::{TaskError, task};

#[derive(TaskError)]
enum StockError {
    Busy,
}

#[task(retry(errors = [Busy]))]
async fn work() -> Result<(), StockError> {
    Ok(())
}

fn main() {}
