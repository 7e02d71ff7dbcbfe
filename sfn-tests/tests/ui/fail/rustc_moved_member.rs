// said once: nobody asks the tape what it moves
use serde::{Deserialize, Serialize};
use sfn::{Shape, TaskError, state_machine};

#[derive(Debug, TaskError)]
pub enum Failed {
    Broken { part: String },
    Lost,
}

#[derive(Clone, Serialize, Deserialize, Shape)]
pub struct Item {
    name: String,
    count: u64,
}

#[derive(Clone, Serialize, Deserialize, Shape)]
pub enum Kind {
    None,
    One(u64),
    Two { a: u64, b: u64 },
}

#[state_machine]
async fn machine(item: Item) -> Result<Item, Failed> {
    let name = item.name;
    let again = format!("{name}{}", item.name);
    Ok(Item { name: again, count: 1 })
}

fn main() {}
