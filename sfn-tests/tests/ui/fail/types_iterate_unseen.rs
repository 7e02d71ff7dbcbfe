use sfn::{TaskError, state_machine};
#[derive(Debug, TaskError)]
pub enum Failed { Lost }
#[state_machine]
async fn count(all: std::collections::BTreeMap<String, u64>) -> Result<u64, Failed> {
    let mut sum = 0;
    for _one in &all {
        sum += 1;
    }
    Ok(sum)
}
fn main() {}
