//! The URL of a service, and what lies below it: buckets, keys and queries, percent-encoded as signatures want it.

use hyper::Uri;
use hyper::http::uri::{Authority, Scheme};
use sfn_core::objects::ObjectError;

use super::S3Error;

/// Where a service is.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Address {
    authority: Authority,
    /// What comes before the bucket, without a slash at its end.
    path: String,
}

impl Address {
    pub(super) fn parse(url: &str) -> Result<Self, S3Error> {
        let wrong = || S3Error::Url {
            url: url.to_owned(),
        };
        let uri: Uri = url.parse().map_err(|_| wrong())?;
        if uri.scheme() == Some(&Scheme::HTTPS) {
            return Err(S3Error::Tls {
                url: url.to_owned(),
            });
        }
        let authority = uri.authority().ok_or_else(wrong)?;
        let is_plain = uri.scheme() == Some(&Scheme::HTTP)
            && uri.query().is_none()
            && !authority.host().is_empty()
            && !authority.as_str().contains('@');
        if !is_plain {
            return Err(wrong());
        }
        Ok(Self {
            authority: authority.clone(),
            path: uri.path().trim_end_matches('/').to_owned(),
        })
    }

    /// The address of a bucket or of an object in it. `query` is in the order of its names.
    pub(super) fn of(
        &self,
        bucket: &str,
        key: Option<&str>,
        query: &[(&str, &str)],
    ) -> Result<Uri, ObjectError> {
        if bucket.is_empty() || bucket.contains('/') || matches!(bucket, "." | "..") {
            return Err(ObjectError::new("The specified bucket is not valid."));
        }
        let mut place = format!("{}/", self.path);
        encode(bucket, false, &mut place);
        if let Some(key) = key {
            if key.is_empty() {
                return Err(ObjectError::new(
                    "The key of an object has to have a character.",
                ));
            }
            place.push('/');
            encode(key, true, &mut place);
        }
        for (position, (name, value)) in query.iter().enumerate() {
            place.push(if position == 0 { '?' } else { '&' });
            encode(name, false, &mut place);
            place.push('=');
            encode(value, false, &mut place);
        }
        let uri = Uri::builder()
            .scheme(Scheme::HTTP)
            .authority(self.authority.clone())
            .path_and_query(place);
        // Of what is encoded, only the length can be wrong.
        uri.build()
            .map_err(|_| ObjectError::new("Your key is too long"))
    }
}

/// All but letters, digits and four signs is encoded, byte by byte; a slash, where it is part of a key, is not.
fn encode(text: &str, keeps_slashes: bool, encoded: &mut String) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for byte in text.bytes() {
        let is_kept = byte.is_ascii_alphanumeric()
            || matches!(byte, b'-' | b'.' | b'_' | b'~')
            || (keeps_slashes && byte == b'/');
        if is_kept {
            encoded.push(char::from(byte));
        } else {
            encoded.push('%');
            encoded.push(char::from(DIGITS[usize::from(byte >> 4)]));
            encoded.push(char::from(DIGITS[usize::from(byte & 15)]));
        }
    }
}

/// What was encoded, where a plus may stand for a blank; a sign that encodes nothing stands for itself.
pub(super) fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let digits = text.get(at + 1..at + 3);
        let pair = digits.filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
        match (
            byte,
            pair.and_then(|pair| u8::from_str_radix(pair, 16).ok()),
        ) {
            (b'%', Some(value)) => {
                decoded.push(value);
                at += 3;
                continue;
            }
            (b'+', _) => decoded.push(b' '),
            _ => decoded.push(byte),
        }
        at += 1;
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bucket: &str, key: Option<&str>, query: &[(&str, &str)], expected: &str) {
        let address = Address::parse("http://127.0.0.1:9000/s3/").unwrap();
        let seen = match address.of(bucket, key, query) {
            Ok(uri) => uri.to_string(),
            Err(error) => error.to_string(),
        };
        assert_eq!(seen, expected);
    }

    #[test]
    fn a_bucket_and_a_key_are_a_path() {
        let of = |path: &str| format!("http://127.0.0.1:9000/s3/{path}");
        check("import", Some("a/b.csv"), &[], &of("import/a/b.csv"));
        check(
            "import",
            Some("ä ?+%"),
            &[],
            &of("import/%C3%A4%20%3F%2B%25"),
        );
        check("import", Some("../a"), &[], &of("import/../a"));
        check(
            "import",
            None,
            &[("list-type", "2"), ("prefix", "a/b&c")],
            &of("import?list-type=2&prefix=a%2Fb%26c"),
        );
    }

    #[test]
    fn what_is_no_bucket_and_no_key_is_refused() {
        let invalid = "The specified bucket is not valid.";
        for bucket in ["", "a/b", "..", "."] {
            check(bucket, Some("key"), &[], invalid);
        }
        let empty = "The key of an object has to have a character.";
        check("import", Some(""), &[], empty);
        let long = "k".repeat(70_000);
        check("import", Some(&long), &[], "Your key is too long");
    }

    #[test]
    fn an_address_is_plain_http() {
        let url = |url: &str| S3Error::Url { url: url.into() };
        for wrong in [
            "",
            "http://",
            "127.0.0.1:9000",
            "/objects",
            "ftp://host",
            "http://h?q",
            "http://u:p@h",
        ] {
            assert_eq!(Address::parse(wrong), Err(url(wrong)), "{wrong}");
        }
        let secure = "https://s3.amazonaws.com";
        let tls = S3Error::Tls { url: secure.into() };
        assert_eq!(Address::parse(secure), Err(tls));
    }

    #[test]
    fn what_is_encoded_is_decoded() {
        for text in ["", "a/b", "ä ?+%", "%41", "\u{1}"] {
            let mut encoded = String::new();
            encode(text, false, &mut encoded);
            assert_eq!(decode(&encoded), text);
        }
        assert_eq!(decode("a+b%2Bc%"), "a b+c%");
        assert_eq!(decode("%ä%+1"), "%ä% 1");
    }
}
