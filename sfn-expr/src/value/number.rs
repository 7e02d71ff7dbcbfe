//! How numbers look as text. The digits are those of JavaScript's `Number.prototype.toString`.

use std::fmt::{self, Write};

use super::Value;

/// Doubles up to this magnitude hold every integer exactly.
pub(crate) const MAX_EXACT: f64 = 9_007_199_254_740_992.0;

/// The integer that `number` is, if it has no fraction and is within ±2^53.
#[allow(clippy::cast_possible_truncation)]
pub(crate) fn exact_integer(number: f64) -> Option<i64> {
    (number.abs() <= MAX_EXACT && number.trunc() == number).then_some(number as i64)
}

/// A computed number as a value: an integer if it is one. There is no negative zero in JSON.
pub(crate) fn value(number: f64) -> Value {
    exact_integer(number).map_or(Value::Float(number), Value::Integer)
}

/// Writes a finite double as JavaScript does: shortest digits that read back the same, an exponent
/// from 1e21 up and from 1e-7 down.
pub(crate) fn write_number(out: &mut impl Write, number: f64) -> fmt::Result {
    if number == 0.0 {
        return out.write_char('0');
    }
    // Rust prints the shortest digits that read back, as JavaScript does; only the layout differs.
    let scientific = format!("{number:e}");
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if !(-6..21).contains(&exponent) {
        let sign = if exponent < 0 { '-' } else { '+' };
        return write!(out, "{mantissa}e{sign}{}", exponent.unsigned_abs());
    }
    write!(out, "{number}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_look_as_in_javascript() {
        let cases: [(f64, &str); 12] = [
            (0.0, "0"),
            (-0.0, "0"),
            (1.0, "1"),
            (-2.5, "-2.5"),
            (0.1 + 0.2, "0.30000000000000004"),
            (1e20, "100000000000000000000"),
            (1e21, "1e+21"),
            (1.5e300, "1.5e+300"),
            (1e-6, "0.000001"),
            (1e-7, "1e-7"),
            (-1.25e-9, "-1.25e-9"),
            (5e-324, "5e-324"),
        ];
        for (number, expected) in cases {
            let mut text = String::new();
            write_number(&mut text, number).unwrap();
            assert_eq!(text, expected);
        }
    }
}
