use sfn::{TaskError, state_machine};
use std::collections::BTreeMap;

#[derive(Debug, TaskError)]
pub enum Failed {
    Lost,
}

#[state_machine]
async fn machine(totals: BTreeMap<String, u64>) -> Result<Vec<String>, Failed> {
    Ok(totals.keys().cloned().filter(|key| !key.is_empty()).collect())
}

fn main() {}
