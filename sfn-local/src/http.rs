//! AWS JSON 1.0 over HTTP: which operation a request is for, its body, and the answer.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::SystemTime;

use bytes::Bytes;
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::body::Incoming;
use hyper::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use hyper::{HeaderMap, Method, Request, Response, StatusCode};

use crate::protocol::{ApiError, ErrorCode};
use crate::signature::{Canonical, digest};
use crate::{Credentials, Endpoint};

/// The most bytes that the body of a request has (AWS's quota of 1 MB for a request).
pub const MAX_REQUEST_BYTES: usize = 1_048_576;

const TARGET: HeaderName = HeaderName::from_static("x-amz-target");
const REQUEST_ID: HeaderName = HeaderName::from_static("x-amzn-requestid");
const JSON: HeaderValue = HeaderValue::from_static("application/x-amz-json-1.0");

/// What the target header begins with.
const TARGET_PREFIX: &str = "AWSStepFunctions.";

/// Answers a request.
pub(crate) async fn answer(
    endpoint: Endpoint,
    credentials: Option<Arc<Credentials>>,
    request: Request<Incoming>,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let (status, body) = match perform(&endpoint, credentials.as_deref(), request).await {
        Ok(body) => (StatusCode::OK, body),
        Err(error) => {
            let status = StatusCode::from_u16(error.status());
            (
                status.unwrap_or(StatusCode::BAD_REQUEST),
                error.to_json().into(),
            )
        }
    };
    let mut response = Response::new(Full::new(Bytes::from(body)));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, JSON);
    if let Ok(id) = HeaderValue::from_str(&endpoint.runtime().unique_name()) {
        headers.insert(REQUEST_ID, id);
    }
    Ok(response)
}

async fn perform(
    endpoint: &Endpoint,
    credentials: Option<&Credentials>,
    request: Request<Incoming>,
) -> Result<Vec<u8>, ApiError> {
    let (head, body) = request.into_parts();
    let operation = operation(&head.method, &head.headers)?;
    let body = Limited::new(body, MAX_REQUEST_BYTES).collect().await;
    let body = body.map_err(|error| {
        if error.is::<LengthLimitError>() {
            let message = format!("Request size exceeded {MAX_REQUEST_BYTES} bytes");
            ApiError::new(ErrorCode::RequestEntityTooLargeException, message)
        } else {
            ApiError::new(ErrorCode::SerializationException, "")
        }
    })?;
    let body = body.to_bytes();
    if let Some(credentials) = credentials {
        let request = Canonical {
            method: head.method.as_str(),
            path: head.uri.path(),
            query: head.uri.query().unwrap_or_default(),
            headers: &head.headers,
            payload: &digest(&body),
        };
        credentials.check(request, SystemTime::now())?;
    }
    endpoint.call(operation, &body).await
}

fn operation<'a>(method: &Method, headers: &'a HeaderMap) -> Result<&'a str, ApiError> {
    let target = headers.get(TARGET).and_then(|target| target.to_str().ok());
    target
        .filter(|_| method == Method::POST)
        .and_then(|target| target.strip_prefix(TARGET_PREFIX))
        .ok_or_else(unknown_operation)
}

/// There is no such operation.
pub(crate) fn unknown_operation() -> ApiError {
    ApiError::new(ErrorCode::UnknownOperationException, "")
}
