//! One map run.

use std::sync::Arc;

use super::{Counts, MAX_CONCURRENCY, MapRunStatus, Tolerance};
use crate::clock::Timestamp;
use crate::engine::{Outcome, Redrive, Status};

/// The run of a distributed Map's child executions.
///
/// ```
/// use sfn_core::clock::Timestamp;
/// use sfn_core::map_run::{MapRun, Tolerance};
///
/// let mut run = MapRun::new("arn:run", "arn:parent", 3, &[], 2, Tolerance::default(), Timestamp::UNIX_EPOCH);
/// assert_eq!((run.begin_next(), run.begin_next(), run.begin_next()), (Some(0), Some(1), None));
/// assert_eq!(run.item_counts().running, 2);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct MapRun {
    map_run_arn: Arc<str>,
    execution_arn: Arc<str>,
    status: MapRunStatus,
    started: Timestamp,
    stopped: Option<Timestamp>,
    max_concurrency: u32,
    tolerance: Tolerance,
    redrive: Redrive,
    /// Where each child execution stands; `None` before it begins.
    children: Vec<Option<Status>>,
    /// How many items each child execution has; one where the list is empty.
    item_counts: Arc<[u32]>,
    /// The first child that may not have begun.
    first_pending: usize,
    items: Counts,
    executions: Counts,
}

/// How a child execution ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChildEnd {
    /// The run goes on.
    GoesOn,
    /// It was the last one, and no more failed than may.
    AllDone,
    /// More have failed than may.
    TooManyFailed,
}

/// What `UpdateMapRun` changes; what is `None` stays.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct MapRunUpdate {
    /// How many child executions run at once at most, 0 for as many as may be.
    pub max_concurrency: Option<u32>,
    /// How many items may fail.
    pub tolerated_failure_count: Option<u64>,
    /// How many per cent of the items may fail.
    pub tolerated_failure_percentage: Option<f64>,
}

impl MapRun {
    /// A run of so many child executions. `item_counts` says how many items each has, or is empty if each has one.
    pub fn new(
        map_run_arn: impl Into<Arc<str>>,
        execution_arn: impl Into<Arc<str>>,
        children: usize,
        item_counts: &[u32],
        max_concurrency: u32,
        tolerance: Tolerance,
        now: Timestamp,
    ) -> Self {
        let total = if item_counts.is_empty() {
            children as u64
        } else {
            item_counts.iter().copied().map(u64::from).sum()
        };
        let counts = |total| Counts {
            pending: total,
            total,
            ..Counts::default()
        };
        Self {
            map_run_arn: map_run_arn.into(),
            execution_arn: execution_arn.into(),
            status: MapRunStatus::Running,
            started: now,
            stopped: None,
            max_concurrency,
            tolerance,
            redrive: Redrive::default(),
            children: vec![None; children],
            item_counts: item_counts.into(),
            first_pending: 0,
            items: counts(total),
            executions: counts(children as u64),
        }
    }

    /// The child execution to begin now, by its position; `None` if all have begun or as many run as may.
    pub fn begin_next(&mut self) -> Option<usize> {
        let most = match self.max_concurrency {
            0 => MAX_CONCURRENCY,
            most => most.min(MAX_CONCURRENCY),
        };
        if self.status != MapRunStatus::Running || self.executions.running >= u64::from(most) {
            return None;
        }
        while self.children.get(self.first_pending)?.is_some() {
            self.first_pending += 1;
        }
        let child = self.first_pending;
        self.set(child, Some(Status::Running));
        Some(child)
    }

    /// A child execution has ended.
    pub fn ended(&mut self, child: usize, outcome: &Outcome, now: Timestamp) -> ChildEnd {
        self.set(child, Some(outcome.status));
        let failed = self.items.failed + self.items.timed_out + self.items.aborted;
        if self.tolerance.is_exceeded(failed, self.items.total) {
            self.end(MapRunStatus::Failed, now);
            return ChildEnd::TooManyFailed;
        }
        if self.executions.pending + self.executions.running > 0 {
            return ChildEnd::GoesOn;
        }
        self.end(MapRunStatus::Succeeded, now);
        ChildEnd::AllDone
    }

    /// Ends the run; what has not ended was stopped.
    pub fn end(&mut self, status: MapRunStatus, now: Timestamp) {
        if self.stopped.is_some() {
            return;
        }
        for child in 0..self.children.len() {
            if self.children[child] == Some(Status::Running) {
                self.set(child, Some(Status::Aborted));
            }
        }
        self.status = status;
        self.stopped = Some(now);
        for counts in [&mut self.items, &mut self.executions] {
            counts.results_written = counts.succeeded + counts.failed + counts.timed_out;
        }
    }

    /// Goes on after a failure: what did not succeed is pending again.
    pub fn redrive(&mut self, count: u64, now: Timestamp) {
        for child in 0..self.children.len() {
            if self.children[child] != Some(Status::Succeeded) {
                self.set(child, None);
            }
        }
        self.first_pending = 0;
        self.status = MapRunStatus::Running;
        self.stopped = None;
        self.redrive = Redrive {
            count,
            at: Some(now),
        };
    }

    /// Whether a child has succeeded.
    pub fn has_succeeded(&self, child: usize) -> bool {
        self.children.get(child) == Some(&Some(Status::Succeeded))
    }

