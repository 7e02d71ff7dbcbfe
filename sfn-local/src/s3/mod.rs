//! Buckets of an S3-compatible service, over plain HTTP: what distributed Maps read and write there.
//!
//! Buckets are addressed by path (`http://HOST/BUCKET/KEY`), which every such service understands. Three operations are
//! spoken: `GetObject`, `PutObject` and `ListObjectsV2` with all of its pages.
//!
//! - `address`: the service's URL, and paths and queries below it.
//! - `transport`: requests signed and sent, answers received, within limits of time and size.
//! - `answer`: the XML of answers.

mod address;
mod answer;
#[cfg(test)]
mod test_server;
#[cfg(test)]
mod tests;
mod transport;

use std::fmt;

use bytes::Bytes;
use hyper::Method;
use sfn_core::objects::{
    MAX_LISTED_OBJECTS, MAX_OBJECT_BYTES, Object, ObjectError, ObjectFuture, Objects,
};

use crate::Credentials;
use address::Address;
use transport::Transport;

/// The most pages of a listing. A service that gives a thousand objects a page, as S3 does, needs a tenth of them for
/// the most objects.
const MAX_PAGES: usize = 10_000;

/// The most bytes of one page: a thousand keys of a thousand bytes, each of them percent-encoded, and some more.
const MAX_PAGE_BYTES: u64 = 8_000_000;

/// The object store of an S3-compatible service.
///
/// Without credentials, requests are not signed: only what everybody may read is served then.
///
/// ```
/// use sfn_core::runtime::Runtime;
/// use sfn_local::{Credentials, S3};
///
/// let store = S3::new("http://127.0.0.1:9000", "us-east-1")?;
/// let store = store.with_credentials(Credentials::new("AKIDEXAMPLE", "secret"));
/// let runtime = Runtime::builder().objects(store).build();
///
/// let secure = S3::new("https://s3.amazonaws.com", "us-east-1").unwrap_err();
/// assert_eq!(secure.to_string(), "`https://s3.amazonaws.com` asks for TLS, which is not spoken to object stores");
/// # Ok::<(), sfn_local::S3Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct S3 {
    address: Address,
    transport: Transport,
}

/// Why a URL is none of an object store.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum S3Error {
    /// It begins with `https`.
    Tls {
        /// What was given.
        url: String,
    },
    /// It is no `http://HOST[:PORT][/PATH]`.
    Url {
        /// What was given.
        url: String,
    },
}

impl S3 {
    /// The service at a URL, `http://HOST[:PORT][/PATH]`, whose buckets are in that region.
    ///
    /// # Errors
    /// [`S3Error`]: nothing is sent, so the service need not be there yet.
    pub fn new(url: &str, region: impl Into<String>) -> Result<Self, S3Error> {
        Ok(Self {
            address: Address::parse(url)?,
            transport: Transport::new(region.into()),
        })
    }

    /// Signs requests with this key.
    #[must_use]
    pub fn with_credentials(mut self, credentials: Credentials) -> Self {
        self.transport = self.transport.with_credentials(credentials);
        self
    }

    async fn pages(&self, bucket: &str, prefix: &str) -> Result<Vec<Object>, ObjectError> {
        let mut found = Vec::new();
        let mut token: Option<String> = None;
        for _ in 0..MAX_PAGES {
            let mut query = vec![
                ("encoding-type", "url"),
                ("list-type", "2"),
                ("prefix", prefix),
            ];
            if let Some(token) = &token {
                query.insert(0, ("continuation-token", token));
            }
            let uri = self.address.of(bucket, None, &query)?;
            let request = self.transport.request(Method::GET, uri, Bytes::new())?;
            let page = self.transport.perform(request, MAX_PAGE_BYTES).await?;
            let page = answer::Page::parse(&page)?;
            let next = page.next()?;
            found.extend(page.into_objects()?);
            if found.len() > MAX_LISTED_OBJECTS {
                break;
            }
            match next {
                // Each page is in order, and so are all of them, where the service keeps S3's promise.
                None => {
                    found.sort_by(|one, other| one.key.cmp(&other.key));
                    return Ok(found);
                }
                Some(next) if token.as_ref() == Some(&next) => {
                    return Err(ObjectError::new(format!(
                        "the object store gives the same page of the objects that begin with '{prefix}' again"
                    )));
                }
                Some(next) => token = Some(next),
            }
        }
        Err(ObjectError::new(format!(
            "more than {MAX_LISTED_OBJECTS} objects, or {MAX_PAGES} pages of them, begin with '{prefix}'"
        )))
    }
}

impl Objects for S3 {
    fn get<'a>(
        &'a self,
        bucket: &'a str,
        key: &'a str,
        version: Option<&'a str>,
    ) -> ObjectFuture<'a, Vec<u8>> {
        Box::pin(async move {
            let version = version.map(|version| ("versionId", version));
            let uri = self.address.of(bucket, Some(key), version.as_slice())?;
            let request = self.transport.request(Method::GET, uri, Bytes::new())?;
            self.transport.perform(request, MAX_OBJECT_BYTES).await
        })
    }

    fn list<'a>(&'a self, bucket: &'a str, prefix: &'a str) -> ObjectFuture<'a, Vec<Object>> {
        Box::pin(self.pages(bucket, prefix))
    }

    fn put<'a>(&'a self, bucket: &'a str, key: &'a str, bytes: Vec<u8>) -> ObjectFuture<'a, ()> {
        Box::pin(async move {
            let uri = self.address.of(bucket, Some(key), &[])?;
            let request = self.transport.request(Method::PUT, uri, bytes.into())?;
            self.transport.perform(request, MAX_PAGE_BYTES).await?;
            Ok(())
        })
    }
}

impl fmt::Display for S3Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            S3Error::Tls { url } => {
                write!(
                    f,
                    "`{url}` asks for TLS, which is not spoken to object stores"
                )
            }
            S3Error::Url { url } => write!(f, "`{url}` is no URL of an object store"),
        }
    }
}

impl std::error::Error for S3Error {}
