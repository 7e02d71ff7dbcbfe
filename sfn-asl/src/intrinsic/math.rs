//! `States.MathAdd`, `States.MathRandom` and `States.UUID`.

use sfn_expr::Value;

use super::{Fault, integer_of, java};
use crate::scope::Scope;

/// The sum of two numbers, each rounded first (recorded).
pub(super) fn add(first: &Value, second: &Value) -> Result<Value, Fault> {
    let (first, second) = (integer_of(first, 1)?, integer_of(second, 2)?);
    let sum = first.checked_add(second);
    sum.map(Value::from)
        .ok_or_else(|| Fault::Other("The sum is no 64-bit integer".to_owned()))
}

/// An integer from `start` to below `end`; with a seed always the same one.
pub(super) fn random(
    start: &Value,
    end: &Value,
    seed: Option<&Value>,
    scope: &Scope<'_>,
) -> Result<Value, Fault> {
    let (start, end) = (integer_of(start, 1)?, integer_of(end, 2)?);
    if start >= end {
        return Err(Fault::Other(format!(
            "There is no number from {start} to below {end}"
        )));
    }
    let seed = match seed {
        Some(seed) => integer_of(seed, 3)?,
        None => scope.random().cast_signed(),
    };
    let width = i128::from(end) - i128::from(start);
    // The generator's doubles have 53 bits; a wider range has gaps, as it has in Java.
    let drawn = (java::Random::new(seed).next_double() * width as f64) as i128;
    let number = i128::from(start) + drawn.min(width - 1);
    Ok(i64::try_from(number).unwrap_or(end - 1).into())
}

/// A random identifier of version 4 (RFC 9562).
pub(super) fn uuid(scope: &Scope<'_>) -> Value {
    let bits = u128::from(scope.random()) << 64 | u128::from(scope.random());
    let version_4 = bits & !(0xF << 76) | 0x4 << 76;
    let uuid = version_4 & !(0b11 << 62) | 0b10 << 62;
    let digits = format!("{uuid:032x}");
    let (a, rest) = digits.split_at(8);
    let (b, rest) = rest.split_at(4);
    let (c, rest) = rest.split_at(4);
    let (d, e) = rest.split_at(4);
    format!("{a}-{b}-{c}-{d}-{e}").into()
}
