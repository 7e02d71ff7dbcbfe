use serde::{Deserialize, Serialize};
use sfn::Shape;

#[derive(Serialize, Deserialize, Shape)]
#[serde(untagged)]
enum Id {
    Number(u64),
    Text(String),
}

fn main() {}
