use serde::{Deserialize, Serialize};
use sfn::Shape;

#[derive(Serialize, Deserialize, Shape)]
struct Order {
    #[serde(default)]
    address: Address,
}

#[derive(Default, Serialize, Deserialize, Shape)]
struct Address {
    street: String,
}

fn main() {}
