//! A strand: one thread of control within an execution.
//!
//! The machine itself is one, and so is each branch of a Parallel and each iteration of a Map. It is in one state at
//! a time.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sfn_expr::Value;

use super::token::Secret;
use super::{TimerId, TimerReason};
use crate::clock::Timestamp;
use crate::history::Fault;
use crate::map_run::{Destination, Tolerance};
use crate::program::{BlockIndex, StateIndex};

/// One thread of control.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Strand {
    /// Whose branch or iteration this is; `None` for the machine itself.
    pub parent: Option<Parent>,
    pub block: BlockIndex,
    pub state: StateIndex,
    /// The raw input of the state.
    pub input: Value,
    /// The variables of the block, by slot.
    #[serde(with = "present_list")]
    pub variables: Vec<Option<Value>>,
    /// The item of a Map that this strand is for.
    pub item: Option<Item>,
    /// The event that the next one follows.
    pub last_event: u64,
    /// What [`last_event`](Strand::last_event) was before the state was entered.
    pub event_before_entry: u64,
    /// The event that says that the state was entered.
    pub entry_event: u64,
    pub entered: Timestamp,
    /// How often each retrier of the state has fired; empty before the first time.
    pub retries: Vec<u32>,
    /// The token that the state's attempt is answered with, from before its arguments are computed.
    #[serde(default)]
    pub token: Option<Secret>,
    pub phase: Phase,
}

/// Whose branch or iteration a strand is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Parent {
    pub strand: u32,
    /// The position of the branch or item.
    pub index: u32,
}

/// The item of a Map's iteration.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Item {
    pub index: u32,
    pub value: Value,
    /// The name of the member, where the items are those of an object.
    #[serde(default)]
    pub key: Option<Arc<str>>,
    /// Where a distributed Map has it from.
    #[serde(default)]
    pub source: Option<Arc<str>>,
}

/// What a strand is doing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) enum Phase {
    /// It is about to enter its state.
    Entering,
    /// It is about to do its state's work.
    Working,
    /// It waits for a task.
    Attempting(Box<Attempt>),
    /// It waits in a Wait state.
    Waiting(Box<Timer>),
    /// It waits before a retry.
    BackingOff(Box<Timer>),
    /// It waits for its branches or iterations.
    Forked(Fork),
    /// It waits for what a distributed Map reads, or for its child executions.
    Distributing(Box<Distribution>),
}

/// A distributed Map at work.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Distribution {
    /// The number of its [`TaskId`](super::TaskId), which changes with its work.
    pub number: u64,
    pub map_run_arn: Arc<str>,
    /// How many child executions run at once at most, 0 for as many as may be.
    pub concurrency: u32,
    pub tolerance: Tolerance,
    /// How often the run was redriven.
    pub redrives: u64,
    pub work: Work,
}

/// What a distributed Map waits for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) enum Work {
    /// Nothing: this very step goes on.
    Selecting,
    /// Its items.
    Reading { arguments: Value, max_items: i64 },
    /// Its child executions.
    Running {
        /// A list.
        inputs: Value,
        item_counts: Arc<[u32]>,
        destination: Destination,
    },
}

/// A timer that is set, with what it takes to set it again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Timer {
    pub id: TimerId,
    pub at: Timestamp,
    pub reason: TimerReason,
}

/// An attempt at a task that is under way, with what it takes to begin it again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Attempt {
    /// The number of its [`TaskId`](super::TaskId).
    pub number: u64,
    pub arguments: Value,
    pub credentials_role_arn: Option<Arc<str>>,
    pub timeout: Option<Timer>,
    pub heartbeat: Option<Heartbeat>,
    /// The `TimeoutSeconds` and `HeartbeatSeconds`, as the history tells them.
    pub limits: Limits,
    pub stage: Stage,
    /// Whether its token's answer ends it, and not the result of its request.
    pub waits_for_token: bool,
    /// An answer that came by the token before the request for it was done.
    #[serde(default)]
    pub early: Option<Box<Answer>>,
}

/// `TimeoutSeconds` and `HeartbeatSeconds` of an attempt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Limits {
    pub timeout: Option<u64>,
    pub heartbeat: Option<u64>,
}

/// Who has an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(super) enum Stage {
    /// It was commanded.
    Commanded,
    /// It waits for an activity's worker.
    Queued,
    /// A worker in this process has it.
    Started,
    /// A worker elsewhere, or whoever got the token, has it: it is not commanded again when the execution is resumed.
    Outside,
}

/// An answer by a token.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) enum Answer {
    Success(Value),
    Failure(Fault),
}

/// The timer that a heartbeat sets back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Heartbeat {
    pub timer: Timer,
    pub seconds: u64,
}

/// Branches or iterations that are under way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Fork {
    /// The strands that are not done, in the order in which they began.
    pub children: Vec<u32>,
    #[serde(with = "present_list")]
    pub results: Vec<Option<Value>>,
    /// The items of a Map, in a list; `null` for a Parallel.
    pub items: Value,
    /// How many have begun.
    pub begun: u32,
    /// How many are done.
    pub done: u32,
    /// Those that failed or were aborted, as they were, for a redrive.
    #[serde(default)]
    pub lost: Vec<Lost>,
}

/// A branch or iteration that has not succeeded.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Lost {
    /// The position of the branch or item.
    pub index: u32,
    pub strand: Strand,
}

impl Strand {
    pub fn retry_count(&self) -> u32 {
        self.retries.iter().sum()
    }
}

/// An optional value in formats that do not tell `Some(null)` from `None`: a list of one or none.
pub(super) mod present {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    use sfn_expr::Value;

    pub fn serialize<S: Serializer>(
        value: &Option<Value>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        value.as_slice().serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Value>, D::Error> {
        Ok(Vec::deserialize(deserializer)?.pop())
    }
}

/// A list of what [`present`] is for.
mod present_list {
    use serde::{Deserialize, Deserializer, Serializer};
    use sfn_expr::Value;

    pub fn serialize<S: Serializer>(
        values: &[Option<Value>],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(values.iter().map(Option::as_slice))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<Option<Value>>, D::Error> {
        let values = Vec::<Vec<Value>>::deserialize(deserializer)?;
        Ok(values.into_iter().map(|mut value| value.pop()).collect())
    }
}
