use sfn::{TaskError, task};

#[derive(TaskError)]
enum StockError {
    Busy,
}

#[task(name = "reserve stock")]
async fn work() -> Result<(), StockError> {
    Ok(())
}

fn main() {}
