//! An S3-compatible service of three operations, within the process of a test: one bucket, `import`, with versions, pages
//! of two objects, and signatures that are checked.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::SystemTime;

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::http::request::Parts;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::address::decode;
use crate::Credentials;
use crate::signature::{Canonical, digest};

const PAGE: usize = 2;

/// Each key's versions, the oldest first.
type Bucket = Mutex<BTreeMap<String, Vec<Bytes>>>;

/// What the service answers: a status and a body, or a status, a code and a message.
type Answer = Result<Bytes, (u16, &'static str, &'static str)>;

/// Starts a service that knows the key `id` with the secret `secret`; its URL.
pub(super) async fn serve() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = url(listener.local_addr().unwrap());
    let bucket = Arc::new(Bucket::default());
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let bucket = Arc::clone(&bucket);
            let service = service_fn(move |request| answer(Arc::clone(&bucket), request));
            tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
        }
    });
    url
}

/// Starts a service that answers each request with these bytes and closes the connection; its URL.
pub(super) async fn serve_bytes(answer: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = url(listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut request = [0; 4096];
            let _ = stream.read(&mut request).await;
            let _ = stream.write_all(answer.as_bytes()).await;
        }
    });
    url
}

fn url(address: SocketAddr) -> String {
    format!("http://{address}")
}

async fn answer(
    bucket: Arc<Bucket>,
    request: Request<Incoming>,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let (head, body) = request.into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    let (status, body) = match perform(&bucket, &head, body) {
        Ok(body) => (200, body),
        Err((status, code, message)) => {
            let xml = format!("<Error><Code>{code}</Code><Message>{message}</Message></Error>");
            (status, xml.into())
        }
    };
    let mut response = Response::new(Full::new(body));
    *response.status_mut() = StatusCode::from_u16(status).unwrap();
    Ok(response)
}

fn perform(bucket: &Bucket, head: &Parts, body: Bytes) -> Answer {
    let query = head.uri.query().unwrap_or_default();
    let signed = Canonical {
        method: head.method.as_str(),
        path: head.uri.path(),
        query,
        headers: &head.headers,
        payload: &digest(&body),
    };
    Credentials::new("id", "secret")
        .check(signed, SystemTime::now())
        .map_err(|_| (403, "AccessDenied", "Access Denied"))?;
    let query: BTreeMap<String, String> = query
        .split('&')
        .filter_map(|parameter| parameter.split_once('='))
        .map(|(name, value)| (decode(name), decode(value)))
        .collect();
    let path = decode(head.uri.path());
    let mut bucket = bucket.lock().unwrap();
    let Some(key) = path.strip_prefix("/import/") else {
        return match &*path {
            "/import" => Ok(page(&bucket, &query)),
            _ => Err((404, "NoSuchBucket", "The specified bucket does not exist")),
        };
    };
    if head.method == Method::PUT {
        bucket.entry(key.to_owned()).or_default().push(body);
        return Ok(Bytes::new());
    }
    let missing = (404, "NoSuchKey", "The specified key does not exist.");
    let versions = bucket.get(key).ok_or(missing)?;
    let version = match query.get("versionId") {
        Some(version) => version.parse().map_err(|_| missing)?,
        None => versions.len() - 1,
    };
    versions.get(version).cloned().ok_or(missing)
}

/// The page after the key that the token names.
fn page(bucket: &BTreeMap<String, Vec<Bytes>>, query: &BTreeMap<String, String>) -> Bytes {
    assert_eq!(query["list-type"], "2");
    assert_eq!(query["encoding-type"], "url");
    let after = query.get("continuation-token").map_or("", String::as_str);
    let listed = bucket
        .iter()
        .filter(|(key, _)| key.starts_with(&query["prefix"]) && key.as_str() > after);
    let listed: Vec<_> = listed.take(PAGE + 1).collect();
    let mut xml = String::from("<ListBucketResult><EncodingType>url</EncodingType>");
    for (key, versions) in listed.iter().take(PAGE) {
        let encoded: String = key.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let size = versions.last().map_or(0, Bytes::len);
        xml.push_str(&format!(
            "<Contents><Key>{encoded}</Key><LastModified>2026-11-22T12:00:00.000Z</LastModified>\
             <ETag>&quot;{size}&quot;</ETag><Size>{size}</Size><StorageClass>STANDARD</StorageClass></Contents>"
        ));
    }
    let is_truncated = listed.len() > PAGE;
    xml.push_str(&format!("<IsTruncated>{is_truncated}</IsTruncated>"));
    if is_truncated {
        let token = listed[PAGE - 1]
            .0
            .replace('&', "&amp;")
            .replace('<', "&lt;");
        xml.push_str(&format!(
            "<NextContinuationToken>{token}</NextContinuationToken>"
        ));
    }
    xml.push_str("</ListBucketResult>");
    xml.into()
}
