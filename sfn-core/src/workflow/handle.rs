//! A started workflow, with its types.

use super::Workflow;
use crate::engine::{Outcome, Status};
use crate::errors::{TaskError, Uncaught};
use crate::history::Event;
use crate::runtime::{Handle, Interrupted, TaskFailure};
use crate::store::StoreError;
use sfn_expr::from_value;
use sfn_expr::value::ConvertError;
use std::fmt;
use std::marker::PhantomData;

/// An execution of a workflow. Dropping the handle does not end the execution.
pub struct WorkflowHandle<W> {
    handle: Handle,
    workflow: PhantomData<fn() -> W>,
}

/// Why an execution has no output.
#[derive(Debug)]
#[non_exhaustive]
pub enum ExecutionError<E> {
    /// It failed with an error of the workflow's own enum.
    Failed(E),
    /// It failed with something that no enum claims: a task's panic, a timeout, a broken service.
    Uncaught(Uncaught),
    /// It ran longer than the machine's timeout.
    TimedOut,
    /// It was stopped.
    Aborted {
        /// The error's name, where one was given.
        error: Option<String>,
        /// The cause, where one was given.
        cause: Option<String>,
    },
    /// Its output is not of the workflow's output type.
    Output(ConvertError),
    /// There will be no outcome in this process.
    Interrupted(Interrupted),
}

impl<W: Workflow> WorkflowHandle<W> {
    pub(super) fn new(handle: Handle) -> Self {
        Self {
            handle,
            workflow: PhantomData,
        }
    }

    /// Waits for the end.
    ///
    /// # Errors
    /// [`ExecutionError`], with the workflow's own error where it failed with one.
    pub async fn result(&self) -> Result<W::Output, ExecutionError<W::Error>> {
        let outcome = self
            .handle
            .outcome()
            .await
            .map_err(ExecutionError::Interrupted)?;
        match outcome.status {
            Status::Succeeded => from_value(&outcome.output.unwrap_or(sfn_expr::Value::Null))
                .map_err(ExecutionError::Output),
            Status::TimedOut => Err(ExecutionError::TimedOut),
            Status::Aborted => Err(ExecutionError::Aborted {
                error: outcome.error.as_deref().map(str::to_owned),
                cause: outcome.cause.as_deref().map(str::to_owned),
            }),
            Status::Failed | Status::Running => Err(failed(&outcome)),
        }
    }

    /// Where it stands.
    pub fn status(&self) -> Status {
        self.handle.status()
    }

    /// The events so far, all of them once there is a result.
    ///
    /// # Errors
    /// [`StoreError`] if the store cannot be read.
    pub async fn history(&self) -> Result<Vec<Event>, StoreError> {
        self.handle.history().await
    }

    /// Stops the execution, and waits until it has ended.
    ///
    /// # Errors
    /// [`Interrupted`] if it could not be stopped in this process.
    pub async fn stop(
        &self,
        error: Option<&str>,
        cause: Option<&str>,
    ) -> Result<Outcome, Interrupted> {
        self.handle.stop(error, cause).await
    }

    /// The same execution without its types.
    pub fn untyped(&self) -> &Handle {
        &self.handle
    }
}

fn failed<E: TaskError>(outcome: &Outcome) -> ExecutionError<E> {
    let failure = TaskFailure::new(
        outcome.error.as_deref().unwrap_or_default(),
        outcome.cause.as_deref().unwrap_or_default(),
    );
    match E::from_failure(&failure) {
        Some(error) => ExecutionError::Failed(error),
        None => ExecutionError::Uncaught(Uncaught::new(failure.error, failure.cause)),
    }
}

impl<W> fmt::Debug for WorkflowHandle<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.handle.fmt(f)
    }
}

impl<W> Clone for WorkflowHandle<W> {
    fn clone(&self) -> Self {
        Self {
            handle: self.handle.clone(),
            workflow: PhantomData,
        }
    }
}

impl<E: fmt::Debug> fmt::Display for ExecutionError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Failed(error) => write!(f, "the execution failed: {error:?}"),
            Self::Uncaught(_) => {
                f.write_str("the execution failed with an error that no enum claims")
            }
            Self::TimedOut => f.write_str("the execution ran longer than its machine's timeout"),
            Self::Aborted { error: None, .. } => f.write_str("the execution was stopped"),
            Self::Aborted {
                error: Some(error),
                cause,
            } => {
                write!(
                    f,
                    "the execution was stopped: {error}: {}",
                    cause.as_deref().unwrap_or_default()
                )
            }
            Self::Output(_) => {
                f.write_str("the execution's output is not of the workflow's output type")
            }
            Self::Interrupted(_) => f.write_str("the execution has no outcome"),
        }
    }
}

impl<E: fmt::Debug> std::error::Error for ExecutionError<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Uncaught(error) => Some(error),
            Self::Output(error) => Some(error),
            Self::Interrupted(error) => Some(error),
            Self::Failed(_) | Self::TimedOut | Self::Aborted { .. } => None,
        }
    }
}
