//! Answers by task token: the results of callbacks and of activity workers.

use std::fmt;
use std::sync::Arc;

use sfn_expr::Value;
use tokio::sync::oneshot;

use super::Runtime;
use super::message::Message;
use crate::engine::{Stimulus, TaskToken, is_too_large};
use crate::history::Fault;
use crate::store::StoreError;

/// The tasks that wait for an answer from outside. Made by [`Runtime::tasks`].
///
/// ```
/// # use std::sync::Arc;
/// # use sfn_core::{asl::Definition, program::Program, runtime::{Runtime, Start, TokenError}};
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let definition = Definition::from_json(r#"{"StartAt": "Approve", "States": {"Approve": {
///     "Type": "Task", "Resource": "arn:aws:states:us-east-1:123456789012:activity:Approval", "End": true
/// }}}"#)?;
/// let program = Arc::new(Program::compile(&definition)?);
/// let runtime = Runtime::builder().build();
/// let activity = "arn:aws:states:us-east-1:123456789012:activity:Approval";
/// runtime.activities().create(activity);
/// let handle = runtime.start_program(&program, Start::new("Approval", 7)).await?;
///
/// let patience = std::time::Duration::from_secs(60);
/// let task = runtime.activities().poll(activity, Some("Ann"), patience).await?.ok_or("no task")?;
/// runtime.tasks().succeed(&task.token, true.into()).await?;
/// assert_eq!(handle.outcome().await?.output, Some(true.into()));
///
/// let again = runtime.tasks().succeed(&task.token, true.into()).await;
/// assert!(matches!(again, Err(TokenError::TaskTimedOut)));
/// # Ok(()) }
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Tasks<'a> {
    runtime: &'a Runtime,
}

/// Why an answer was not taken.
#[derive(Debug)]
#[non_exhaustive]
pub enum TokenError {
    /// The text is no token of this runtime.
    InvalidToken,
    /// The task does not wait any more: it was answered, took too long, or its execution has ended.
    TaskTimedOut,
    /// The output has more than [`MAX_PAYLOAD_BYTES`](crate::engine::MAX_PAYLOAD_BYTES).
    OutputTooLarge,
    /// The store cannot be read.
    Store(StoreError),
}

impl Runtime {
    /// The tasks that wait for an answer from outside.
    pub fn tasks(&self) -> Tasks<'_> {
        Tasks { runtime: self }
    }
}

impl Tasks<'_> {
    /// Reports that a task is done, with its output (`SendTaskSuccess`).
    ///
    /// # Errors
    /// [`TokenError`], with nothing changed.
    pub async fn succeed(&self, token: &str, output: Value) -> Result<(), TokenError> {
        if is_too_large(&output) {
            return Err(TokenError::OutputTooLarge);
        }
        self.answer(token, |task| Stimulus::TokenSucceeded { task, output })
            .await
    }

    /// Reports that a task has failed (`SendTaskFailure`). Neither text is required.
    ///
    /// # Errors
    /// [`TokenError`], with nothing changed.
    pub async fn fail(
        &self,
        token: &str,
        error: Option<&str>,
        cause: Option<&str>,
    ) -> Result<(), TokenError> {
        let fault = Fault {
            error: error.map(Arc::from),
            cause: cause.map(Arc::from),
        };
        self.answer(token, |task| Stimulus::TokenFailed { task, fault })
            .await
    }

    /// Reports that a task goes on, which begins its `HeartbeatSeconds` anew (`SendTaskHeartbeat`).
    ///
    /// # Errors
    /// [`TokenError`], with nothing changed.
    pub async fn heartbeat(&self, token: &str) -> Result<(), TokenError> {
        self.answer(token, |task| Stimulus::TaskHeartbeat { task })
            .await
    }

    async fn answer(
        &self,
        token: &str,
        stimulus: impl FnOnce(crate::engine::TaskId) -> Stimulus,
    ) -> Result<(), TokenError> {
        let token = TaskToken::parse(token).ok_or(TokenError::InvalidToken)?;
        let stimulus = stimulus(token.task());
        let execution_arn = token.execution_arn().to_owned();
        if self.runtime.offer(token, stimulus).await {
            return Ok(());
        }
        match self.runtime.describe(&execution_arn).await {
            Ok(Some(_)) => Err(TokenError::TaskTimedOut),
            Ok(None) => Err(TokenError::InvalidToken),
            Err(error) => Err(TokenError::Store(error)),
        }
    }
}

impl Runtime {
    /// Offers an answer to the execution that a token belongs to; whether it was taken.
    pub(super) async fn offer(&self, token: TaskToken, stimulus: Stimulus) -> bool {
        let Some(line) = self.owner.world.live.get(token.execution_arn()) else {
            return false;
        };
        let (accepted, answer) = oneshot::channel();
        let message = Message::Answer {
            token,
            stimulus,
            accepted,
        };
        line.inbox.send(Box::new(message)).await.is_ok() && answer.await.unwrap_or(false)
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::InvalidToken => "the text is no task token of this runtime",
            Self::TaskTimedOut => "the task does not wait for an answer any more",
            Self::OutputTooLarge => "the output has more than 262144 bytes",
            Self::Store(_) => "the execution of the task cannot be read",
        })
    }
}

impl std::error::Error for TokenError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Store(error) => Some(error),
            Self::InvalidToken | Self::TaskTimedOut | Self::OutputTooLarge => None,
        }
    }
}
