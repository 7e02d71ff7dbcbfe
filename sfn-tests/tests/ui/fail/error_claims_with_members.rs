use sfn::TaskError;

#[derive(TaskError)]
enum StockError {
    #[error(states = "States.Timeout")]
    TooSlow(String),
}

fn main() {}
