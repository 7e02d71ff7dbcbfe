use serde::{Deserialize, Serialize};
use sfn::Shape;

#[derive(Serialize, Deserialize, Shape)]
struct Page<T> {
    items: Vec<T>,
}

fn main() {}
