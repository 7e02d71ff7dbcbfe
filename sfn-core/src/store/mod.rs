//! Where executions and their histories are kept.
//!
//! A store knows nothing of the language: it keeps plain data, one step of one execution at a time. Every backend
//! passes the suite in `conformance` (feature `testing`).

#[cfg(any(test, feature = "testing"))]
pub mod conformance;
mod listing;
mod memory;
mod retention;

pub use listing::{ListQuery, Listed};
pub use memory::MemoryStore;
pub use retention::Retention;

use std::fmt;
use std::io;
use std::pin::Pin;
use std::sync::Arc;

use crate::engine::Execution;
use crate::history::Event;

/// Keeps executions and their histories, by execution ARN.
///
/// The runtime commits each step before it acts on it, and waits for the answer. So after a crash the newest committed
/// state is loaded and goes on; no history is replayed, however long it is.
pub trait Store: Send + Sync + 'static {
    /// Keeps an execution that has not begun.
    ///
    /// # Errors
    /// [`StoreError::AlreadyExists`] if there ever was one of its ARN.
    fn create<'a>(&'a self, execution: &'a Execution) -> StoreFuture<'a, ()>;

    /// Keeps what one step made of an execution: its new state and its new events, both or neither.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] if it was never created, [`StoreError::OutOfOrder`] if the events do not go on where
    /// the history ends: somebody else runs the same execution.
    fn commit<'a>(&'a self, step: Step<'a>) -> StoreFuture<'a, ()>;

    /// The newest state of an execution, if there is one of that ARN.
    fn load<'a>(&'a self, execution_arn: &'a str) -> StoreFuture<'a, Option<Execution>>;

    /// At most `limit` events of an execution in order, those behind the id `after`.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] if there is no such execution.
    fn history<'a>(
        &'a self,
        execution_arn: &'a str,
        after: u64,
        limit: usize,
    ) -> StoreFuture<'a, Vec<Event>>;

    /// The executions that a query asks for, newest first.
    fn list<'a>(&'a self, query: &'a ListQuery) -> StoreFuture<'a, Vec<Listed>>;

    /// The ARNs of the executions that have no outcome yet, in any order.
    fn unfinished(&self) -> StoreFuture<'_, Vec<Arc<str>>>;
}

/// What a store will answer.
pub type StoreFuture<'a, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'a>>;

/// What one step of an execution made.
#[derive(Debug)]
pub struct Step<'a> {
    /// The state after it.
    pub execution: &'a Execution,
    /// The events of it, in order; there may be none.
    pub events: Vec<Event>,
}

/// What a store cannot do.
#[derive(Debug)]
#[non_exhaustive]
pub enum StoreError {
    /// There is an execution of this ARN.
    AlreadyExists {
        /// The ARN.
        execution_arn: Arc<str>,
    },
    /// There is no execution of this ARN.
    NotFound {
        /// The ARN.
        execution_arn: Arc<str>,
    },
    /// A step does not go on where the history ends.
    OutOfOrder {
        /// The ARN.
        execution_arn: Arc<str>,
        /// The id of the last event in the store.
        last_event: u64,
    },
    /// The medium failed.
    Io(io::Error),
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AlreadyExists { execution_arn } => {
                write!(f, "execution already exists: {execution_arn}")
            }
            Self::NotFound { execution_arn } => {
                write!(f, "execution does not exist: {execution_arn}")
            }
            Self::OutOfOrder {
                execution_arn,
                last_event,
            } => write!(
                f,
                "a step does not follow event {last_event} of execution {execution_arn}"
            ),
            Self::Io(_) => f.write_str("the store's medium failed"),
        }
    }
}

impl std::error::Error for StoreError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io(error) => Some(error),
            Self::AlreadyExists { .. } | Self::NotFound { .. } | Self::OutOfOrder { .. } => None,
        }
    }
}
