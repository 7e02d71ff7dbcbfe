//! `const` items, of modules and of bodies, as values and in patterns.

use super::Never;
use serde::{Deserialize, Serialize};
use sfn::{Shape, state_machine, task};

const LIMIT: u64 = 5;
const BELOW: i64 = -7;
const RATE: f64 = 0.25;
const GREETING: &str = "h\u{e9} \"{% x %}\"";
const EAGER: bool = LIMIT > 4;

mod limits {
    pub const MAX: u8 = u8::MAX - 1;
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Shape)]
pub enum Currency {
    EUR,
    USD { cents: u64 },
}

#[task]
pub async fn repeat(text: &str, times: u64) -> Result<String, Never> {
    Ok(text.repeat(times as usize))
}

/// As operands, arguments, members and in conditions.
#[state_machine]
pub async fn constant_values(n: u64) -> Result<(u64, i64, f64, String, Vec<u8>), Never> {
    const TWICE: u64 = LIMIT * 2;
    let mut total = n + LIMIT;
    for _ in 0..LIMIT {
        const LIMIT: u64 = TWICE + 1;
        total += LIMIT;
    }
    if EAGER && total > TWICE {
        total %= LIMIT;
    }
    let text = repeat(GREETING, LIMIT - 3).await?;
    let ends = vec![u8::MAX, limits::MAX, u8::MIN];
    Ok((
        total,
        BELOW - 1,
        RATE * 2.0,
        format!("{text}{GREETING}{LIMIT}"),
        ends,
    ))
}

/// In patterns, beside variants that are spelled alike.
#[state_machine]
pub async fn constant_patterns(
    n: u64,
    text: String,
    currency: Currency,
) -> Result<(u32, u32, u64), Never> {
    const LAST: u64 = 9;
    let first = match n {
        LIMIT => 1,
        0..LIMIT => 2,
        LAST | 100 => 3,
        _ => 4,
    };
    let second = match text.as_str() {
        GREETING => 1,
        _ => 2,
    };
    let third = match currency {
        Currency::EUR => 1,
        Currency::USD { cents: LIMIT } => 2,
        Currency::USD { cents } => cents,
    };
    let other = if third == 1 {
        Currency::USD { cents: LIMIT }
    } else {
        Currency::EUR
    };
    let fourth = match other {
        Currency::EUR => 0,
        Currency::USD { .. } => 10,
    };
    Ok((first, second, third + fourth))
}

crate::harness::subjects!(constant_values, constant_patterns);
