// mistakes: 4
use serde::{Deserialize, Serialize};
use sfn::{Shape, TaskError, state_machine, task};

#[derive(Clone, Debug, Serialize, Deserialize, Shape, TaskError)]
pub enum Failed {
    Broken { part: String },
    Lost,
}

const LOST: Failed = Failed::Lost;

#[task]
async fn reasons(n: u64) -> Result<Vec<Failed>, Failed> {
    if n == 0 { Err(Failed::Lost) } else { Ok(vec![Failed::Lost]) }
}

#[state_machine]
async fn machine(n: u64) -> Result<u64, Failed> {
    let all = reasons(n).await?;
    if n > 9 {
        return Err(if n > 10 { Failed::Lost } else { Failed::Broken { part: "lid".to_owned() } });
    }
    if n > 8 {
        return Err(all[0].clone());
    }
    if n > 7 {
        return Err(LOST);
    }
    all.first().map(|_| n).ok_or_else(|| match n {
        0 => Failed::Lost,
        _ => Failed::Broken { part: String::new() },
    })
}

fn main() {}
