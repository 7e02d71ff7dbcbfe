use sfn::TaskError;

#[derive(TaskError)]
enum StockError {
    #[error(states = "States.ALL")]
    Any,
}

fn main() {}
