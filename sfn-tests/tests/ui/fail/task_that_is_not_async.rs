use sfn::{TaskError, task};

#[derive(TaskError)]
enum StockError {
    Busy,
}

#[task]
fn work() -> Result<(), StockError> {
    Ok(())
}

fn main() {}
