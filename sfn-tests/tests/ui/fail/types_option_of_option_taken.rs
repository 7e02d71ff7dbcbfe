// mistakes: 4
use sfn::{TaskError, state_machine, task};

#[derive(Debug, TaskError)]
pub enum Failed {
    Lost,
}

type Deep = Option<Option<u64>>;

#[task]
async fn read(key: u64) -> Result<Deep, Failed> {
    if key == 0 { Err(Failed::Lost) } else { Ok(Some(None)) }
}

#[task]
async fn write(lines: &[Option<Option<u64>>], all: Option<()>) -> Result<usize, Failed> {
    all.map(|()| lines.len()).ok_or(Failed::Lost)
}

#[state_machine]
async fn machine(change: Option<Option<u64>>) -> Result<usize, Failed> {
    write(&[change], None).await
}

fn main() {}
