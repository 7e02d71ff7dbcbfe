// mistakes: 5
use sfn::{TaskError, state_machine, task};
use std::collections::BTreeMap;

#[derive(Debug, TaskError)]
pub enum Failed {
    Lost,
}

#[task]
async fn work(n: u64) -> Result<Option<u64>, Failed> {
    if n == 0 { Err(Failed::Lost) } else { Ok(Some(n)) }
}

#[state_machine]
async fn local(maybe: Option<u64>) -> Result<u64, Failed> {
    let nested = Some(maybe);
    match work(2).await? {
        Some(n) if nested == None => Ok(n),
        _ => Ok(1),
    }
}

#[state_machine]
async fn given(n: u64) -> Result<u64, Failed> {
    let found = Some(work(n).await?);
    if found.is_some() { Ok(n) } else { Ok(1) }
}

#[state_machine]
async fn nothing(n: u64) -> Result<bool, Failed> {
    let done = if n > 1 { Some(()) } else { None };
    match done {
        None => Ok(true),
        _ => Ok(false),
    }
}

#[state_machine]
async fn in_a_tuple(pair: (u64, Option<u64>)) -> Result<u64, Failed> {
    let (first, second) = (pair.0, Some(pair.1));
    match second {
        Some(None) => Ok(first),
        _ => Ok(0),
    }
}

#[state_machine]
async fn in_a_closure(values: Vec<u64>, known: BTreeMap<String, u64>) -> Result<usize, Failed> {
    let all: Vec<_> = values.iter().map(|n| Some(if *n > 1 { None } else { Some(*n) })).collect();
    Ok(all.len() + known.len())
}

fn main() {}
