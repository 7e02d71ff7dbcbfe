use sfn::{TaskError, task};

#[derive(TaskError)]
enum StockError {
    Busy,
}

struct Stock;

impl Stock {
    #[task]
    async fn work(&self) -> Result<(), StockError> {
        Ok(())
    }
}

fn main() {}
