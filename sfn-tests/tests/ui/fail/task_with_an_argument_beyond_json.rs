use sfn::{TaskError, task};

#[derive(TaskError)]
enum StockError {
    Busy,
}

struct Order;

#[task]
async fn work(_order: &Order) -> Result<(), StockError> {
    Ok(())
}

fn main() {}
