use sfn::{TaskError, task};

#[derive(TaskError)]
enum StockError {
    Busy,
}

#[task]
async fn work(_total: &mut u32) -> Result<(), StockError> {
    Ok(())
}

fn main() {}
