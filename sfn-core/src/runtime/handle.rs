//! A started execution, from outside.

use std::fmt;
use std::sync::Arc;

use super::Owner;
use super::live::{Line, StopOnDrop};
use crate::engine::{Identity, Outcome, Status, Stimulus};
use crate::history::{Event, Fault, MAX_EVENTS};
use crate::store::StoreError;

/// What a driver tells: nothing yet, the outcome, or why there is none.
pub(super) type Told = Option<Result<Outcome, Interrupted>>;

/// An execution that was started. Dropping it does not end the execution.
///
/// The example of [`Runtime`](super::Runtime) shows one at work.
#[derive(Clone, Debug)]
pub struct Handle {
    owner: Arc<Owner>,
    line: Line,
}

/// Why an execution has no outcome although nothing drives it any more.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Interrupted {
    /// The store failed. The execution can be gone on with from what it has stored.
    Store(Arc<StoreError>),
    /// The tokio runtime that drove it has ended.
    Shutdown,
}

impl Handle {
    pub(super) fn new(owner: Arc<Owner>, line: Line) -> Self {
        Self { owner, line }
    }

    /// The names of the execution.
    pub fn identity(&self) -> &Identity {
        &self.line.identity
    }

    /// Where it stands.
    pub fn status(&self) -> Status {
        match &*self.line.told.borrow() {
            Some(Ok(outcome)) => outcome.status,
            Some(Err(_)) | None => Status::Running,
        }
    }

    /// Waits for the end.
    ///
    /// # Errors
    /// [`Interrupted`] if there will be none in this process.
    pub async fn outcome(&self) -> Result<Outcome, Interrupted> {
        self.line.outcome().await
    }

    /// The events so far, all of them once there is an outcome.
    ///
    /// # Errors
    /// [`StoreError`] if the store cannot be read.
    pub async fn history(&self) -> Result<Vec<Event>, StoreError> {
        let limit = usize::try_from(MAX_EVENTS).unwrap_or(usize::MAX);
        self.owner
            .world
            .store
            .history(&self.line.identity.execution_arn, 0, limit)
            .await
    }

    /// Stops the execution, and waits until it has ended. What it runs is aborted; an execution that has ended before
    /// stays as it is.
    ///
    /// # Errors
    /// [`Interrupted`] if it could not be stopped in this process.
    pub async fn stop(
        &self,
        error: Option<&str>,
        cause: Option<&str>,
    ) -> Result<Outcome, Interrupted> {
        let fault = Fault {
            error: error.map(Arc::from),
            cause: cause.map(Arc::from),
        };
        // Nobody listens any more: there is an outcome, or there will be none.
        let _ = self.line.inbox.send(Stimulus::Stop { fault }.into()).await;
        self.outcome().await
    }
}

/// An execution that ends with whoever waits for it. Made by [`Handle::scoped`].
///
/// The stop is sent before the drop returns, so that a virtual clock does not run away in between.
///
/// ```
/// # use std::sync::Arc;
/// # use sfn_core::{asl::Definition, engine::Status, program::Program, runtime::{Runtime, Start}};
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let definition = Definition::from_json(r#"{"StartAt": "Hour", "States": {
///     "Hour": {"Type": "Wait", "Seconds": 3600, "End": true}
/// }}"#)?;
/// let program = Arc::new(Program::compile(&definition)?);
/// let handle = Runtime::builder().build().start_program(&program, Start::new("Hourglass", 1)).await?;
/// drop(handle.scoped());
/// assert_eq!(handle.outcome().await?.status, Status::Aborted);
/// # Ok(()) }
/// ```
pub struct ScopedExecution(StopOnDrop);

impl Handle {
    /// The same execution, stopped when the answer is dropped before it has ended.
    pub fn scoped(&self) -> ScopedExecution {
        ScopedExecution(StopOnDrop(self.line.clone()))
    }
}

impl ScopedExecution {
    /// Waits for the end.
    ///
    /// # Errors
    /// [`Interrupted`] if there will be none in this process.
    pub async fn outcome(&self) -> Result<Outcome, Interrupted> {
        self.0.0.outcome().await
    }
}

impl fmt::Debug for ScopedExecution {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ScopedExecution")
            .field(&self.0.0.identity.execution_arn)
            .finish()
    }
}

impl fmt::Display for Interrupted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Store(_) => f.write_str("the execution stands still because its store failed"),
            Self::Shutdown => {
                f.write_str("the execution stands still because its tokio runtime has ended")
            }
        }
    }
}

impl std::error::Error for Interrupted {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Store(error) => Some(error),
            Self::Shutdown => None,
        }
    }
}
