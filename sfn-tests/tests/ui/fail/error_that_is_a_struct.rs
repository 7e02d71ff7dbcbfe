use sfn::TaskError;

#[derive(TaskError)]
struct OutOfStock {
    sku: String,
}

fn main() {}
