use sfn::{TaskError, task};

#[derive(TaskError)]
enum StockError {
    Busy,
}

#[task]
async fn work() -> u32 {
    1
}

fn main() {}
