//! Requests to a service, signed and sent, and what it answers, within limits of time and size.
//!
//! Time is that of the machine, also where executions run in virtual time: the service lives in it.

use std::error::Error;
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::body::{Body, Incoming};
use hyper::header::{HOST, HeaderValue};
use hyper::{HeaderMap, Method, Request, Response, StatusCode, Uri};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use sfn_core::clock::Timestamp;
use sfn_core::objects::ObjectError;
use tokio::time::timeout;

use super::answer;
use crate::Credentials;
use crate::signature::{Canonical, digest};

/// A service has this long to take a connection.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// A service has this long to begin its answer, and a second more for each mebibyte that is sent to it.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(60);

/// The bytes that are sent at least in a second.
const SLOWEST: u64 = 1 << 20;

/// An answer may rest so long before it goes on.
const REST_TIMEOUT: Duration = Duration::from_secs(60);

/// A connection that nothing was sent over for so long is closed.
const IDLE_TIMEOUT: Duration = Duration::from_secs(20);

/// The most bytes that are read of a refusal.
const MAX_REFUSAL_BYTES: u64 = 65_536;

/// Sends requests, and keeps connections for the next ones.
#[derive(Clone)]
pub(super) struct Transport {
    client: Client<HttpConnector, Full<Bytes>>,
    region: Arc<str>,
    credentials: Option<Arc<Credentials>>,
}

impl Transport {
    pub(super) fn new(region: String) -> Self {
        let mut connector = HttpConnector::new();
        connector.set_connect_timeout(Some(CONNECT_TIMEOUT));
        connector.set_nodelay(true);
        let client = Client::builder(TokioExecutor::new())
            .pool_idle_timeout(IDLE_TIMEOUT)
            .pool_timer(TokioTimer::new())
            .build(connector);
        Self {
            client,
            region: region.into(),
            credentials: None,
        }
    }

    pub(super) fn with_credentials(mut self, credentials: Credentials) -> Self {
        self.credentials = Some(Arc::new(credentials));
        self
    }

    /// A request, signed if there is a key.
    pub(super) fn request(
        &self,
        method: Method,
        uri: Uri,
        body: Bytes,
    ) -> Result<Request<Full<Bytes>>, ObjectError> {
        let unfit = |_| ObjectError::new("the key of the object store does not fit into headers");
        let host = uri.authority().map_or("", |authority| authority.as_str());
        let mut headers = HeaderMap::new();
        headers.insert(HOST, HeaderValue::from_str(host).map_err(unfit)?);
        if let Some(credentials) = &self.credentials {
            let canonical = Canonical {
                method: method.as_str(),
                path: uri.path(),
                query: uri.query().unwrap_or_default(),
                headers: &headers,
                payload: &digest(&body),
            };
            let now = Timestamp::from(SystemTime::now());
            headers = credentials
                .sign(canonical, &self.region, now)
                .map_err(unfit)?;
        }
        let mut request = Request::new(Full::new(body));
        *request.method_mut() = method;
        *request.uri_mut() = uri;
        *request.headers_mut() = headers;
        Ok(request)
    }

    /// Sends a request; the answer's body, of at most so many bytes.
    pub(super) async fn perform(
        &self,
        request: Request<Full<Bytes>>,
        most: u64,
    ) -> Result<Vec<u8>, ObjectError> {
        let sent = request.body().size_hint().lower();
        let place = request
            .uri()
            .authority()
            .map(ToString::to_string)
            .unwrap_or_default();
        let patience = ANSWER_TIMEOUT + Duration::from_secs(sent / SLOWEST);
        let answered = timeout(patience, self.client.request(request)).await;
        let response = answered
            .map_err(|_| ObjectError::new(format!("{place} does not answer")))?
            .map_err(|error| {
                ObjectError::new(format!("{place} cannot be reached: {}", root(&error)))
            })?;
        if response.status().is_success() {
            return body(response, most).await;
        }
        let status = response.status();
        let refusal = body(response, MAX_REFUSAL_BYTES).await.unwrap_or_default();
        Err(ObjectError::new(
            answer::refusal(&refusal).unwrap_or_else(|| unexplained(status)),
        ))
    }
}

async fn body(mut response: Response<Incoming>, most: u64) -> Result<Vec<u8>, ObjectError> {
    let too_large =
        |size: u64| ObjectError::new(format!("the answer has {size} bytes, more than {most}"));
    let hint = response.body().size_hint();
    if hint.lower() > most {
        return Err(too_large(hint.lower()));
    }
    let mut bytes = Vec::new();
    loop {
        let frame = timeout(REST_TIMEOUT, response.body_mut().frame()).await;
        let frame =
            frame.map_err(|_| ObjectError::new("the object store's answer does not end"))?;
        let Some(frame) = frame else {
            return Ok(bytes);
        };
        let frame = frame.map_err(|error| {
            ObjectError::new(format!(
                "the object store's answer breaks off: {}",
                root(&error)
            ))
        })?;
        if let Ok(data) = frame.into_data() {
            let size = (bytes.len() as u64).saturating_add(data.len() as u64);
            if size > most {
                return Err(too_large(size));
            }
            bytes.extend_from_slice(&data);
        }
    }
}

/// For an answer that is no refusal of S3's: that of a proxy, say, or to a wrong address.
fn unexplained(status: StatusCode) -> String {
    // S3 itself says nothing more where access to a list is denied to the head of a request alone.
    format!("the object store answers {status}")
}

/// What failed at the bottom: the layers above it say that something did.
fn root(error: &(dyn Error + 'static)) -> String {
    let mut error = error;
    while let Some(source) = error.source() {
        error = source;
    }
    error.to_string()
}

impl fmt::Debug for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Transport")
            .field("region", &self.region)
            .field("credentials", &self.credentials)
            .finish_non_exhaustive()
    }
}
