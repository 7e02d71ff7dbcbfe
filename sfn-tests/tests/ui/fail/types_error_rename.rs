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

#[derive(Debug, TaskError)]
pub enum Wrapped {
    Wrapped,
}

impl From<Failed> for Wrapped {
    fn from(_: Failed) -> Self {
        Wrapped::Wrapped
    }
}

#[state_machine]
async fn machine(n: u64) -> Result<u64, Wrapped> {
    let m = work(n).await?;
    Ok(m)
}

fn main() {}
