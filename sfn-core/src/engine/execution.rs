//! One run of a program: plain data, which a store can write down between any two steps.

use std::collections::VecDeque;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sfn_expr::Value;

use super::random::Random;
use super::strand::{Strand, Timer};
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
    /// What runs, or waits, at its place; places are used again.
    pub(super) strands: Vec<Option<Strand>>,
    /// The places of the strands that have something to do, in turn.
    pub(super) ready: VecDeque<u32>,
}

/// The names of an execution and its machine, as the context object shows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// `Execution.Id`: the ARN.
    pub execution_arn: Arc<str>,
    /// `Execution.Name`.
    pub execution_name: Arc<str>,
    /// `Execution.RoleArn`.
    pub role_arn: Arc<str>,
    /// `StateMachine.Id`: the ARN.
    pub machine_arn: Arc<str>,
    /// `StateMachine.Name`.
    pub machine_name: Arc<str>,
    /// The region, which service calls show in histories.
    pub region: Arc<str>,
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
            strands: Vec::new(),
            ready: VecDeque::new(),
        }
    }

    /// The names it goes by.
    pub fn identity(&self) -> &Identity {
        &self.identity
    }

    /// Its input.
    pub fn input(&self) -> &Value {
        &self.input
    }

    /// Whether it was started, and is to be resumed and not started when it is loaded.
    pub fn has_begun(&self) -> bool {
        self.started.is_some()
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

    /// A number that no other task and no other timer of this execution has.
    pub(super) fn number(&mut self) -> u64 {
        self.last_number += 1;
        self.last_number
    }
}

impl Identity {
    /// Names in the form of AWS for an execution on this machine: account 123456789012, region us-east-1.
    pub fn local(machine: &str, execution: &str) -> Self {
        let region = "us-east-1";
        let account = "123456789012";
        Self {
            execution_arn: format!(
                "arn:aws:states:{region}:{account}:execution:{machine}:{execution}"
            )
            .into(),
            execution_name: execution.into(),
            role_arn: format!("arn:aws:iam::{account}:role/sfn").into(),
            machine_arn: format!("arn:aws:states:{region}:{account}:stateMachine:{machine}").into(),
            machine_name: machine.into(),
            region: region.into(),
        }
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
