// mistakes: 7
use sfn::{TaskError, task};

#[derive(TaskError)]
enum StockError {
    Busy,
}

#[task(timeout = 0, retry(attempts = -1, jitter = "some"))]
async fn work(_total: u32) -> Result<(), StockError> {
    Ok(())
}

#[task]
fn rest((_a, _b): (u32, u32), _c: &mut u32) -> u32 {
    1
}

fn main() {}
