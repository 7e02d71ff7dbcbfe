//! What a memory store forgets, and when.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use crate::clock::Timestamp;

/// How long a memory store keeps executions that have ended. Those under way are always kept.
///
/// AWS keeps them for 90 days; memory is smaller, so there are two more bounds. Whatever is forgotten first is what
/// ended first.
///
/// ```
/// use sfn_core::store::{MemoryStore, Retention};
///
/// let store = MemoryStore::new().with_retention(Retention { executions: 10, ..Retention::default() });
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retention {
    /// Forget what ended so long before the newest step of any execution.
    pub age: Duration,
    /// Keep at most so many.
    pub executions: usize,
    /// Keep at most so many events of them.
    pub events: usize,
}

impl Default for Retention {
    /// 90 days (AWS), 100,000 executions, 2,000,000 events.
    fn default() -> Self {
        Self {
            age: Duration::from_secs(90 * 24 * 60 * 60),
            executions: 100_000,
            events: 2_000_000,
        }
    }
}

/// What has ended, in the order in which it did.
#[derive(Debug, Default)]
pub(super) struct Ended {
    queue: VecDeque<Ending>,
    events: usize,
}

/// One end of one execution. A redriven execution has several.
#[derive(Debug)]
pub(super) struct Ending {
    pub execution_arn: Arc<str>,
    pub at: Timestamp,
    pub events: usize,
}

impl Ended {
    pub fn push(&mut self, ending: Ending) {
        self.events += ending.events;
        self.queue.push_back(ending);
    }

    /// The next one to forget at that time, if there is one.
    pub fn pop_due(&mut self, now: Timestamp, retention: &Retention) -> Option<Ending> {
        let first = self.queue.front()?;
        let too_old = now.since(first.at) > retention.age;
        let too_many = self.queue.len() > retention.executions || self.events > retention.events;
        if !too_old && !too_many {
            return None;
        }
        let ending = self.queue.pop_front()?;
        self.events -= ending.events;
        Some(ending)
    }
}
