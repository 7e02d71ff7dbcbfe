use serde::{Deserialize, Serialize};
use sfn::{Shape, TaskError, state_machine};

#[derive(TaskError)]
enum Never {}

#[derive(Serialize, Deserialize, Shape)]
struct Customer {
    name: String,
    #[serde(flatten)]
    address: Address,
}

#[derive(Serialize, Deserialize, Shape)]
struct Address {
    street: String,
}

#[state_machine]
async fn moved(customer: Customer) -> Result<Address, Never> {
    Ok(customer.address)
}

fn main() {}
