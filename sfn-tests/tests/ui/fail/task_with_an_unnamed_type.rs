use sfn::{TaskError, task};

#[derive(TaskError)]
enum StockError {
    Busy,
}

#[task]
async fn work(_item: impl ToString) -> Result<(), StockError> {
    Ok(())
}

fn main() {}
