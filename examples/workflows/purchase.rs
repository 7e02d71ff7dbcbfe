//! An order: each item is set aside by itself, an item that fails says why in a type of its own, and what was set aside before is
//! put back.

use serde::{Deserialize, Serialize};
use sfn::{Shape, TaskError, state_machine, task};

/// What is ordered of one article.
#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
pub struct Item {
    article: String,
    count: u64,
}

/// What is set aside of one article.
#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
pub struct Held {
    article: String,
    count: u64,
    cents: u64,
}

/// What one item came to.
#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
#[serde(rename_all = "snake_case")]
pub enum Line {
    Held(Held),
    Short { article: String, missing: u64 },
    Unknown(String),
}

#[derive(Debug, TaskError)]
pub enum StockError {
    TooFew {
        left: u64,
    },
    NoSuchArticle,
    /// The warehouse does not answer.
    #[error(states = "States.Timeout")]
    Silent,
}

#[derive(Debug, TaskError)]
pub enum PurchaseError {
    Empty,
    Short { articles: Vec<String> },
    Unknown { article: String },
    Stock(#[from] StockError),
}

/// Sets an article aside.
#[task(timeout = "10s", retry(errors = [StockError::Silent], attempts = 2))]
pub async fn hold_article(article: &str, count: u64) -> Result<Held, StockError> {
    let (left, cents) = match article {
        "lamp" => (12, 4_999),
        "bulb" => (300, 499),
        "sofa" => (1, 189_900),
        _ => return Err(StockError::NoSuchArticle),
    };
    if count > left {
        return Err(StockError::TooFew { left });
    }
    Ok(Held {
        article: article.to_owned(),
        count,
        cents: cents * count,
    })
}

/// Puts an article back.
#[task]
pub async fn put_back(held: Held) -> Result<(), StockError> {
    match held.count {
        0 => Err(StockError::NoSuchArticle),
        _ => Ok(()),
    }
}

/// Sets every item aside and gives the price, or leaves the stock as it was.
#[state_machine]
pub async fn purchase(items: Vec<Item>) -> Result<u64, PurchaseError> {
    if items.is_empty() {
        return Err(PurchaseError::Empty);
    }
    let lines = sfn::map(&items, async |item| {
        match hold_article(&item.article, item.count).await {
            Ok(held) => Ok(Line::Held(held)),
            Err(StockError::TooFew { left }) => Ok(Line::Short {
                article: item.article.clone(),
                missing: item.count - left,
            }),
            Err(StockError::NoSuchArticle) => Ok(Line::Unknown(item.article.clone())),
            Err(silent) => Err(silent),
        }
    })
    .await?;

    let mut held = vec![];
    let mut short = vec![];
    let mut total = 0;
    let mut unknown = None;
    for line in lines {
        match line {
            Line::Held(one) => {
                total += one.cents;
                held.push(one);
            }
            Line::Short { article, missing } => short.push(format!("{missing} {article}")),
            Line::Unknown(article) => unknown = Some(article),
        }
    }
    if short.is_empty() && unknown.is_none() {
        return Ok(total);
    }

    sfn::map(held, async |one| put_back(one).await).await?;
    match unknown {
        Some(article) => Err(PurchaseError::Unknown { article }),
        None => Err(PurchaseError::Short { articles: short }),
    }
}
