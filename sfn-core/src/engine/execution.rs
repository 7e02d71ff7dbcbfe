//! One run of a program: plain data, which a store can write down between any two steps.

use std::collections::VecDeque;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sfn_expr::Value;

use super::random::Random;
use super::strand::{Attempt, Phase, Strand, Timer};
use super::{Identity, TaskId, TaskToken};
use crate::clock::Timestamp;

/// One run of a program, as far as it got.
///
/// It refers to states by their position: it goes on with a program that was compiled of the same definition, and
/// with no other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Execution {
    pub(super) identity: Arc<Identity>,
    pub(super) input: Value,
    pub(super) started: Option<Timestamp>,
    pub(super) outcome: Option<Outcome>,
    /// The id of the newest event.
    pub(super) last_event: u64,
    /// The number of the newest task or timer.
    pub(super) last_number: u64,
    pub(super) random: Random,
    pub(super) timeout: Option<Timer>,
    /// How much JSON all variables hold.
    #[serde(default)]
    pub(super) variable_bytes: u64,
    /// How often it was redriven, and when last.
    #[serde(default)]
    pub(super) redrive: Redrive,
    /// What it is redriven from, once it has ended without success.
    #[serde(default)]
    pub(super) checkpoint: Option<Box<Strand>>,
    /// How many items it works on, if it is a child of a map run.
    #[serde(default)]
    pub(super) item_count: Option<u32>,
    /// What runs, or waits, at its place; places are used again.
    pub(super) strands: Vec<Option<Strand>>,
    /// The places of the strands that have something to do, in turn.
    pub(super) ready: VecDeque<u32>,
}

/// How often an execution was redriven, and when last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Redrive {
    /// How often.
    pub count: u64,
    /// When last.
    pub at: Option<Timestamp>,
}

/// Where an execution stands, in AWS's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Status {
    /// It is under way.
    Running,
    /// It ended with an output.
    Succeeded,
    /// It ended with an error.
    Failed,
    /// It ran longer than its machine's `TimeoutSeconds`.
    TimedOut,
    /// It was stopped.
    Aborted,
}

/// How an execution ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// Never [`Status::Running`].
    pub status: Status,
    /// What it gave, if it succeeded.
    #[serde(with = "super::strand::present")]
    pub output: Option<Value>,
    /// The error's name, if it failed with one or was stopped with one.
    pub error: Option<Arc<str>>,
    /// What led to the error.
    pub cause: Option<Arc<str>>,
    /// When it began.
    pub started: Timestamp,
    /// When it ended.
    pub stopped: Timestamp,
}

impl Execution {
    /// An execution that has not begun. Equal seeds draw equal jitter and equal `$random()`.
    pub fn new(identity: Identity, input: Value, seed: u64) -> Self {
        Self {
            identity: Arc::new(identity),
            input,
            started: None,
            outcome: None,
            last_event: 0,
            last_number: 0,
            random: Random::new(seed),
            timeout: None,
            variable_bytes: 0,
            redrive: Redrive::default(),
            checkpoint: None,
            item_count: None,
            // Most executions are never more than one.
            strands: Vec::with_capacity(1),
            ready: VecDeque::new(),
        }
    }

    /// The same as a child of a map run that works on so many items.
    #[must_use]
    pub fn of_items(mut self, count: u32) -> Self {
        self.item_count = Some(count);
        self
    }

    /// The names it goes by.
    pub fn identity(&self) -> &Identity {
        &self.identity
    }

    /// The same, to be kept.
    pub fn shared_identity(&self) -> Arc<Identity> {
        Arc::clone(&self.identity)
    }

    /// How often it was redriven, and when last.
    pub fn redrive(&self) -> Redrive {
        self.redrive
    }

    /// How many items it works on, if it is a child of a map run.
    pub fn item_count(&self) -> Option<u32> {
        self.item_count
    }

    /// Its input.
    pub fn input(&self) -> &Value {
        &self.input
    }

    /// Whether it was started, and is to be resumed and not started when it is loaded.
    pub fn has_begun(&self) -> bool {
        self.started.is_some()
    }

    /// When it began, once it has.
    pub fn started(&self) -> Option<Timestamp> {
        self.started
    }

    /// How many events its history has.
    pub fn event_count(&self) -> u64 {
        self.last_event
    }

    /// How it ended, if it has.
    pub fn outcome(&self) -> Option<&Outcome> {
        self.outcome.as_ref()
    }

    /// Where it stands.
    pub fn status(&self) -> Status {
        self.outcome
            .as_ref()
            .map_or(Status::Running, |outcome| outcome.status)
    }

    /// Whether it waits for that attempt at a task.
    pub fn awaits(&self, task: TaskId) -> bool {
        self.attempt(task).is_some()
    }

    /// Whether it waits for the answer that a token belongs to.
    pub fn awaits_token(&self, token: &TaskToken) -> bool {
        let task = token.task();
        let secret = self.strand(task).and_then(|strand| strand.token);
        self.awaits(task) && secret == Some(token.secret)
    }

    /// Whether the attempt is done when its token is answered, and not when its request is.
    pub(crate) fn waits_for_token(&self, task: TaskId) -> bool {
        self.attempt(task)
            .is_some_and(|attempt| attempt.waits_for_token)
    }

    /// The attempts at tasks that are under way, whoever makes them.
    pub(crate) fn attempts(&self) -> impl Iterator<Item = TaskId> + '_ {
        self.strands.iter().zip(0..).filter_map(|(strand, place)| {
            let Phase::Attempting(attempt) = &strand.as_ref()?.phase else {
                return None;
            };
            Some(TaskId {
                strand: place,
                number: attempt.number,
            })
        })
    }

    fn attempt(&self, task: TaskId) -> Option<&Attempt> {
        match &self.strand(task)?.phase {
            Phase::Attempting(attempt) if attempt.number == task.number => Some(attempt),
            _ => None,
        }
    }

    fn strand(&self, task: TaskId) -> Option<&Strand> {
        self.strands.get(task.strand as usize)?.as_ref()
    }

    /// A number that no other task and no other timer of this execution has.
    pub(super) fn number(&mut self) -> u64 {
        self.last_number += 1;
        self.last_number
    }
}

impl Status {
    /// The word that AWS's API uses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Running => "RUNNING",
            Self::Succeeded => "SUCCEEDED",
            Self::Failed => "FAILED",
            Self::TimedOut => "TIMED_OUT",
            Self::Aborted => "ABORTED",
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
