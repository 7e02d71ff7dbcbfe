//! What the world tells the engine.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sfn_expr::Value;

use crate::history::Fault;

/// Something that the world tells an execution.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Stimulus {
    /// Begin.
    Start,
    /// Go on where the last step stopped to let others run.
    Continue,
    /// Go on with an execution that was loaded from a store: what is under way is commanded again.
    Resume,
    /// Go on with an execution that ended without success, if [it can be](super::Execution::is_redrivable).
    Redrive,
    /// An activity has taken the task, for a worker to come.
    TaskQueued {
        /// The task.
        task: TaskId,
    },
    /// A worker has taken the task.
    TaskStarted {
        /// The task.
        task: TaskId,
        /// What the worker calls itself.
        worker: Option<Arc<str>>,
        /// Whether it works outside of this process, and goes on when that ends.
        outside: bool,
    },
    /// A service has accepted the task and will finish it later.
    TaskSubmitted {
        /// The task.
        task: TaskId,
        /// What the service answered.
        output: Value,
    },
    /// The task is alive.
    TaskHeartbeat {
        /// The task.
        task: TaskId,
    },
    /// The task is done.
    TaskSucceeded {
        /// The task.
        task: TaskId,
        /// Its result.
        result: Value,
    },
    /// The task failed, and may be tried again.
    TaskFailed {
        /// The task.
        task: TaskId,
        /// Why.
        fault: Fault,
    },
    /// Whoever has the task's token reports success.
    TokenSucceeded {
        /// The task.
        task: TaskId,
        /// The task's result.
        output: Value,
    },
    /// Whoever has the task's token reports a failure.
    TokenFailed {
        /// The task.
        task: TaskId,
        /// Why.
        fault: Fault,
    },
    /// Nothing here can do the task: the execution fails, whatever it retries and catches.
    TaskRefused {
        /// The task.
        task: TaskId,
        /// What is missing.
        reason: Arc<str>,
    },
    /// A timer's time has come.
    TimerFired {
        /// The timer.
        timer: TimerId,
    },
    /// Somebody wants the execution to end.
    Stop {
        /// Who, and why.
        fault: Fault,
    },
}

/// One attempt at a task, unique within its execution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TaskId {
    pub(super) strand: u32,
    pub(super) number: u64,
}

impl TaskId {
    /// A number that no other attempt and no timer of the execution has.
    pub fn number(self) -> u64 {
        self.number
    }
}

/// A timer, unique within its execution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TimerId {
    /// `None` for the execution's own.
    pub(super) strand: Option<u32>,
    pub(super) number: u64,
}
