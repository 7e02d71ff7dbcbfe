//! Functions on numbers.

use super::{list_argument, number_argument, take};
use crate::error::Error;
use crate::run::{Arguments, Out, Run};
use crate::value::number::{self, write_number};
use crate::value::{Array, Value};

/// The sum of a list whose elements the signature has made sure to be numbers.
fn total(list: &Array) -> f64 {
    list.iter().filter_map(Value::as_f64).sum::<f64>()
}

pub(super) fn sum(run: &mut Run<'_>, arguments: &mut Arguments, _: Option<&Value>) -> Out {
    let Some(list) = list_argument(arguments, 0)? else {
        return Ok(None);
    };
    run.step(list.len())?;
    Ok(Some(number::value(total(&list))))
}

pub(super) fn average(run: &mut Run<'_>, arguments: &mut Arguments, _: Option<&Value>) -> Out {
    extreme(run, arguments, |list| {
        #[allow(clippy::cast_precision_loss)]
        let count = list.len() as f64;
        total(list) / count
    })
}

pub(super) fn max(run: &mut Run<'_>, arguments: &mut Arguments, _: Option<&Value>) -> Out {
    extreme(run, arguments, |list| {
        list.iter()
            .filter_map(Value::as_f64)
            .fold(f64::NEG_INFINITY, f64::max)
    })
}

pub(super) fn min(run: &mut Run<'_>, arguments: &mut Arguments, _: Option<&Value>) -> Out {
    extreme(run, arguments, |list| {
        list.iter()
            .filter_map(Value::as_f64)
            .fold(f64::INFINITY, f64::min)
    })
}

fn extreme(run: &mut Run<'_>, arguments: &mut Arguments, of: impl Fn(&Array) -> f64) -> Out {
    let Some(list) = list_argument(arguments, 0)? else {
        return Ok(None);
    };
    run.step(list.len())?;
    Ok((!list.is_empty()).then(|| number::value(of(&list))))
}

fn map_number(arguments: &Arguments, change: impl Fn(f64) -> f64) -> Out {
    Ok(number_argument(arguments, 0)?.map(|number| number::value(change(number))))
}

pub(super) fn floor(_: &mut Run<'_>, arguments: &mut Arguments, _: Option<&Value>) -> Out {
    map_number(arguments, f64::floor)
}

pub(super) fn ceil(_: &mut Run<'_>, arguments: &mut Arguments, _: Option<&Value>) -> Out {
    map_number(arguments, f64::ceil)
}

pub(super) fn abs(_: &mut Run<'_>, arguments: &mut Arguments, _: Option<&Value>) -> Out {
    map_number(arguments, f64::abs)
}

pub(super) fn round(_: &mut Run<'_>, arguments: &mut Arguments, _: Option<&Value>) -> Out {
    let precision = number_argument(arguments, 1)?.unwrap_or(0.0);
    map_number(arguments, |number| rounded(number, precision))
}

/// Rounds half to even at a decimal place. The place is moved in the digits, not by multiplying,
/// which would make new fractions.
pub(super) fn rounded(number: f64, precision: f64) -> f64 {
    if precision == 0.0 || precision.is_nan() {
        return half_even(number);
    }
    shifted(half_even(shifted(number, precision)), -precision)
}

fn shifted(number: f64, places: f64) -> f64 {
    let mut text = String::new();
    // Writing into a `String` cannot fail.
    let _ = write_number(&mut text, number);
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let exponent = exponent.parse::<f64>().unwrap_or(0.0) + places;
    // A broken exponent, from a fraction of a place, gives no number.
    format!("{mantissa}e{exponent}").parse().unwrap_or(f64::NAN)
}

fn half_even(number: f64) -> f64 {
    let below = number.floor();
    let up = if number - below >= 0.5 {
        below + 1.0
    } else {
        below
    };
    if (up - number).abs() == 0.5 && (up % 2.0).abs() == 1.0 {
        up - 1.0
    } else {
        up
    }
}

pub(super) fn sqrt(_: &mut Run<'_>, arguments: &mut Arguments, _: Option<&Value>) -> Out {
    match number_argument(arguments, 0)? {
        Some(number) if number < 0.0 => Err(Error::new("D3060").value_is(number::value(number))),
        _ => map_number(arguments, f64::sqrt),
    }
}

pub(super) fn power(_: &mut Run<'_>, arguments: &mut Arguments, _: Option<&Value>) -> Out {
    let Some(base) = number_argument(arguments, 0)? else {
        return Ok(None);
    };
    let exponent = number_argument(arguments, 1)?;
    // JavaScript has no number for 1 to an infinite power; Rust has 1.
    let power = exponent.map_or(f64::NAN, |exponent| base.powf(exponent));
    if !power.is_finite() {
        let error = Error::new("D3061").value_is(number::value(base));
        return Err(error.fill("exp", exponent.map(number::value)));
    }
    Ok(Some(number::value(power)))
}

