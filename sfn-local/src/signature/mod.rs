//! Signatures of requests: AWS's Signature Version 4, put under requests to an object store, and checked by signing
//! again where clients have to sign theirs.
//!
//! Written here because it is short, and checking needs the half of signing anyway; `aws-sigv4` brings a second
//! generation of the hash functions that are linked already, and does not check.

mod canonical;

use std::fmt;
use std::time::SystemTime;

use hmac::Mac;
use hyper::HeaderMap;
use hyper::header::{AUTHORIZATION, HeaderValue, InvalidHeaderValue};
use sfn_core::clock::Timestamp;

pub(crate) use canonical::{Canonical, digest};

use crate::protocol::{ApiError, ErrorCode};
use canonical::{ALGORITHM, digits, signature};

/// A request may be so much older or newer than it is received, as at AWS.
const MAX_SKEW_MILLIS: u64 = 15 * 60 * 1000;

/// A key: the one that requests to a server have to be signed with, or that an object store knows us by.
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
    session_token: Option<String>,
}

impl Credentials {
    /// An access key and its secret.
    pub fn new(access_key: impl Into<String>, secret_key: impl Into<String>) -> Self {
        Self {
            access_key: access_key.into(),
            secret_key: secret_key.into(),
            session_token: None,
        }
    }

    /// The token that goes along with a key which is good for some hours. Only requests that are sent carry it.
    #[must_use]
    pub fn with_session_token(mut self, token: impl Into<String>) -> Self {
        self.session_token = Some(token.into());
        self
    }

    /// The headers that a request to S3 is signed with, but for the signature; `Host` must be among `headers`.
    ///
    /// # Errors
    /// If the session token cannot be in a header.
    pub(crate) fn sign(
        &self,
        request: Canonical<'_>,
        region: &str,
        now: Timestamp,
    ) -> Result<HeaderMap, InvalidHeaderValue> {
        let date = compact(now);
        let mut headers = request.headers.clone();
        headers.insert(
            "x-amz-content-sha256",
            HeaderValue::from_str(request.payload)?,
        );
        headers.insert("x-amz-date", HeaderValue::from_str(&date)?);
        let mut signed = "host;x-amz-content-sha256;x-amz-date";
        if let Some(token) = &self.session_token {
            headers.insert("x-amz-security-token", HeaderValue::from_str(token)?);
            signed = "host;x-amz-content-sha256;x-amz-date;x-amz-security-token";
        }
        let request = Canonical {
            headers: &headers,
            ..request
        };
        let scope = format!("{}/{region}/s3/aws4_request", &date[..8]);
        let text = request.text_to_sign(&date, &scope, signed);
        let signature = digits(
            &signature(&self.secret_key, &scope, &text)
                .finalize()
                .into_bytes(),
        );
        let authorization = format!(
            "{ALGORITHM} Credential={}/{scope}, SignedHeaders={signed}, Signature={signature}",
            self.access_key
        );
        headers.insert(AUTHORIZATION, HeaderValue::from_str(&authorization)?);
        Ok(headers)
    }

    /// Checks that a request was signed with this key. Which headers were signed it says itself.
    pub(crate) fn check(&self, request: Canonical<'_>, now: SystemTime) -> Result<(), ApiError> {
        let headers = request.headers;
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
        let text = request.text_to_sign(date, signed.scope, signed.signed_headers);
        let expected = signature(&self.secret_key, signed.scope, &text);
        // Compares in constant time.
        expected.verify_slice(&signed.signature).map_err(|_| {
            ApiError::new(
                ErrorCode::InvalidSignatureException,
                "The request signature we calculated does not match the signature you provided. Check your AWS Secret \
                 Access Key and signing method. Consult the service documentation for details.",
            )
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

/// A time as requests carry it: `20261122T120000Z`.
fn compact(time: Timestamp) -> String {
    // Fractions of a second follow the point.
    let text = time.to_string();
    let whole = text.split('.').next().unwrap_or_default();
    let digits = whole.chars().filter(|c| !matches!(c, '-' | ':'));
    digits.chain(['Z']).collect()
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
        assert!(is_recent(&compact(noon), now));
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

    /// A request of AWS's documentation ("Signature Calculations for the Authorization Header" of Amazon S3), which
    /// has no body.
    #[track_caller]
    fn check_documented(query: &str, expected: &str) {
        let mut headers = HeaderMap::new();
        let host = HeaderValue::from_static("examplebucket.s3.amazonaws.com");
        headers.insert("host", host);
        let credentials = Credentials::new(
            "AKIAIOSFODNN7EXAMPLE",
            "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        );
        let request = Canonical {
            method: "GET",
            path: "/",
            query,
            headers: &headers,
            payload: &digest(b""),
        };
        let now = "2013-05-24T00:00:00Z".parse().unwrap();
        let signed = credentials.sign(request, "us-east-1", now).unwrap();
        let authorization = signed[AUTHORIZATION].to_str().unwrap();
        assert!(authorization.ends_with(expected), "{authorization}");
    }

    #[test]
    fn documented_requests_get_their_documented_signatures() {
        check_documented(
            "lifecycle",
            "Signature=fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
        );
        check_documented(
            "prefix=J&max-keys=2",
            "Signature=34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
        );
    }

    #[test]
    fn what_is_signed_here_passes_and_what_is_changed_does_not() {
        let credentials = Credentials::new("id", "secret").with_session_token("token");
        let mut headers = HeaderMap::new();
        headers.insert("host", HeaderValue::from_static("127.0.0.1:9000"));
        let payload = digest(b"body");
        let request = Canonical {
            method: "PUT",
            path: "/bucket/key",
            query: "",
            headers: &headers,
            payload: &payload,
        };
        let now = SystemTime::UNIX_EPOCH;
        let signed = credentials.sign(request, "eu-west-1", now.into()).unwrap();
        assert_eq!(signed["x-amz-security-token"], "token");
        let received = Canonical {
            headers: &signed,
            ..request
        };
        assert_eq!(credentials.check(received, now), Ok(()));
        let changed = Canonical {
            path: "/bucket/other",
            ..received
        };
        assert!(credentials.check(changed, now).is_err());
    }
}
