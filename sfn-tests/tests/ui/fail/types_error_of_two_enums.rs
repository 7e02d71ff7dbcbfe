use sfn::{TaskError, state_machine, task};

#[derive(Debug, TaskError)]
pub enum Bad {
    Odd { n: u64 },
}

#[derive(Debug, TaskError)]
pub enum Middle {
    Bad(#[from] Bad),
}

#[derive(Debug, TaskError)]
pub enum Outer {
    Middle(#[from] Middle),
    Last,
}

impl From<Bad> for Outer {
    fn from(_: Bad) -> Self {
        Outer::Last
    }
}

#[task]
async fn work(n: u64) -> Result<u64, Bad> {
    Ok(n)
}

#[state_machine]
async fn machine(n: u64) -> Result<u64, Outer> {
    Ok(work(n).await?)
}

fn main() {}
