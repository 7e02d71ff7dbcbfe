//! An endpoint on a TCP port: connections in, requests answered, a graceful end.

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto;
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

use crate::http::answer;
use crate::{Credentials, Endpoint};

/// How many connections are served at a time; others wait until one closes.
const MAX_CONNECTIONS: usize = 10_000;

/// A client has this long to send the head of a request.
const HEAD_TIMEOUT: Duration = Duration::from_secs(30);

/// Answers under way may take this long once the server is asked to end.
const GRACE: Duration = Duration::from_secs(5);

/// How long to wait when the system gives no more connections.
const EXHAUSTED_PAUSE: Duration = Duration::from_millis(50);

/// Serves an endpoint over HTTP/1.1 and HTTP/2, whichever a client speaks.
///
/// ```
/// use sfn_core::runtime::{Place, Runtime};
/// use sfn_local::{Endpoint, Server};
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let endpoint = Endpoint::new(Runtime::builder().build(), Place::default());
/// let server = Server::bind("127.0.0.1:0".parse()?).await?;
/// assert_ne!(server.address().port(), 0);
/// // Until the future is ready: never, in earnest, or when somebody presses ctrl-c.
/// server.serve(endpoint, async {}).await;
/// # Ok(()) }
/// ```
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    credentials: Option<Arc<Credentials>>,
}

/// An address cannot be listened on: it is taken, say.
#[derive(Debug)]
pub struct BindError {
    address: SocketAddr,
    source: io::Error,
}

impl Server {
    /// Takes an address; port 0 is any free one.
    ///
    /// # Errors
    /// [`BindError`].
    pub async fn bind(address: SocketAddr) -> Result<Self, BindError> {
        let failed = |source| BindError { address, source };
        let listener = TcpListener::bind(address).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        Ok(Self {
            listener,
            address,
            credentials: None,
        })
    }

    /// Refuses requests that are not signed with that key. Without it, any signature is good, and none.
    #[must_use]
    pub fn with_credentials(mut self, credentials: Credentials) -> Self {
        self.credentials = Some(Arc::new(credentials));
        self
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Serves until `shutdown` is ready, and then for as long as the answers under way take, at most five seconds.
    pub async fn serve(self, endpoint: Endpoint, shutdown: impl Future<Output = ()>) {
        let graceful = GracefulShutdown::new();
        let slots = Arc::new(Semaphore::new(MAX_CONNECTIONS));
        let mut shutdown = pin!(shutdown);
        loop {
            let accepted = tokio::select! {
                accepted = accept(&self.listener, &slots) => accepted,
                () = &mut shutdown => break,
            };
            let Some((stream, slot)) = accepted else {
                continue;
            };
            // Answers are small and go out whole: waiting for more of them helps nobody.
            let _ = stream.set_nodelay(true);
            let endpoint = endpoint.clone();
            let credentials = self.credentials.clone();
            let service =
                service_fn(move |request| answer(endpoint.clone(), credentials.clone(), request));
            let mut builder = auto::Builder::new(TokioExecutor::new());
            builder
                .http1()
                .timer(TokioTimer::new())
                .header_read_timeout(HEAD_TIMEOUT);
            builder.http2().timer(TokioTimer::new());
            let connection = builder
                .serve_connection(TokioIo::new(stream), service)
                .into_owned();
            let connection = graceful.watch(connection);
            tokio::spawn(async move {
                // A client that goes away or speaks no HTTP is its own problem.
                let _ = connection.await;
                drop(slot);
            });
        }
        drop(self.listener);
        let _ = tokio::time::timeout(GRACE, graceful.shutdown()).await;
    }
}

type Slot = tokio::sync::OwnedSemaphorePermit;

async fn accept(listener: &TcpListener, slots: &Arc<Semaphore>) -> Option<(TcpStream, Slot)> {
    // Nothing closes the semaphore.
    let slot = Arc::clone(slots).acquire_owned().await.ok()?;
    match listener.accept().await {
        Ok((stream, _)) => Some((stream, slot)),
        Err(_) => {
            tokio::time::sleep(EXHAUSTED_PAUSE).await;
            None
        }
    }
}

impl fmt::Display for BindError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot listen on {}", self.address)
    }
}

impl std::error::Error for BindError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}
