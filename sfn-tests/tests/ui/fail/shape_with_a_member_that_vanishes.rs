use serde::{Deserialize, Serialize};
use sfn::Shape;

#[derive(Serialize, Deserialize, Shape)]
struct Order {
    #[serde(skip_serializing_if = "String::is_empty")]
    note: String,
}

fn main() {}
