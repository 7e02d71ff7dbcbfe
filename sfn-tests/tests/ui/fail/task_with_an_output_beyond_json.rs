use sfn::{TaskError, task};

#[derive(TaskError)]
enum StockError {
    Busy,
}

struct Receipt;

#[task]
async fn work() -> Result<Receipt, StockError> {
    Ok(Receipt)
}

fn main() {}
