use sfn::{TaskError, task};

#[derive(TaskError)]
enum StockError {
    Busy,
}

#[task]
async fn work<T>(_item: T) -> Result<(), StockError> {
    Ok(())
}

fn main() {}
