use sfn::TaskError;

#[derive(TaskError)]
enum StockError {
    OutOfStock,
    #[error(name = "OutOfStock")]
    Gone,
}

fn main() {}
