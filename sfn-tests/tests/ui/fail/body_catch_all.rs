// mistakes: 5
use sfn::{TaskError, state_machine, task};

#[derive(Debug, TaskError)]
pub enum Failed {
    Lost,
}

impl From<sfn::Caught> for Failed {
    fn from(_: sfn::Caught) -> Self {
        Failed::Lost
    }
}

#[task]
async fn work(n: u64) -> Result<u64, Failed> {
    if n == 0 { Err(Failed::Lost) } else { Ok(n) }
}

#[state_machine]
async fn not_a_block(n: u64) -> Result<u64, Failed> {
    match sfn::catch_all(work(n)).await {
        Ok(m) => Ok(m),
        Err(_) => Ok(0),
    }
}

#[state_machine]
async fn passed_on(n: u64) -> Result<u64, Failed> {
    let m = sfn::catch_all(async { work(n).await }).await?;
    Ok(m)
}

#[state_machine]
async fn stored(n: u64) -> Result<u64, Failed> {
    let outcome = sfn::catch_all(async { work(n).await }).await;
    match outcome {
        Ok(m) => Ok(m),
        Err(_) => Ok(0),
    }
}

#[state_machine]
async fn in_a_join(n: u64) -> Result<u64, Failed> {
    let (one, two) = sfn::join!(sfn::catch_all(async { work(n).await }), work(n));
    Ok(two?)
}

#[state_machine]
async fn returned_as_it_is(n: u64) -> Result<u64, Failed> {
    match sfn::catch_all(async { work(n).await }).await {
        Ok(m) => Ok(m),
        Err(caught) => Err(caught.into()),
    }
}

fn main() {}
