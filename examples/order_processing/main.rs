//! An order, from the stock check to the parcel: the workflow of the README.
//!
//! ```text
//! cargo run --example order_processing                  # runs orders/standard.json
//! cargo run --example order_processing -- emit          # prints the state machine for AWS Step Functions
//! cargo run --example order_processing -- run order_processing --input examples/order_processing/orders/declined.json
//! ```

mod tasks;

use serde::{Deserialize, Serialize};
use sfn::{Shape, TaskError, state_machine};
use std::process::ExitCode;
use std::time::Duration;
use tasks::{
    DeliveryError, Line, PaymentError, StockError, charge, notify, release, reserve, ship,
};

/// What a customer sends.
#[derive(Clone, Serialize, Deserialize, Shape)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Order {
    id: String,
    customer: String,
    card: String,
    lines: Vec<Line>,
    #[serde(default)]
    express: bool,
}

/// What the customer gets back.
#[derive(Debug, PartialEq, Serialize, Deserialize, Shape)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Receipt {
    order_id: String,
    total_cents: u64,
    payment_id: String,
    tracking: String,
}

/// Why an order is not delivered. `?` passes the tasks' own errors on under their own names.
#[derive(Debug, TaskError)]
pub(crate) enum OrderError {
    /// The customer's bank said no; the stock is free again.
    Unpaid {
        reason: String,
        total_cents: u64,
    },
    /// More than a machine may decide alone.
    NeedsReview {
        total_cents: u64,
    },
    Stock(#[from] StockError),
    Payment(#[from] PaymentError),
    Delivery(#[from] DeliveryError),
}

/// Takes an order from the stock check to the parcel.
#[state_machine(timeout = "30d")]
pub(crate) async fn order_processing(order: Order) -> Result<Receipt, OrderError> {
    // Four warehouses can answer at a time.
    let reserved = sfn::map(&order.lines, async |line| reserve(line.clone()).await)
        .concurrency(4)
        .await?;

    let mut total_cents = 0;
    for reservation in &reserved {
        total_cents += reservation.cents * reservation.quantity;
    }
    if total_cents > 1_000_000 {
        return Err(OrderError::NeedsReview { total_cents });
    }

    let payment_id = match charge(&order.card, total_cents).await {
        Ok(id) => id,
        Err(PaymentError::Declined { reason }) => {
            for reservation in &reserved {
                release(reservation.clone()).await?;
            }
            return Err(OrderError::Unpaid {
                reason,
                total_cents,
            });
        }
        Err(unavailable) => return Err(unavailable.into()),
    };

    if !order.express {
        // The customer may still cancel.
        sfn::sleep(Duration::from_secs(3600)).await;
    }
    let message = format!("order {} is on its way", order.id);
    let (tracking, _) =
        sfn::try_join!(ship(&order.id, reserved), notify(&order.customer, message))?;

    Ok(Receipt {
        order_id: order.id,
        total_cents,
        payment_id,
        tracking,
    })
}

sfn::demonstration!(order_processing, "orders/standard.json");

fn main() -> ExitCode {
    sfn::main()
}
