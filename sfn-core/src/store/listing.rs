//! What a store can be asked for besides one execution: which executions there are.

use std::sync::Arc;

use crate::clock::Timestamp;
use crate::engine::{Execution, Identity, Redrive, Status};

/// Which executions to list, newest first. An empty query means all of them.
///
/// ```
/// use sfn_core::engine::Status;
/// use sfn_core::store::ListQuery;
///
/// let query = ListQuery::new(100).of_machine("arn:aws:states:us-east-1:123456789012:stateMachine:Checkout");
/// let failed = query.with_status(Status::Failed);
/// assert_eq!(failed.limit, 100);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ListQuery {
    /// Only those of this machine, or of this version or alias of one.
    pub machine_arn: Option<Arc<str>>,
    /// Only the children of this run of a distributed Map. Without it no child is listed.
    pub map_run_arn: Option<Arc<str>>,
    /// Only those that stand there.
    pub status: Option<Status>,
    /// Only those that were redriven, or that were not.
    pub redriven: Option<bool>,
    /// Only those with a smaller [`Listed::sequence`]: the rest behind an earlier page.
    pub before: Option<u64>,
    /// At most so many.
    pub limit: usize,
}

/// One execution of a list.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Listed {
    /// Grows with each execution that is created; unique within the store.
    pub sequence: u64,
    /// Its names.
    pub identity: Arc<Identity>,
    /// Where it stands.
    pub status: Status,
    /// When it began, once it has.
    pub started: Option<Timestamp>,
    /// When it ended, if it has.
    pub stopped: Option<Timestamp>,
    /// How often it was redriven, and when last.
    pub redrive: Redrive,
    /// How many items it works on, if it is a child of a map run.
    pub item_count: Option<u32>,
}

impl ListQuery {
    /// All executions, at most `limit` of them.
    pub fn new(limit: usize) -> Self {
        Self {
            limit,
            ..Self::default()
        }
    }

    /// Those of a machine, a version or an alias.
    #[must_use]
    pub fn of_machine(mut self, machine_arn: impl Into<Arc<str>>) -> Self {
        self.machine_arn = Some(machine_arn.into());
        self
    }

    /// The children of a map run.
    #[must_use]
    pub fn of_map_run(mut self, map_run_arn: impl Into<Arc<str>>) -> Self {
        self.map_run_arn = Some(map_run_arn.into());
        self
    }

    /// Those that stand there.
    #[must_use]
    pub fn with_status(mut self, status: Status) -> Self {
        self.status = Some(status);
        self
    }

    /// Those that were redriven, or that were not.
    #[must_use]
    pub fn redriven(mut self, redriven: bool) -> Self {
        self.redriven = Some(redriven);
        self
    }

    /// What comes behind the execution of that [`Listed::sequence`].
    #[must_use]
    pub fn before(mut self, sequence: u64) -> Self {
        self.before = Some(sequence);
        self
    }

    /// Whether an execution is asked for; its place in the list is not looked at.
    pub fn admits(&self, execution: &Execution) -> bool {
        let identity = execution.identity();
        let machine = self.machine_arn.as_ref().is_none_or(|wanted| {
            identity.machine_arn == *wanted
                || identity.machine_version_arn.as_ref() == Some(wanted)
                || identity.machine_alias_arn.as_ref() == Some(wanted)
        });
        machine
            && identity.map_run_arn == self.map_run_arn
            && self
                .status
                .is_none_or(|status| execution.status() == status)
            && self
                .redriven
                .is_none_or(|redriven| (execution.redrive().count > 0) == redriven)
    }
}

impl Listed {
    /// An execution as a list shows it.
    pub fn new(sequence: u64, execution: &Execution) -> Self {
        Self {
            sequence,
            identity: execution.shared_identity(),
            status: execution.status(),
            started: execution.started(),
            stopped: execution.outcome().map(|outcome| outcome.stopped),
            redrive: execution.redrive(),
            item_count: execution.item_count(),
        }
    }
}
