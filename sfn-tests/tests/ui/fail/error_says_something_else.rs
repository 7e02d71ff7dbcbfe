use sfn::TaskError;

#[derive(TaskError)]
enum StockError {
    #[error(code = 404)]
    OutOfStock,
}

fn main() {}
