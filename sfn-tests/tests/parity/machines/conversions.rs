//! `as`, `from`, `try_from`, `into`, and the methods of numbers.

use super::Never;
use serde::{Deserialize, Serialize};
use sfn::{Shape, state_machine};

#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
pub struct Narrowed {
    a: u8,
    b: i8,
    c: u16,
    d: i16,
    e: u32,
    f: i32,
}

/// Integers wrap.
#[state_machine]
pub async fn cast_integers(n: i64, m: u32) -> Result<(Narrowed, i64, u8, i32, u64, usize), Never> {
    let narrowed = Narrowed {
        a: n as u8,
        b: n as i8,
        c: n as u16,
        d: n as i16,
        e: n as u32,
        f: n as i32,
    };
    let wide = m as i64 - 1;
    let flag = (m > 5) as u8;
    Ok((narrowed, wide, flag, m as i32, u64::from(m), m as usize))
}

/// Floats are cut off and held at the limits.
#[state_machine]
pub async fn cast_floats(x: f64, n: u32) -> Result<(u8, i8, i64, u64, f64, f64), Never> {
    Ok((
        x as u8,
        x as i8,
        x as i64,
        x as u64,
        n as f64 / 2.0,
        f64::from(n) + 0.5,
    ))
}

/// A number that does not fit is an `Err`.
#[state_machine]
pub async fn tried_casts(n: i64) -> Result<(Option<u8>, bool, i64, u64), Never> {
    let byte = u8::try_from(n).ok();
    let fits = i16::try_from(n).is_ok();
    let short = match i32::try_from(n) {
        Ok(short) => short,
        Err(_) => 0,
    };
    let unsigned = u64::try_from(n).unwrap_or(7);
    let wide: i64 = short.into();
    Ok((byte, fits, wide, unsigned))
}

/// What numbers are asked.
#[state_machine]
pub async fn number_methods(
    a: i32,
    b: i32,
    c: u32,
) -> Result<
    (
        i32,
        i32,
        i32,
        u32,
        Option<i32>,
        Option<u32>,
        u32,
        i32,
        Option<u32>,
    ),
    Never,
> {
    Ok((
        a.min(b),
        a.max(b).clamp(-10, 10),
        a.saturating_add(b),
        a.abs_diff(b),
        a.checked_mul(b),
        c.checked_sub(5),
        c.saturating_sub(5),
        a.saturating_sub(b),
        c.checked_div(c / 2),
    ))
}

/// What panics where it does not fit.
#[state_machine]
pub async fn number_panics(a: i8, b: u32) -> Result<(i8, u64, u32), Never> {
    let small = a.abs();
    let wide = (b as u64).pow(3);
    Ok((small, wide, b.pow(2)))
}

/// Rounding.
#[state_machine]
pub async fn rounded(x: f64) -> Result<(i64, i64, i64, i64, f64), Never> {
    Ok((
        x.round() as i64,
        x.floor() as i64,
        x.ceil() as i64,
        x.trunc() as i64,
        x.abs().max(0.5).min(100.0),
    ))
}

crate::harness::subjects!(
    cast_integers,
    cast_floats,
    tried_casts,
    number_methods,
    number_panics,
    rounded
);
