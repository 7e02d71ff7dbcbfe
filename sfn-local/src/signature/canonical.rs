//! The canonical form of a request, which is what signatures are made of: one form for those that are checked here and
//! for those that go to an object store.

use hmac::{Hmac, Mac};
use hyper::HeaderMap;
use sha2::{Digest, Sha256};

pub(super) const ALGORITHM: &str = "AWS4-HMAC-SHA256";

/// What of a request is signed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Canonical<'r> {
    pub method: &'r str,
    /// As it is sent: percent-encoded.
    pub path: &'r str,
    /// As it is sent: percent-encoded, without its question mark. Signed in the order of its parameters' names.
    pub query: &'r str,
    pub headers: &'r HeaderMap,
    /// The digest of the body.
    pub payload: &'r str,
}

impl Canonical<'_> {
    /// The text that is signed, for a date such as `20261122T120000Z`, a scope (`DAY/REGION/SERVICE/aws4_request`) and
    /// the names of the headers that are signed, in their order.
    pub(super) fn text_to_sign(&self, date: &str, scope: &str, signed_headers: &str) -> String {
        let mut parameters: Vec<String> = self
            .query
            .split('&')
            .filter(|parameter| !parameter.is_empty())
            .map(|parameter| match parameter.contains('=') {
                true => parameter.to_owned(),
                false => format!("{parameter}="),
            })
            .collect();
        parameters.sort();
        let query = parameters.join("&");
        let mut request = format!("{}\n{}\n{query}\n", self.method, self.path);
        for name in signed_headers.split(';') {
            let values = self.headers.get_all(name).iter();
            let values: Vec<String> = values
                .map(|value| {
                    let text = String::from_utf8_lossy(value.as_bytes());
                    text.split_whitespace().collect::<Vec<_>>().join(" ")
                })
                .collect();
            request.push_str(&format!("{name}:{}\n", values.join(",")));
        }
        request.push_str(&format!("\n{signed_headers}\n{}", self.payload));
        let digest = digest(request.as_bytes());
        format!("{ALGORITHM}\n{date}\n{scope}\n{digest}")
    }
}

/// A text under the key for a scope: a day, a region and a service, each of which makes a key of the one before it.
pub(super) fn signature(secret_key: &str, scope: &str, text: &str) -> Hmac<Sha256> {
    let secret = format!("AWS4{secret_key}").into_bytes();
    let key = scope.split('/').fold(secret, |key, part| {
        let key = keyed(&key, part.as_bytes()).finalize();
        key.into_bytes().to_vec()
    });
    keyed(&key, text.as_bytes())
}

fn keyed(key: &[u8], message: &[u8]) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.update(message);
    mac
}

/// The digest of a text, in hexadecimal digits.
pub(crate) fn digest(text: &[u8]) -> String {
    digits(&Sha256::digest(text))
}

/// Bytes in hexadecimal digits.
pub(super) fn digits(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
