//! Base64 and percent encoding, as JavaScript and Node have them.

use super::text_argument;
use crate::error::Error;
use crate::run::{Arguments, Out, Run};
use crate::value::Value;

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Encodes the low bytes of the UTF-16 units, Latin-1 that is, as the reference does.
pub(super) fn base64_encode(
    run: &mut Run<'_>,
    arguments: &mut Arguments,
    _: Option<&Value>,
) -> Out {
    let Some(text) = text_argument(arguments, 0)? else {
        return Ok(None);
    };
    run.hold_text(text.len() / 3 * 4)?;
    let bytes: Vec<u8> = text
        .encode_utf16()
        .map(|unit| unit.to_le_bytes()[0])
        .collect();
    let mut encoded = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..4 {
            if at <= chunk.len() {
                let sextet = (bits >> (18 - 6 * at)) & 63;
                encoded.push(char::from(ALPHABET[sextet as usize]));
            } else {
                encoded.push('=');
            }
        }
    }
    Ok(Some(Value::from(encoded)))
}

/// Decodes to Latin-1. Letters outside of the alphabet are skipped, as Node does.
pub(super) fn base64_decode(
    run: &mut Run<'_>,
    arguments: &mut Arguments,
    _: Option<&Value>,
) -> Out {
    let Some(text) = text_argument(arguments, 0)? else {
        return Ok(None);
    };
    run.hold_text(text.len())?;
    let mut decoded = String::new();
    let (mut bits, mut count) = (0_u32, 0);
    for byte in text.bytes().take_while(|byte| *byte != b'=') {
        let sextet = match byte {
            b'-' => 62,
            b'_' => 63,
            _ => match ALPHABET.iter().position(|known| *known == byte) {
                Some(at) => u32::try_from(at).unwrap_or_default(),
                None => continue,
            },
        };
        bits = bits << 6 | sextet;
        count += 6;
        if count >= 8 {
            count -= 8;
            decoded.push(char::from(((bits >> count) & 0xFF) as u8));
            bits &= (1 << count) - 1;
        }
    }
    Ok(Some(Value::from(decoded)))
}

/// Letters that `encodeURIComponent` leaves alone besides letters and digits.
const UNRESERVED: &[u8] = b"-_.!~*'()";

/// Letters that `encodeURI` leaves alone and `decodeURI` does not produce.
const RESERVED: &[u8] = b";/?:@&=+$,#";

fn encode(run: &mut Run<'_>, arguments: &Arguments, also: &[u8]) -> Out {
    let Some(text) = text_argument(arguments, 0)? else {
        return Ok(None);
    };
    run.hold_text(text.len())?;
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || UNRESERVED.contains(&byte) || also.contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    run.hold(encoded.len())?;
    Ok(Some(Value::from(encoded)))
}

fn decode(run: &mut Run<'_>, arguments: &Arguments, except: &[u8], name: &str) -> Out {
    let Some(text) = text_argument(arguments, 0)? else {
        return Ok(None);
    };
    run.hold_text(text.len())?;
    match decoded(&text, except) {
        Some(decoded) => Ok(Some(Value::from(decoded))),
        None => Err(Error::new("D3140")
            .fill("functionName", name)
            .value_is(text)),
    }
}

fn decoded(text: &str, except: &[u8]) -> Option<String> {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        if *byte != b'%' {
            out.push(*byte);
            at += 1;
            continue;
        }
        let digits = text.get(at + 1..at + 3)?;
        let is_hex = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        let byte = u8::from_str_radix(digits, 16).ok().filter(|_| is_hex)?;
        if except.contains(&byte) {
            out.extend_from_slice(&bytes[at..at + 3]);
        } else {
            out.push(byte);
        }
        at += 3;
    }
    // Escapes must spell UTF-8.
    String::from_utf8(out).ok()
}

pub(super) fn encode_url_component(
    run: &mut Run<'_>,
    arguments: &mut Arguments,
    _: Option<&Value>,
) -> Out {
    encode(run, arguments, b"")
}

pub(super) fn encode_url(run: &mut Run<'_>, arguments: &mut Arguments, _: Option<&Value>) -> Out {
    encode(run, arguments, RESERVED)
}

pub(super) fn decode_url_component(
    run: &mut Run<'_>,
    arguments: &mut Arguments,
    _: Option<&Value>,
) -> Out {
    decode(run, arguments, b"", "decodeUrlComponent")
}

pub(super) fn decode_url(run: &mut Run<'_>, arguments: &mut Arguments, _: Option<&Value>) -> Out {
    decode(run, arguments, RESERVED, "decodeUrl")
}
