use sfn::TaskError;

#[derive(TaskError)]
enum StockError<T> {
    OutOfStock(T),
}

fn main() {}
