//! How many items or child executions of a map run stand where.

use crate::engine::Status;

/// Where a map run stands, in AWS's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MapRunStatus {
    /// Child executions are under way, or are still to begin.
    Running,
    /// All have ended, and no more failed than may.
    Succeeded,
    /// More failed than may.
    Failed,
    /// The parent execution ended before it did.
    Aborted,
}

impl MapRunStatus {
    /// The word that AWS's API uses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Running => "RUNNING",
            Self::Succeeded => "SUCCEEDED",
            Self::Failed => "FAILED",
            Self::Aborted => "ABORTED",
        }
    }
}

/// How many stand where: of items, or of child executions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Not begun.
    pub pending: u64,
    /// Under way.
    pub running: u64,
    /// Succeeded.
    pub succeeded: u64,
    /// Failed.
    pub failed: u64,
    /// Took too long.
    pub timed_out: u64,
    /// Stopped.
    pub aborted: u64,
    /// All of them.
    pub total: u64,
    /// Those whose results the run has put together.
    pub results_written: u64,
    /// Those that failed and cannot be redriven: executions of the Express type begin anew.
    pub failures_not_redrivable: u64,
    /// Those that failed and will go on in a redrive that has begun.
    pub pending_redrive: u64,
}

impl Counts {
    pub(super) fn of_status(&mut self, status: Option<Status>) -> &mut u64 {
        match status {
            None => &mut self.pending,
            Some(Status::Running) => &mut self.running,
            Some(Status::Succeeded) => &mut self.succeeded,
            Some(Status::Failed) => &mut self.failed,
            Some(Status::TimedOut) => &mut self.timed_out,
            Some(Status::Aborted) => &mut self.aborted,
        }
    }
}
