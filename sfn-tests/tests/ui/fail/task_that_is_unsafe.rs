use sfn::{TaskError, task};

#[derive(TaskError)]
enum StockError {
    Busy,
}

#[task]
async unsafe fn work() -> Result<(), StockError> {
    Ok(())
}

fn main() {}