    /// Makes a child begin anew: what it came to is not known any more.
    pub fn forget(&mut self, child: usize) {
        self.set(child, None);
    }

    /// Changes what may be changed while it runs.
    pub fn update(&mut self, update: MapRunUpdate) {
        if let Some(most) = update.max_concurrency {
            self.max_concurrency = most;
        }
        if let Some(count) = update.tolerated_failure_count {
            self.tolerance.count = Some(count);
        }
        if let Some(percentage) = update.tolerated_failure_percentage {
            self.tolerance.percentage = Some(percentage);
        }
    }

    /// Its ARN.
    pub fn map_run_arn(&self) -> &Arc<str> {
        &self.map_run_arn
    }

    /// The execution whose state it belongs to.
    pub fn execution_arn(&self) -> &Arc<str> {
        &self.execution_arn
    }

    /// The ARN of the children's machine: the parent's with the label.
    pub fn machine_arn(&self) -> String {
        let arn = self.map_run_arn.rsplit_once(':');
        arn.map_or("", |(arn, _)| arn)
            .replacen(":mapRun:", ":stateMachine:", 1)
    }

    /// Where it stands.
    pub fn status(&self) -> MapRunStatus {
        self.status
    }

    /// When it began.
    pub fn started(&self) -> Timestamp {
        self.started
    }

    /// When it ended, if it has.
    pub fn stopped(&self) -> Option<Timestamp> {
        self.stopped
    }

    /// How many child executions run at once at most, 0 for as many as may be.
    pub fn max_concurrency(&self) -> u32 {
        self.max_concurrency
    }

    /// How many items may fail.
    pub fn tolerance(&self) -> Tolerance {
        self.tolerance
    }

    /// How often it was redriven, and when last.
    pub fn redrives(&self) -> Redrive {
        self.redrive
    }

    /// How many items stand where.
    pub fn item_counts(&self) -> &Counts {
        &self.items
    }

    /// How many child executions stand where.
    pub fn execution_counts(&self) -> &Counts {
        &self.executions
    }

    /// How many items a child execution has.
    pub fn items_of(&self, child: usize) -> u32 {
        self.item_counts.get(child).copied().unwrap_or(1)
    }

    fn set(&mut self, child: usize, status: Option<Status>) {
        let items = u64::from(self.items_of(child));
        let Some(known) = self.children.get_mut(child) else {
            return;
        };
        let before = std::mem::replace(known, status);
        *self.items.of_status(before) -= items;
        *self.items.of_status(status) += items;
        *self.executions.of_status(before) -= 1;
        *self.executions.of_status(status) += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(status: Status) -> Outcome {
        Outcome {
            status,
            output: None,
            error: None,
            cause: None,
            started: Timestamp::UNIX_EPOCH,
            stopped: Timestamp::UNIX_EPOCH,
        }
    }

    /// Runs children one at a time until the run ends or all have ended, and tells how many have.
    #[track_caller]
    fn check(tolerance: Tolerance, ends: &[Status], status: MapRunStatus, ended: usize) {
        let now = Timestamp::UNIX_EPOCH;
        let mut run = MapRun::new("run", "parent", ends.len(), &[], 1, tolerance, now);
        let mut seen = 0;
        while let Some(child) = run.begin_next() {
            seen += 1;
            run.ended(child, &outcome(ends[child]), now);
        }
        assert_eq!((run.status(), seen), (status, ended));
    }

    #[test]
    fn a_run_ends_with_the_failure_that_is_one_too_many() {
        use Status::{Failed, Succeeded, TimedOut};
        let none = Tolerance::default();
        let one = Tolerance {
            count: Some(1),
            ..none
        };
        check(none, &[Succeeded; 3], MapRunStatus::Succeeded, 3);
        check(
            none,
            &[Succeeded, Failed, Succeeded],
            MapRunStatus::Failed,
            2,
        );
        check(one, &[Failed, Succeeded], MapRunStatus::Succeeded, 2);
        check(one, &[Failed, TimedOut, Succeeded], MapRunStatus::Failed, 2);
    }

    #[test]
    fn items_are_counted_by_batches() {
        let now = Timestamp::UNIX_EPOCH;
        let mut run = MapRun::new("run", "parent", 2, &[3, 2], 0, Tolerance::default(), now);
        assert_eq!((run.begin_next(), run.begin_next()), (Some(0), Some(1)));
        run.ended(0, &outcome(Status::Succeeded), now);
        let counts = run.item_counts();
        assert_eq!((counts.succeeded, counts.running, counts.total), (3, 2, 5));
        assert_eq!(run.execution_counts().total, 2);
    }

    #[test]
    fn a_redrive_begins_what_did_not_succeed() {
        let now = Timestamp::UNIX_EPOCH;
        let mut run = MapRun::new("run", "parent", 3, &[], 1, Tolerance::default(), now);
        run.begin_next();
        run.ended(0, &outcome(Status::Succeeded), now);
        run.begin_next();
        run.ended(1, &outcome(Status::Failed), now);
        run.redrive(1, now);
        assert_eq!(run.status(), MapRunStatus::Running);
        assert_eq!(run.begin_next(), Some(1));
        assert_eq!(run.item_counts().pending, 1);
    }
}
