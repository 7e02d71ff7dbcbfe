use sfn::TaskError;

#[derive(TaskError)]
enum OrderError {
    #[from]
    Stock,
}

fn main() {}
