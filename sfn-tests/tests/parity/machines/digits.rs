//! Numbers in the payloads of errors that a machine raises keep all of their digits.

use serde::{Deserialize, Serialize};
use sfn::{Shape, TaskError, state_machine};

#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
pub struct Account {
    number: u64,
    rates: Vec<f64>,
    limits: Vec<Vec<i64>>,
    name: Option<String>,
}

#[derive(Debug, TaskError)]
pub enum Refused {
    Amount {
        cents: u64,
        text: String,
        note: Option<u32>,
    },
    Held(i64),
    Rate {
        rate: f64,
    },
    Closed {
        account: Account,
        reason: String,
    },
    Pair(u64, bool),
}

/// One error after the other, by its name.
#[state_machine]
pub async fn payload_digits(which: String, account: Account) -> Result<u64, Refused> {
    let number = account.number;
    match which.as_str() {
        "amount" => Err(Refused::Amount {
            cents: number,
            text: "\"quoted\" ü".to_owned(),
            note: None,
        }),
        "held" => {
            let held = 0 - number as i64;
            Err(Refused::Held(held))
        }
        "rate" => {
            let rate = account.rates[0] + account.rates[1];
            Err(Refused::Rate { rate })
        }
        "closed" => Err(Refused::Closed {
            account,
            reason: "closed".to_owned(),
        }),
        "pair" => Err(Refused::Pair(number, true)),
        _ => Ok(number),
    }
}

crate::harness::subjects!(payload_digits);
