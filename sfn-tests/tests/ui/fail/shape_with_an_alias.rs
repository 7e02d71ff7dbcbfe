use serde::{Deserialize, Serialize};
use sfn::Shape;

#[derive(Serialize, Deserialize, Shape)]
struct Order {
    #[serde(alias = "number")]
    id: u64,
}

fn main() {}
