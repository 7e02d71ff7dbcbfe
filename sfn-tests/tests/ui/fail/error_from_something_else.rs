use sfn::TaskError;

#[derive(TaskError)]
enum OrderError {
    Io(#[from] std::fmt::Error),
}

fn main() {}
