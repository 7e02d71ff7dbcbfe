//! What the engine wants done.

use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use sfn_expr::Value;

use super::{Outcome, TaskId, TimerId};
use crate::clock::Timestamp;
use crate::history::Event;
use crate::map_run::{Destination, Tolerance};
use crate::program::{Program, ReaderFormat, Resource};

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
    /// Read the items of a distributed Map, and tell them as the result of the task.
    ReadItems(Box<ReadItems>),
    /// Run the child executions of a distributed Map, and tell their results as the result of the task.
    StartMapRun(Box<MapRunStart>),
    /// End an attempt, a read or a map run, whose result nobody waits for any more.
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

/// Items to be read. A failure has the error's name `States.ItemReaderFailed`.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadItems {
    /// What the items are the result of.
    pub task: TaskId,
    /// Whether objects are listed, and not one of them read.
    pub lists: bool,
    /// The reader's arguments: `Bucket`, and `Key` or `Prefix`.
    pub arguments: Value,
    pub(crate) format: ReaderFormat,
}

/// Child executions to be run.
#[derive(Clone, Debug, PartialEq)]
pub struct MapRunStart {
    /// What the results are the result of.
    pub task: TaskId,
    /// The ARN of the run.
    pub map_run_arn: Arc<str>,
    /// The label, which stands in the names of the children.
    pub label: Arc<str>,
    /// What each child runs.
    pub processor: Processor,
    /// Whether children are of the Express type.
    pub express: bool,
    /// The input of each child, in a list.
    pub inputs: Value,
    /// How many items each child works on; one where the list is empty.
    pub item_counts: Arc<[u32]>,
    /// How many run at once at most, 0 for as many as may be.
    pub max_concurrency: u32,
    /// How many items may fail.
    pub tolerance: Tolerance,
    /// Where the results go.
    pub destination: Destination,
    /// How often the run was redriven: children that have succeeded stay as they are.
    pub redrive_count: u64,
}

/// The program of a map run's children.
#[derive(Clone)]
pub struct Processor(pub(crate) Arc<Program>);

/// Equal if they are the same program.
impl PartialEq for Processor {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl std::fmt::Debug for Processor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Processor").finish_non_exhaustive()
    }
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
