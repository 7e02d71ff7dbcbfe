use serde::{Deserialize, Serialize};
use sfn::Shape;

#[derive(Serialize, Deserialize, Shape)]
#[serde(tag = "type")]
struct Order {
    id: u64,
}

fn main() {}
