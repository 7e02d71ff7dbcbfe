use serde::{Deserialize, Serialize};
use sfn::{Shape, TaskError, task};

#[derive(TaskError)]
enum StockError {
    Busy,
}

#[derive(Serialize, Deserialize, Shape)]
struct Order {
    id: u64,
}

#[task(retry(attempts = 1))]
async fn work(_order: Order) -> Result<(), StockError> {
    Ok(())
}

fn main() {}
