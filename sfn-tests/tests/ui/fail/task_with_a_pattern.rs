use sfn::{TaskError, task};

#[derive(TaskError)]
enum StockError {
    Busy,
}

#[task]
async fn work((_first, _second): (u32, u32)) -> Result<(), StockError> {
    Ok(())
}

fn main() {}
