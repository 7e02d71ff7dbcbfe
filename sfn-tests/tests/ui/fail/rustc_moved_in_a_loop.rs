// said once: nobody asks the tape what it moves
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
async fn machine(name: String) -> Result<String, Failed> {
    let mut text = String::new();
    for _ in 0..3 {
        let moved = name;
        text += &moved;
    }
    Ok(text)
}

fn main() {}
