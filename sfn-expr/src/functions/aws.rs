//! What AWS Step Functions adds to JSONata. Source: the developer guide's page on transforming
//! data, and answers recorded from the service.

use std::fmt::Write;

use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha384, Sha512};

use super::{list_argument, number_argument, take, text_argument};
use crate::error::Error;
use crate::random::java_double;
use crate::run::{Arguments, Out, Run};
use crate::value::{Array, Value, number};

/// The code of an argument that these functions cannot take.
const REFUSED: &str = "D3200";

fn refused(message: &str) -> Error {
    Error::with_message(REFUSED, message)
}

/// `$random([seed])`: with a seed it is `new java.util.Random(seed).nextDouble()`.
#[allow(clippy::cast_possible_truncation)]
pub(super) fn random(run: &mut Run<'_>, arguments: &mut Arguments, _: Option<&Value>) -> Out {
    let number = match take(arguments, 0) {
        None => run.random.next_f64(),
        Some(Value::Integer(seed)) => java_double(seed),
        Some(seed) => java_double(seed.as_f64().unwrap_or_default() as i64),
    };
    Ok(Some(Value::Float(number)))
}

/// `$partition(array, size)`: the array cut into pieces.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub(super) fn partition(run: &mut Run<'_>, arguments: &mut Arguments, _: Option<&Value>) -> Out {
    let size = number_argument(arguments, 1)?;
    let Some(list) = list_argument(arguments, 0)? else {
        return Ok(None);
    };
    let size = size.filter(|size| *size >= 1.0);
    let size = size.ok_or_else(|| refused("The size of $partition must be a positive integer"))?;
    run.hold_list(2 * list.len())?;
    let pieces = list.chunks(size.floor() as usize);
    let pieces = pieces.map(|piece| Value::Array(Array::from(piece.to_vec())));
    Ok(Some(pieces.collect()))
}

/// `$range(first, last, step)`, both ends included. Recorded: `$range(1, 9, 9)` is `1`, so the
/// result is a sequence.
#[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)]
pub(super) fn range(run: &mut Run<'_>, arguments: &mut Arguments, _: Option<&Value>) -> Out {
    let first = number_argument(arguments, 0)?;
    let last = number_argument(arguments, 1)?;
    let step = number_argument(arguments, 2)?;
    let (Some(first), Some(last), Some(step)) = (first, last, step) else {
        return Ok(None);
    };
    if step == 0.0 {
        return Err(refused("The step of $range must not be zero"));
    }
    let count = ((last - first) / step).floor();
    if count.is_nan() || count < 0.0 {
        return Ok(None);
    }
    let count = count as usize;
    run.hold_list(count.saturating_add(1))?;
    let values = (0..=count).map(|at| number::value(first + at as f64 * step));
    Ok(Some(run.sequence(values.collect())))
}

/// `$hash(data, algorithm)` in hexadecimal.
pub(super) fn hash(run: &mut Run<'_>, arguments: &mut Arguments, _: Option<&Value>) -> Out {
    let (Some(data), Some(algorithm)) =
        (text_argument(arguments, 0)?, text_argument(arguments, 1)?)
    else {
        return Ok(None);
    };
    run.hold_text(data.len())?;
    run.step(data.len() / 8)?;
    let digest = match algorithm.as_str() {
        "MD5" => hexadecimal(&Md5::digest(data.as_bytes())),
        "SHA-1" => hexadecimal(&Sha1::digest(data.as_bytes())),
        "SHA-256" => hexadecimal(&Sha256::digest(data.as_bytes())),
        "SHA-384" => hexadecimal(&Sha384::digest(data.as_bytes())),
        "SHA-512" => hexadecimal(&Sha512::digest(data.as_bytes())),
        _ => {
            let known = "MD5, SHA-1, SHA-256, SHA-384 or SHA-512";
            return Err(refused(&format!("The algorithm of $hash must be {known}")));
        }
    };
    Ok(Some(Value::from(digest)))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
            // Writing into a `String` cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}

/// `$uuid()`: a version 4 UUID.
pub(super) fn uuid(run: &mut Run<'_>, _: &mut Arguments, _: Option<&Value>) -> Out {
    let high = run.random.next_u64() & !0xF000 | 0x4000;
    let low = run.random.next_u64() & !(0b11 << 62) | 0b10 << 62;
    let text = format!(
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        high >> 32,
        (high >> 16) & 0xFFFF,
        high & 0xFFFF,
        low >> 48,
        low & 0xFFFF_FFFF_FFFF,
    );
    Ok(Some(Value::from(text)))
}

/// `$parse(text)`: the value that a JSON text says; `-0` is 0 (recorded).
pub(super) fn parse(run: &mut Run<'_>, arguments: &mut Arguments, _: Option<&Value>) -> Out {
    let Some(text) = text_argument(arguments, 0)? else {
        return Ok(None);
    };
    run.hold_text(text.len())?;
    match Value::from_json(text.as_str()) {
        Ok(_) if text.as_str().trim() == "-0" => Ok(Some(Value::from(0))),
        Ok(value) => {
            run.hold(0)?;
            Ok(Some(value))
        }
        Err(error) => Err(refused(&format!(
            "The argument of $parse is not JSON: {error}"
        ))),
    }
}
