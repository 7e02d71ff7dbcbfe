//! `States.Base64Encode`, `States.Base64Decode` and `States.Hash`.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use md5::Md5;
use sfn_expr::Value;
use sha1::{Digest, Sha1};
use sha2::{Sha256, Sha384, Sha512};

use super::{Fault, text_of};

/// The data of these functions has at most this many characters (AWS's documentation).
const MAX_CHARS: usize = 10_000;

pub(super) fn base64_encode(text: &Value) -> Result<Value, Fault> {
    let text = text_of(text, 1)?;
    bounded(text)?;
    Ok(STANDARD.encode(text).into())
}

pub(super) fn base64_decode(text: &Value) -> Result<Value, Fault> {
    let text = text_of(text, 1)?;
    bounded(text)?;
    let bytes = STANDARD
        .decode(text)
        .map_err(|_| Fault::Other("The string is not Base64".to_owned()))?;
    match String::from_utf8(bytes) {
        Ok(decoded) => Ok(decoded.into()),
        Err(_) => Err(Fault::Other("The decoded bytes are not UTF-8".to_owned())),
    }
}

/// A digest in hexadecimal digits. What is no text is hashed as its JSON text.
pub(super) fn hash(data: &Value, algorithm: &Value) -> Result<Value, Fault> {
    let data = match data {
        Value::String(text) => text.to_string(),
        value => value.to_json(),
    };
    bounded(&data)?;
    let digits = match text_of(algorithm, 2)? {
        "MD5" => digest::<Md5>(&data),
        "SHA-1" => digest::<Sha1>(&data),
        "SHA-256" => digest::<Sha256>(&data),
        "SHA-384" => digest::<Sha384>(&data),
        "SHA-512" => digest::<Sha512>(&data),
        other => return Err(Fault::Other(format!("There is no algorithm '{other}'"))),
    };
    Ok(digits.into())
}

fn digest<D: Digest>(data: &str) -> String {
    D::digest(data)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn bounded(text: &str) -> Result<(), Fault> {
    if text.chars().count() > MAX_CHARS {
        return Err(Fault::Other(format!(
            "The string has more than {MAX_CHARS} characters"
        )));
    }
    Ok(())
}
