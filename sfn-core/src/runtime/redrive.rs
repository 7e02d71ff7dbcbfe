//! Redriving: going on with executions that ended without success.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::{Handle, Runtime, StartError};
use crate::program::Program;
use crate::store::StoreError;

/// How long after its end an execution can be redriven (API reference, `RedriveExecution`).
pub const REDRIVABLE_PERIOD: Duration = Duration::from_secs(14 * 24 * 60 * 60);

/// Why an execution was not redriven.
#[derive(Debug)]
#[non_exhaustive]
pub enum RedriveError {
    /// There is no execution of that ARN.
    DoesNotExist,
    /// It runs, it succeeded, its history is full, it ended too long ago, or it belongs to a map run and goes on with
    /// that.
    NotRedrivable,
    /// The store cannot be read.
    Store(StoreError),
    /// It could not be taken up.
    Start(StartError),
}

impl Runtime {
    /// Goes on with an execution that failed, timed out or was stopped, under its old ARN and with its old history
    /// (`RedriveExecution`). What succeeded is kept; what did not runs again.
    ///
    /// The program must be compiled of the definition that the execution was started with.
    ///
    /// ```
    /// # use std::sync::{Arc, atomic::{AtomicBool, Ordering}};
    /// # use sfn_core::{asl::Definition, program::Program, runtime::{Runtime, Start, TaskFailure}};
    /// # use sfn_core::expr::Value;
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let definition = Definition::from_json(r#"{"StartAt": "Ship", "States": {"Ship": {
    ///     "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:ship", "End": true
    /// }}}"#)?;
    /// let program = Arc::new(Program::compile(&definition)?);
    /// let mended = Arc::new(AtomicBool::new(false));
    /// let works = Arc::clone(&mended);
    /// let runtime = Runtime::builder().function("ship", move |order: Value| {
    ///     let works = works.load(Ordering::SeqCst);
    ///     async move { if works { Ok(order) } else { Err(TaskFailure::new("Strike", "no ships")) } }
    /// }).build();
    ///
    /// let failed = runtime.start_program(&program, Start::new("Shipping", 7)).await?;
    /// assert_eq!(failed.outcome().await?.error.as_deref(), Some("Strike"));
    ///
    /// mended.store(true, Ordering::SeqCst);
    /// let redriven = runtime.redrive(&program, &failed.identity().execution_arn).await?;
    /// assert_eq!(redriven.outcome().await?.output, Some(7.into()));
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// [`RedriveError`], with nothing changed.
    pub async fn redrive(
        &self,
        program: &Arc<Program>,
        execution_arn: &str,
    ) -> Result<Handle, RedriveError> {
        let loaded = self.describe(execution_arn).await;
        let loaded = loaded.map_err(RedriveError::Store)?;
        let execution = loaded.ok_or(RedriveError::DoesNotExist)?;
        let now = self.clock().now();
        let ended = execution.outcome().map(|outcome| outcome.stopped);
        let in_time = ended.is_some_and(|ended| now.since(ended) <= REDRIVABLE_PERIOD);
        let is_child = execution.identity().map_run_arn.is_some();
        if let Some(handle) = self.handle(execution_arn)
            && ended.is_some()
        {
            // Its driver is about to go.
            let _ = handle.outcome().await;
        }
        if !execution.is_redrivable() || !in_time || is_child {
            return Err(RedriveError::NotRedrivable);
        }
        let line = self.take_up(program, execution, true);
        let line = line.map_err(RedriveError::Start)?;
        Ok(Handle::new(Arc::clone(&self.owner), line))
    }
}

impl fmt::Display for RedriveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::DoesNotExist => "there is no such execution",
            Self::NotRedrivable => "the execution cannot be redriven",
            Self::Store(_) => "the execution cannot be read",
            Self::Start(_) => "the execution cannot be taken up",
        })
    }
}

impl std::error::Error for RedriveError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Store(error) => Some(error),
            Self::Start(error) => Some(error),
            Self::DoesNotExist | Self::NotRedrivable => None,
        }
    }
}