pub(super) fn random(run: &mut Run<'_>, _: &mut Arguments, _: Option<&Value>) -> Out {
    Ok(Some(Value::Float(run.random.next_f64())))
}

pub(super) fn number(_: &mut Run<'_>, arguments: &mut Arguments, _: Option<&Value>) -> Out {
    let value = match take(arguments, 0) {
        None => return Ok(None),
        Some(value @ (Value::Integer(_) | Value::Float(_))) => return Ok(Some(value)),
        Some(Value::Bool(flag)) => return Ok(Some(Value::from(i64::from(flag)))),
        Some(value) => value,
    };
    match value.as_str().and_then(parsed) {
        Some(number) => Ok(Some(number)),
        None => Err(Error::new("D3030").value_is(value)),
    }
}

/// The number that a text says, in decimal, or with a prefix for another base.
fn parsed(text: &str) -> Option<Value> {
    if is_decimal(text) {
        if let Ok(integer) = text.parse::<i64>()
            && text != "-0"
        {
            return Some(Value::Integer(integer));
        }
        let number = text.parse::<f64>().ok()?;
        return number.is_finite().then(|| number::value(number));
    }
    let (prefix, digits) = text.split_at_checked(2)?;
    let radix = match prefix {
        "0x" | "0X" => 16,
        "0o" | "0O" => 8,
        "0b" | "0B" => 2,
        _ => return looks_prefixed(text).then_some(Value::Float(f64::NAN)),
    };
    let mut number = 0.0;
    for digit in digits.chars() {
        match digit.to_digit(radix) {
            Some(digit) => number = number * f64::from(radix) + f64::from(digit),
            None => return looks_prefixed(text).then_some(Value::Float(f64::NAN)),
        }
    }
    (!digits.is_empty()).then(|| number::value(number))
}

fn is_decimal(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let text = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let exponent_fits = exponent
        .is_none_or(|exponent| digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)));
    exponent_fits
        && match mantissa.split_once('.') {
            Some((integer, fraction)) => digits(integer) && digits(fraction),
            None => digits(mantissa),
        }
}

/// The reference's pattern for other bases anchors only its first and last alternative, and what
/// it lets through by mistake is not a number.
fn looks_prefixed(text: &str) -> bool {
    let digit_behind = |prefixes: [&str; 2], radix: u32| {
        prefixes.iter().any(|prefix| {
            text.match_indices(prefix).any(|(at, prefix)| {
                text[at + prefix.len()..].starts_with(|letter: char| letter.is_digit(radix))
            })
        })
    };
    let hexadecimal = text
        .strip_prefix("0x")
        .or_else(|| text.strip_prefix("0X"))
        .is_some_and(|rest| rest.starts_with(|letter: char| letter.is_ascii_hexdigit()));
    let tail = text.trim_end_matches(['0', '1']);
    let binary = tail.len() < text.len() && (tail.ends_with("0b") || tail.ends_with("0B"))
        || ["b", "B"].iter().any(|letter| {
            text.rsplit_once(letter).is_some_and(|(before, digits)| {
                before.ends_with('0')
                    && !digits.is_empty()
                    && digits.bytes().all(|digit| matches!(digit, b'0' | b'1'))
            })
        });
    hexadecimal || digit_behind(["0o", "0O"], 8) || binary
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub(super) fn format_base(_: &mut Run<'_>, arguments: &mut Arguments, _: Option<&Value>) -> Out {
    let Some(number) = number_argument(arguments, 0)? else {
        return Ok(None);
    };
    let radix = number_argument(arguments, 1)?.map_or(10.0, half_even);
    if !(2.0..=36.0).contains(&radix) {
        return Err(Error::new("D3100").value_is(number::value(radix)));
    }
    let number = half_even(number);
    let mut text = String::new();
    if radix == 10.0 {
        let _ = write_number(&mut text, number);
        return Ok(Some(Value::from(text)));
    }
    if number < 0.0 {
        text.push('-');
    }
    let mut rest = number.abs();
    let mut digits = Vec::new();
    // Digits below the precision of a double are shown as zeros.
    while rest > number::MAX_EXACT {
        rest /= radix;
        digits.push('0');
    }
    rest = rest.trunc();
    loop {
        let digit = rest % radix;
        digits.push(char::from_digit(digit as u32, radix as u32).unwrap_or('0'));
        rest = ((rest - digit) / radix).trunc();
        if rest <= 0.0 {
            break;
        }
    }
    text.extend(digits.iter().rev());
    Ok(Some(Value::from(text)))
}
