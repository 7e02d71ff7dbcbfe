//! Signatures of requests: AWS's Signature Version 4, checked by signing again.
//!
//! Written here because it is short for requests that all have one method, one path and no query; `aws-sigv4` brings a
//! second generation of the hash functions that are linked anyway.

use std::fmt;
use std::time::SystemTime;

use hmac::{Hmac, Mac};
use hyper::HeaderMap;
use hyper::header::AUTHORIZATION;
use sfn_core::clock::Timestamp;
use sha2::{Digest, Sha256};

use crate::protocol::{ApiError, ErrorCode};

const ALGORITHM: &str = "AWS4-HMAC-SHA256";

/// A request may be so much older or newer than it is received, as at AWS.
const MAX_SKEW_MILLIS: u64 = 15 * 60 * 1000;

/// The one key that requests have to be signed with.
///
/// ```
/// use sfn_local::Credentials;
///
/// let credentials = Credentials::new("AKIDEXAMPLE", "secret");
/// assert_eq!(format!("{credentials:?}"), r#"Credentials { access_key: "AKIDEXAMPLE", .. }"#);
/// ```
#[derive(Clone)]
pub struct Credentials {
    access_key: String,
    secret_key: String,
}

impl Credentials {
    /// An access key and its secret.
    pub fn new(access_key: impl Into<String>, secret_key: impl Into<String>) -> Self {
        Self {
            access_key: access_key.into(),
            secret_key: secret_key.into(),
        }
    }

    /// Checks that a request, which is a `POST` of `/`, was signed with this key.
    pub(crate) fn check(
        &self,
        headers: &HeaderMap,
        body: &[u8],
        now: SystemTime,
    ) -> Result<(), ApiError> {
        let header = headers
            .get(AUTHORIZATION)
            .and_then(|text| text.to_str().ok());
        let header = header.ok_or_else(|| {
            let code = ErrorCode::MissingAuthenticationTokenException;
            ApiError::new(code, "Missing Authentication Token")
        })?;
        let signed = Authorization::parse(header).ok_or_else(|| {
            let code = ErrorCode::IncompleteSignatureException;
            ApiError::new(
                code,
                "Authorization header is not that of Signature Version 4",
            )
        })?;
        if signed.access_key != self.access_key {
            return Err(ApiError::new(
                ErrorCode::UnrecognizedClientException,
                "The security token included in the request is invalid.",
            ));
        }
        let date = headers
            .get("x-amz-date")
            .and_then(|date| date.to_str().ok());
        let date = date.unwrap_or_default();
        if !is_recent(date, now) {
            let message =
                format!("Signature expired: {date} is too far from the time of this machine");
            return Err(ApiError::new(ErrorCode::InvalidSignatureException, message));
        }
        let mut mac = keyed(&self.signing_key(signed.scope), b"");
        mac.update(signed.text_to_sign(headers, date, body).as_bytes());
        // Compares in constant time.
        mac.verify_slice(&signed.signature).map_err(|_| {
            ApiError::new(
                ErrorCode::InvalidSignatureException,
                "The request signature we calculated does not match the signature you provided. Check your AWS Secret \
                 Access Key and signing method. Consult the service documentation for details.",
            )
        })
    }

    /// The key for a scope: a day, a region and a service.
    fn signing_key(&self, scope: &str) -> Vec<u8> {
        let secret = format!("AWS4{}", self.secret_key).into_bytes();
        scope.split('/').fold(secret, |key, part| {
            keyed(&key, part.as_bytes())
                .finalize()
                .into_bytes()
                .to_vec()
        })
    }
}

/// What the `Authorization` header says.
struct Authorization<'t> {
    access_key: &'t str,
    /// `DAY/REGION/SERVICE/aws4_request`.
    scope: &'t str,
    signed_headers: &'t str,
    signature: Vec<u8>,
}

impl<'t> Authorization<'t> {
    fn parse(header: &'t str) -> Option<Self> {
        let (mut credential, mut signed_headers, mut signature) = (None, None, None);
        for part in header.strip_prefix(ALGORITHM)?.split(',') {
            let (name, value) = part.trim().split_once('=')?;
            match name {
                "Credential" => credential = Some(value),
                "SignedHeaders" => signed_headers = Some(value),
                "Signature" => signature = Some(value),
                _ => {}
            }
        }
        let (access_key, scope) = credential?.split_once('/')?;
        Some(Self {
            access_key,
            scope,
            signed_headers: signed_headers?,
            signature: bytes(signature?)?,
        })
    }

    fn text_to_sign(&self, headers: &HeaderMap, date: &str, body: &[u8]) -> String {
        let mut request = String::from("POST\n/\n\n");
        for name in self.signed_headers.split(';') {
            let values = headers.get_all(name).iter();
            let values: Vec<String> = values
                .map(|value| {
                    let text = String::from_utf8_lossy(value.as_bytes());
                    text.split_whitespace().collect::<Vec<_>>().join(" ")
                })
                .collect();
            request.push_str(&format!("{name}:{}\n", values.join(",")));
        }
        request.push_str(&format!("\n{}\n{}", self.signed_headers, digest(body)));
        format!(
            "{ALGORITHM}\n{date}\n{}\n{}",
            self.scope,
            digest(request.as_bytes())
        )
    }
}

fn keyed(key: &[u8], message: &[u8]) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.update(message);
    mac
}

fn digest(text: &[u8]) -> String {
    let digest = Sha256::digest(text);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The bytes that hexadecimal digits stand for.
fn bytes(digits: &str) -> Option<Vec<u8>> {
    if !digits.is_ascii() || digits.len() % 2 == 1 {
        return None;
    }
    let pairs = (0..digits.len()).step_by(2);
    pairs
        .map(|at| u8::from_str_radix(&digits[at..at + 2], 16).ok())
        .collect()
}

/// Whether a date such as `20261122T120000Z` is close enough to now.
fn is_recent(date: &str, now: SystemTime) -> bool {
    if !date.is_ascii() || date.len() != 16 {
        return false;
    }
    let (day, time) = (&date[..8], &date[9..]);
    let iso = format!(
        "{}-{}-{}T{}:{}:{}",
        &day[..4],
        &day[4..6],
        &day[6..],
        &time[..2],
        &time[2..4],
        &time[4..]
    );
    let signed = iso.parse::<Timestamp>();
    signed.is_ok_and(|signed| {
        let skew = signed
            .unix_millis()
            .abs_diff(Timestamp::from(now).unix_millis());
        skew <= MAX_SKEW_MILLIS
    })
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials")
            .field("access_key", &self.access_key)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_compared_with_the_clock() {
        let noon: Timestamp = "2026-11-22T12:00:00Z".parse().unwrap();
        let millis = u64::try_from(noon.unix_millis()).unwrap();
        let now = SystemTime::UNIX_EPOCH + std::time::Duration::from_millis(millis);
        assert!(is_recent("20261122T120000Z", now));
        assert!(is_recent("20261122T121459Z", now));
        assert!(!is_recent("20261122T121501Z", now));
        assert!(!is_recent("20261122T114459Z", now));
        assert!(!is_recent("", now));
        assert!(!is_recent("xxxxxxxxxxxxxxxx", now));
    }

    #[test]
    fn what_is_no_authorization_is_not_read() {
        for header in [
            "",
            "Basic x",
            "AWS4-HMAC-SHA256 Credential=a",
            "AWS4-HMAC-SHA256 x",
        ] {
            assert!(Authorization::parse(header).is_none(), "{header}");
        }
        assert_eq!(bytes("0g"), None);
        assert_eq!(bytes("0aff"), Some(vec![10, 255]));
    }
}
