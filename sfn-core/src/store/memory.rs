//! The store of tests and of workflows that need not outlive their process.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{Step, Store, StoreError, StoreFuture};
use crate::engine::Execution;
use crate::history::Event;

/// Keeps executions in memory, for as long as it lives. It forgets none by itself.
///
/// ```
/// use sfn_core::store::{MemoryStore, Store};
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), sfn_core::store::StoreError> {
/// let store = MemoryStore::new();
/// assert!(store.unfinished().await?.is_empty());
/// # Ok(()) }
/// ```
#[derive(Debug, Default)]
pub struct MemoryStore {
    records: Mutex<HashMap<Arc<str>, Record>>,
}

#[derive(Debug)]
struct Record {
    execution: Execution,
    events: Vec<Event>,
}

impl MemoryStore {
    /// A store that keeps nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    fn insert(&self, execution: &Execution) -> Result<(), StoreError> {
        let execution_arn = execution.identity().execution_arn.clone();
        match self.lock().entry(execution_arn) {
            Entry::Occupied(taken) => {
                let execution_arn = taken.key().clone();
                Err(StoreError::AlreadyExists { execution_arn })
            }
            Entry::Vacant(free) => {
                let execution = execution.clone();
                let events = Vec::new();
                free.insert(Record { execution, events });
                Ok(())
            }
        }
    }

    fn append(&self, step: Step<'_>) -> Result<(), StoreError> {
        let execution_arn = &step.execution.identity().execution_arn;
        let mut records = self.lock();
        let record = records.get_mut(execution_arn);
        let record = record.ok_or_else(|| not_found(execution_arn))?;
        let last_event = record.events.last().map_or(0, |event| event.id);
        let mut numbered = step.events.iter().zip(last_event + 1..);
        if !numbered.all(|(event, id)| event.id == id) {
            let execution_arn = execution_arn.clone();
            return Err(StoreError::OutOfOrder {
                execution_arn,
                last_event,
            });
        }
        record.execution.clone_from(step.execution);
        record.events.extend(step.events);
        Ok(())
    }

    fn page(
        &self,
        execution_arn: &str,
        after: u64,
        limit: usize,
    ) -> Result<Vec<Event>, StoreError> {
        let records = self.lock();
        let record = records.get(execution_arn);
        let events = &record.ok_or_else(|| not_found(execution_arn))?.events;
        // The event of id n stands at position n - 1.
        let start = usize::try_from(after).unwrap_or(usize::MAX);
        Ok(events.iter().skip(start).take(limit).cloned().collect())
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Arc<str>, Record>> {
        // Nothing panics while it holds the lock.
        self.records.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Store for MemoryStore {
    fn create<'a>(&'a self, execution: &'a Execution) -> StoreFuture<'a, ()> {
        ready(self.insert(execution))
    }

    fn commit<'a>(&'a self, step: Step<'a>) -> StoreFuture<'a, ()> {
        ready(self.append(step))
    }

    fn load<'a>(&'a self, execution_arn: &'a str) -> StoreFuture<'a, Option<Execution>> {
        let records = self.lock();
        let record = records.get(execution_arn);
        ready(Ok(record.map(|record| record.execution.clone())))
    }

    fn history<'a>(
        &'a self,
        execution_arn: &'a str,
        after: u64,
        limit: usize,
    ) -> StoreFuture<'a, Vec<Event>> {
        ready(self.page(execution_arn, after, limit))
    }

    fn unfinished(&self) -> StoreFuture<'_, Vec<Arc<str>>> {
        let records = self.lock();
        let running = records
            .iter()
            .filter(|(_, record)| record.execution.outcome().is_none());
        ready(Ok(running.map(|(arn, _)| arn.clone()).collect()))
    }
}

fn not_found(execution_arn: &str) -> StoreError {
    let execution_arn = execution_arn.into();
    StoreError::NotFound { execution_arn }
}

fn ready<'a, T: Send + 'a>(answer: Result<T, StoreError>) -> StoreFuture<'a, T> {
    Box::pin(std::future::ready(answer))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn it_passes_the_suite_of_all_stores() {
        crate::store::conformance::check(MemoryStore::new).await;
    }
}
