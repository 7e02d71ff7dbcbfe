// mistakes: 2
use serde::{Deserialize, Serialize};
use sfn::{Shape, TaskError, state_machine, task};

#[derive(Debug, Clone, Serialize, Deserialize, Shape, TaskError)]
pub enum Stock {
    Gone { left: u64 },
}

#[derive(Debug, TaskError)]
pub enum Failed {
    Stock(#[from] Stock),
    Lost,
}

#[task]
async fn work(n: u64) -> Result<u64, Failed> {
    if n == 0 { Err(Failed::Lost) } else { Err(Stock::Gone { left: n }.into()) }
}

#[task]
async fn tell(_stock: Stock) -> Result<u64, Failed> {
    Ok(1)
}

#[state_machine]
async fn bound(n: u64) -> Result<u64, Failed> {
    match work(n).await {
        Ok(m) => Ok(m),
        Err(Failed::Stock(stock)) => tell(stock).await,
        Err(other) => Err(other),
    }
}

#[state_machine]
async fn matched(n: u64) -> Result<u64, Failed> {
    match work(n).await {
        Ok(m) => Ok(m),
        Err(Failed::Stock(Stock::Gone { left })) => Ok(left),
        Err(other) => Err(other),
    }
}

fn main() {}
