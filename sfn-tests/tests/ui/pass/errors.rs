//! What `derive(TaskError)` takes where the fail cases are refused, in a crate that allows no warning.
#![deny(missing_docs, warnings)]
#![forbid(unsafe_code)]

use sfn::{Opaque, TaskError};
use std::time::Duration;

/// An enum without parameters.
#[derive(Debug, TaskError)]
#[allow(clippy::large_enum_variant)]
pub enum StockError {
    /// The struct became a variant.
    OutOfStock {
        /// What is missing.
        sku: String,
        /// A payload of any type.
        until: Opaque<Duration>,
    },
    /// A name of its own.
    #[error(name = "Stock.Closed")]
    Closed,
    /// One of AWS's.
    #[error(states = "States.Timeout")]
    TooSlow,
    /// No envelope.
    Other {
        /// Renamed.
        #[serde(rename = "kind")]
        error_type: String,
    },
}

/// Holds another error.
#[derive(Debug, TaskError)]
pub enum OrderError {
    /// By its member.
    Stock(#[from] StockError),
    /// By itself.
    #[from]
    Payment(PaymentError),
}

/// Has a message for `thiserror`.
#[derive(Debug, TaskError)]
pub enum PaymentError {
    /// One member.
    #[error("declined: {0}")]
    Declined(u64),
    /// Two members.
    Pair(u64, String),
}

/// Names of the prelude mean something else here.
mod shadows {
    use sfn::TaskError;

    #[derive(TaskError)]
    pub enum Option {
        Some { failure: u64, payload: u64, member_0: u64 },
        None,
    }

    #[derive(TaskError)]
    pub enum Result {
        Ok(#[from] Option),
        Err(u64, u64),
    }
}

fn main() {
    let _ = (StockError::Closed, StockError::TooSlow, OrderError::from(PaymentError::Declined(1)));
    let some = shadows::Option::Some { failure: 1, payload: 2, member_0: 3 };
    let _ = (shadows::Result::from(some), shadows::Result::Err(1, 2), shadows::Option::None);
}
