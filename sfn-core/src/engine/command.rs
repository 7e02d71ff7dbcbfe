//! What the engine wants done.

use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use sfn_expr::Value;

use super::{Outcome, TaskId, TimerId};
use crate::clock::Timestamp;
use crate::history::Event;
use crate::program::Resource;

/// What one step of an execution amounts to.
///
/// A driver makes the events and the execution's new state durable before it obeys the commands: a crash in between
/// repeats commands and never loses a fact.
#[derive(Clone, Debug, Default, PartialEq)]
#[must_use = "an execution whose commands nobody obeys stands still"]
pub struct Commands {
    /// What happened, in order, to be appended to the history.
    pub events: Vec<Event>,
    /// What to do, in this order.
    pub list: Vec<Command>,
    /// Whether there is more to do at once: the step has used up its turns.
    pub more: bool,
}

/// One thing to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Begin an attempt at a task.
    StartTask(Box<TaskStart>),
    /// End an attempt, whose result nobody waits for any more.
    CancelTask(TaskId),
    /// Send [`Stimulus::TimerFired`](super::Stimulus::TimerFired) at that time.
    SetTimer {
        /// The timer.
        timer: TimerId,
        /// When.
        at: Timestamp,
        /// What for, for people.
        reason: TimerReason,
    },
    /// Forget a timer.
    CancelTimer(TimerId),
    /// The execution is over: forget its timers. Its tasks have been cancelled one by one.
    Finish(Box<Outcome>),
}

/// An attempt at a task.
#[derive(Clone, Debug, PartialEq)]
pub struct TaskStart {
    /// The attempt.
    pub task: TaskId,
    /// Who is to do it.
    pub resource: Arc<Resource>,
    /// With what.
    pub arguments: Value,
    /// The state.
    pub state: Arc<str>,
    /// How often the state was retried before.
    pub retry_count: u32,
    /// What the task can be answered with from outside: for activities and for tasks that wait for a callback.
    pub token: Option<Arc<str>>,
    /// The role to assume for it.
    pub credentials_role_arn: Option<Arc<str>>,
}

/// What a timer is for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum TimerReason {
    /// A Wait state.
    Wait {
        /// The state.
        state: Arc<str>,
    },
    /// The delay before a retry.
    Retry {
        /// The state.
        state: Arc<str>,
        /// The error that is retried.
        error: Arc<str>,
        /// Which retry of this execution of the state it is, counted from 1.
        attempt: u32,
        /// The delay.
        delay: Duration,
    },
    /// A task's `TimeoutSeconds`.
    TaskTimeout {
        /// The state.
        state: Arc<str>,
    },
    /// A task's `HeartbeatSeconds`.
    Heartbeat {
        /// The state.
        state: Arc<str>,
    },
    /// The machine's `TimeoutSeconds`.
    ExecutionTimeout,
}
