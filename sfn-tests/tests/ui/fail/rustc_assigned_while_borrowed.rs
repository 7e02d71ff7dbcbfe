// said once: nobody asks the tape what it borrows
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
async fn machine(items: Vec<u64>) -> Result<Vec<u64>, Failed> {
    let mut list = items;
    for item in &list {
        list = vec![*item];
    }
    Ok(list)
}

fn main() {}
