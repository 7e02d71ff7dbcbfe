use sfn::TaskError;

#[derive(TaskError)]
enum StockError {
    #[serde(rename_all = "camelCase")]
    OutOfStock { error_type: String },
}

fn main() {}
