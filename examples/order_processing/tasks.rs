//! The work: plain Rust, as it would run in Lambda functions. The services behind it are played here.

use serde::{Deserialize, Serialize};
use sfn::{Shape, TaskError, task};
use std::sync::atomic::{AtomicU32, Ordering};

/// One article of an order.
#[derive(Clone, Serialize, Deserialize, Shape)]
pub struct Line {
    pub sku: String,
    pub quantity: u64,
}

/// Stock that is set aside.
#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
pub struct Reservation {
    pub sku: String,
    pub quantity: u64,
    pub cents: u64,
}

#[derive(Debug, TaskError)]
pub enum StockError {
    OutOfStock {
        sku: String,
        wanted: u64,
        available: u64,
    },
    UnknownArticle {
        sku: String,
    },
}

#[derive(Debug, TaskError)]
pub enum PaymentError {
    Declined {
        reason: String,
    },
    Unavailable,
    /// AWS's own error: the bank did not answer in time.
    #[error(states = "States.Timeout")]
    NoAnswer,
}

#[derive(Debug, TaskError)]
pub enum DeliveryError {
    NoCarrier { order_id: String },
}

/// Sets a line's stock aside.
#[task]
pub async fn reserve(line: Line) -> Result<Reservation, StockError> {
    let (available, cents) = match line.sku.as_str() {
        "lamp" => (12, 4_999),
        "bulb" => (300, 499),
        "sofa" => (1, 189_900),
        _ => return Err(StockError::UnknownArticle { sku: line.sku }),
    };
    if line.quantity > available {
        return Err(StockError::OutOfStock {
            sku: line.sku,
            wanted: line.quantity,
            available,
        });
    }
    Ok(Reservation {
        sku: line.sku,
        quantity: line.quantity,
        cents,
    })
}

/// Frees the stock again: the compensation of `reserve`.
#[task]
pub async fn release(reservation: Reservation) -> Result<(), StockError> {
    match reservation.quantity {
        0 => Err(StockError::UnknownArticle {
            sku: reservation.sku,
        }),
        _ => Ok(()),
    }
}

/// Charges a card. The bank is out of reach now and then, so it is asked again.
#[task(
    timeout = "30s",
    retry(errors = [PaymentError::Unavailable, PaymentError::NoAnswer], attempts = 3, interval = "2s", backoff = 2.0)
)]
pub async fn charge(card: &str, cents: u64) -> Result<String, PaymentError> {
    static CALLS: AtomicU32 = AtomicU32::new(0);
    match card {
        "declined" => Err(PaymentError::Declined {
            reason: "limit exceeded".to_owned(),
        }),
        "flaky" if CALLS.fetch_add(1, Ordering::Relaxed) % 3 < 2 => Err(PaymentError::Unavailable),
        _ => Ok(format!("payment-{cents}")),
    }
}

/// Hands the goods to a carrier.
#[task(retry(attempts = 2))]
pub async fn ship(order_id: &str, goods: Vec<Reservation>) -> Result<String, DeliveryError> {
    if goods.is_empty() {
        return Err(DeliveryError::NoCarrier {
            order_id: order_id.to_owned(),
        });
    }
    Ok(format!("track-{order_id}-{}", goods.len()))
}

/// Tells the customer.
#[task]
pub async fn notify(customer: &str, message: String) -> Result<(), DeliveryError> {
    let _ = (customer, message);
    Ok(())
}
