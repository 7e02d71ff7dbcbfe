//! What `#[task]` takes where the fail cases are refused, in a crate that allows no warning.
#![deny(missing_docs, warnings)]
#![forbid(unsafe_code)]

use serde::{Deserialize, Serialize};
use sfn::{Shape, Task, TaskError, task};

/// An error.
#[derive(Debug, TaskError)]
pub enum StockError {
    /// A variant.
    Busy,
}

/// An argument that can be given again.
#[derive(Debug, Clone, Serialize, Deserialize, Shape)]
pub struct Order {
    id: u64,
}

/// An alias of `Result`.
pub mod stock {
    /// With the error that is common here.
    pub type Result<T> = std::result::Result<T, super::StockError>;
}

/// Everything that can be said.
#[task(
    name = "reserve-stock",
    resource = "arn:aws:lambda:us-east-1:123456789012:function:reserve",
    timeout = "1m30s",
    heartbeat = 10,
    service_retry = false,
    retry(errors = [StockError::Busy, crate::StockError::Busy, "States.Timeout", "Lambda.Unknown"], attempts = 3),
    retry(interval = "2s", backoff = 1.5, max_delay = "1m", jitter = "full"),
    crate = ::sfn
)]
pub async fn reserve(order: &Order, skus: &[String], note: &str, mut count: u32) -> Result<u64, StockError> {
    count += 1;
    Ok(order.id + skus.len() as u64 + note.len() as u64 + u64::from(count))
}

/// An alias, and no parameters.
#[task]
#[must_use]
#[deprecated = "for the test"]
pub async fn ping() -> stock::Result<()> {
    Ok(())
}

/// Names of generated code and of the prelude, and a raw one, are free.
#[task(retry())]
async fn handle(payload: u64, arguments: u64, result: u64, r#type: u64) -> Result<u64, StockError> {
    Ok(payload + arguments + result + r#type)
}

mod shadows {
    #![allow(dead_code)]

    struct Option;
    struct Some;
    struct Box;
    struct Future;
    struct Send;
    struct String;
    struct Vec;

    #[sfn::task]
    pub async fn work(text: &str, numbers: &[u64]) -> Result<usize, super::StockError> {
        Ok(text.len() + numbers.len())
    }
}

/// A task may stand inside of a function, and bring its name's type and value by one `use`.
fn inside() -> &'static str {
    #[task]
    async fn hidden() -> Result<(), StockError> {
        Ok(())
    }
    let _ = hidden();
    <hidden as Task>::SPEC.name
}

fn main() {
    use shadows::work;
    let _ = work("a", &[1]);
    let _ = <work as Task>::SPEC.parameters;
    let order = Order { id: 1 };
    let _ = (reserve(&order, &[], "", 1), handle(1, 2, 3, 4), StockError::Busy);
    assert_eq!(inside(), "hidden");
    assert_eq!(<reserve as Task>::SPEC.timeout_seconds, Some(90));
    assert_eq!(<handle as Task>::SPEC.parameters, ["payload", "arguments", "result", "type"]);
}
