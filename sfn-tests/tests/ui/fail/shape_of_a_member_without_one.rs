use serde::{Deserialize, Serialize};
use sfn::Shape;

#[derive(Serialize, Deserialize, Shape)]
struct Order {
    window: std::time::SystemTime,
}

fn main() {}
