use sfn::TaskError;

#[derive(TaskError)]
enum StockError {
    OutOfStock { until: std::time::Duration },
}

fn main() {}
