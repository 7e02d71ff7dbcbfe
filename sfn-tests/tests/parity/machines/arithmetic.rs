//! Numbers: operators by type, and where Rust panics.

use serde::{Deserialize, Serialize};
use sfn::{Shape, TaskError, state_machine};

#[derive(Debug, TaskError)]
pub enum Never {
    Impossible,
}

#[derive(Clone, Serialize, Deserialize, Shape)]
pub struct Pair {
    a: i64,
    b: i64,
}

#[derive(Serialize, Deserialize, Shape)]
pub struct Results {
    sum: i64,
    difference: i64,
    product: i64,
    quotient: i64,
    remainder: i64,
    negated: i64,
    less: bool,
    equal: bool,
}

/// Every operator on signed integers.
#[state_machine]
pub async fn signed(pair: Pair) -> Result<Results, Never> {
    Ok(Results {
        sum: pair.a + pair.b,
        difference: pair.a - pair.b,
        product: pair.a * pair.b,
        quotient: pair.a / pair.b,
        remainder: pair.a % pair.b,
        negated: -pair.a,
        less: pair.a < pair.b,
        equal: pair.a == pair.b,
    })
}

/// Unsigned subtraction panics below zero, and the type is only known from the parameters.
#[state_machine]
pub async fn unsigned(a: u32, b: u32) -> Result<u32, Never> {
    let mut total = 0;
    total += a;
    total -= b;
    Ok(total / 2 + total % 2)
}

/// Floating-point division does not truncate.
#[state_machine]
pub async fn floats(a: f64, b: f64) -> Result<f64, Never> {
    let ratio = a / b;
    Ok(ratio * 2.0 - 0.5)
}

crate::harness::subjects!(signed, unsigned, floats);
