use serde::{Deserialize, Serialize};
use sfn::Shape;

use std::collections::BTreeMap;

#[derive(Serialize, Deserialize, Shape)]
struct Order {
    #[serde(flatten)]
    more: BTreeMap<String, u64>,
}

fn main() {}
