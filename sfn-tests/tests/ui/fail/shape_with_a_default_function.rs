use serde::{Deserialize, Serialize};
use sfn::Shape;

#[derive(Serialize, Deserialize, Shape)]
struct Order {
    #[serde(default = "first")]
    id: u64,
}

fn first() -> u64 {
    1
}

fn main() {}
