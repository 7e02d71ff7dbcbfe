use serde::{Deserialize, Serialize};
use sfn::Shape;

#[derive(Serialize, Deserialize, Shape)]
#[serde(tag = "type")]
enum Id {
    Number(u64),
}

fn main() {}
