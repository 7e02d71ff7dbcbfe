//! Typed errors: caught by name, passed on, retried, and the ones that nobody claims.

use serde::{Deserialize, Serialize};
use sfn::{Shape, TaskError, state_machine, task};

#[derive(Debug, TaskError)]
pub enum StockError {
    Sold { sku: String, left: u64 },
    Busy,
    Limit(u64),
}

#[derive(Debug, TaskError)]
pub enum ShopError {
    Refused { reason: String },
    Stock(#[from] StockError),
}

#[derive(Clone, Serialize, Deserialize, Shape)]
pub struct Want {
    sku: String,
    count: u64,
}

#[derive(Clone, Serialize, Deserialize, Shape)]
pub enum Label {
    Text(String),
    Blank,
}

#[task]
pub async fn take(want: Want) -> Result<u64, StockError> {
    match want.sku.as_str() {
        "sold" => Err(StockError::Sold {
            sku: want.sku,
            left: want.count / 2,
        }),
        "busy" => Err(StockError::Busy),
        "limit" => Err(StockError::Limit(7)),
        "broken" => panic!("the shelf broke"),
        _ => Ok(want.count * 2),
    }
}

/// Fails as often as it is told before it answers.
#[task(retry(errors = [StockError::Busy], attempts = 2, interval = "5s", backoff = 3.0))]
pub async fn flaky(key: String, failures: u32) -> Result<u32, StockError> {
    let calls = super::calls_before(&key);
    if calls < failures {
        Err(StockError::Busy)
    } else {
        Ok(calls)
    }
}

/// Every variant by an arm of its own, with its payload.
#[state_machine]
pub async fn by_name(want: Want) -> Result<String, ShopError> {
    match take(want).await {
        Ok(count) => Ok(format!("took {count}")),
        Err(StockError::Sold { sku, left }) => Ok(format!("{sku}: {left} left")),
        Err(StockError::Limit(most)) => Err(ShopError::Refused {
            reason: format!("at most {most}"),
        }),
        Err(other) => Err(other.into()),
    }
}

/// `?` keeps the inner name and payload.
#[state_machine]
pub async fn passed_on(want: Want) -> Result<u64, ShopError> {
    let count = take(want.clone()).await?;
    if count > 100 {
        return Err(ShopError::Refused { reason: want.sku });
    }
    Ok(count)
}

/// Retries count down, and the last failure is caught.
#[state_machine]
pub async fn retried(failures: u32) -> Result<u32, ShopError> {
    if let Ok(calls) = flaky("first".to_owned(), failures).await {
        return Ok(calls);
    }
    let calls = flaky("second".to_owned(), failures - 1).await?;
    Ok(100 + calls)
}

/// Put into the variant that it converts to, in each place where `into` may stand.
#[state_machine]
pub async fn wrapped_by_hand(want: Want, how: u32) -> Result<u64, ShopError> {
    let count = match how {
        0 => match take(want).await {
            Ok(count) => count,
            Err(error) => return Err(ShopError::Stock(error)),
        },
        1 => take(want).await.map_err(ShopError::Stock)?,
        2 => take(want).await.map_err(|error| ShopError::Stock(error))?,
        _ => {
            let result: Result<u64, ShopError> = match take(want).await {
                Ok(count) => Ok(count),
                Err(error) => Err(ShopError::Stock(error)),
            };
            result?
        }
    };
    Ok(count + 1)
}

/// Variants and conversions in a closure's place.
#[state_machine]
pub async fn named_closures(
    words: Vec<String>,
    counts: Vec<u32>,
    first: Option<u32>,
) -> Result<(Vec<Label>, Vec<Option<u32>>, Option<u64>, Vec<String>), ShopError> {
    let labels = words.iter().cloned().map(Label::Text).collect();
    let options = counts.iter().copied().map(Some).collect();
    let copies = words.iter().map(String::from).rev().collect();
    Ok((labels, options, first.map(u64::from), copies))
}

#[derive(Debug, TaskError)]
pub enum TownError {
    Shop(#[from] ShopError),
    Closed,
}

/// An error that becomes one of an enum around another.
#[state_machine]
pub async fn wrapped_twice(want: Want) -> Result<u64, TownError> {
    let count = take(want).await.map_err(ShopError::Stock)?;
    if count == 0 {
        return Err(TownError::Closed);
    }
    Ok(count)
}

crate::harness::subjects!(
    wrapped_twice,
    by_name,
    passed_on,
    retried,
    wrapped_by_hand,
    named_closures
);
