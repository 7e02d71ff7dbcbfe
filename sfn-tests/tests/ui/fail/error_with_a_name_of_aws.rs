use sfn::TaskError;

#[derive(TaskError)]
enum StockError {
    #[error(name = "States.OutOfStock")]
    OutOfStock,
}

fn main() {}
