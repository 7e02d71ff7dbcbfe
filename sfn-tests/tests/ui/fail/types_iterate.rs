// doubled: the graph asks the values of the map for the members of a pair
use sfn::{TaskError, state_machine, task};

#[derive(Debug, TaskError)]
pub enum Failed {
    Broken { part: String },
    Lost,
}

#[task]
async fn work(n: u64) -> Result<u64, Failed> {
    if n == 0 { Err(Failed::Lost) } else { Ok(n) }
}

#[state_machine]
async fn machine(all: std::collections::BTreeMap<String, u64>) -> Result<u64, Failed> {
    let mut sum = 0;
    for (_, n) in all {
        sum += n;
    }
    Ok(sum)
}

fn main() {}
