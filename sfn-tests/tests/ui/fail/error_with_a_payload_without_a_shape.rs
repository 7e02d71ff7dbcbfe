use sfn::TaskError;

#[derive(TaskError)]
enum StockError {
    OutOfStock { until: std::time::SystemTime },
}

fn main() {}
