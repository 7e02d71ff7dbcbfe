//! The store of tests and of workflows that need not outlive their process.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::retention::{Ended, Ending};
use super::{ListQuery, Listed, Retention, Step, Store, StoreError, StoreFuture};
use crate::clock::Timestamp;
use crate::engine::Execution;
use crate::history::Event;

/// Keeps executions in memory, for as long as it lives and its [`Retention`] says.
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
    retention: Retention,
    contents: Mutex<Contents>,
}

#[derive(Debug, Default)]
struct Contents {
    records: HashMap<Arc<str>, Record>,
    /// By [`Record::sequence`].
    order: BTreeMap<u64, Arc<str>>,
    newest: u64,
    ended: Ended,
}

#[derive(Debug)]
struct Record {
    sequence: u64,
    execution: Execution,
    events: Vec<Event>,
}

impl MemoryStore {
    /// A store that keeps nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same, with other bounds.
    #[must_use]
    pub fn with_retention(mut self, retention: Retention) -> Self {
        self.retention = retention;
        self
    }

    fn insert(&self, execution: &Execution) -> Result<(), StoreError> {
        let execution_arn = execution.identity().execution_arn.clone();
        let contents = &mut *self.lock();
        match contents.records.entry(execution_arn) {
            Entry::Occupied(taken) => {
                let execution_arn = taken.key().clone();
                Err(StoreError::AlreadyExists { execution_arn })
            }
            Entry::Vacant(free) => {
                contents.newest += 1;
                let sequence = contents.newest;
                contents.order.insert(sequence, free.key().clone());
                free.insert(Record {
                    sequence,
                    execution: execution.clone(),
                    events: Vec::new(),
                });
                Ok(())
            }
        }
    }

    fn append(&self, step: Step<'_>) -> Result<(), StoreError> {
        let execution_arn = &step.execution.identity().execution_arn;
        let contents = &mut *self.lock();
        let record = contents.records.get_mut(execution_arn);
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
        if let Some(outcome) = step.execution.outcome() {
            contents.ended.push(Ending {
                execution_arn: execution_arn.clone(),
                at: outcome.stopped,
                events: record.events.len(),
            });
            contents.forget(outcome.stopped, &self.retention);
        }
        Ok(())
    }

    fn page_of_list(&self, query: &ListQuery) -> Vec<Listed> {
        let contents = self.lock();
        let behind = contents.order.range(..query.before.unwrap_or(u64::MAX));
        let listed = behind.rev().filter_map(|(sequence, arn)| {
            let execution = &contents.records.get(arn)?.execution;
            query
                .admits(execution)
                .then(|| Listed::new(*sequence, execution))
        });
        listed.take(query.limit).collect()
    }

    fn page(
        &self,
        execution_arn: &str,
        after: u64,
        limit: usize,
    ) -> Result<Vec<Event>, StoreError> {
        let contents = self.lock();
        let record = contents.records.get(execution_arn);
        let events = &record.ok_or_else(|| not_found(execution_arn))?.events;
        // The event of id n stands at position n - 1.
        let start = usize::try_from(after).unwrap_or(usize::MAX);
        Ok(events.iter().skip(start).take(limit).cloned().collect())
    }

    fn lock(&self) -> MutexGuard<'_, Contents> {
        // Nothing panics while it holds the lock.
        self.contents.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Contents {
    fn forget(&mut self, now: Timestamp, retention: &Retention) {
        while let Some(ending) = self.ended.pop_due(now, retention) {
            let record = self.records.get(&ending.execution_arn);
            let outcome = record.and_then(|record| record.execution.outcome());
            // One that was redriven since has another end, or none yet.
            if outcome.is_some_and(|outcome| outcome.stopped == ending.at)
                && let Some(record) = self.records.remove(&ending.execution_arn)
            {
                self.order.remove(&record.sequence);
            }
        }
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
        let contents = self.lock();
        let record = contents.records.get(execution_arn);
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

    fn list<'a>(&'a self, query: &'a ListQuery) -> StoreFuture<'a, Vec<Listed>> {
        ready(Ok(self.page_of_list(query)))
    }

    fn unfinished(&self) -> StoreFuture<'_, Vec<Arc<str>>> {
        let contents = self.lock();
        let running = contents
            .records
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
    use crate::engine::{Identity, Stimulus, step};
    use crate::program::Program;

    #[tokio::test]
    async fn it_passes_the_suite_of_all_stores() {
        crate::store::conformance::check(MemoryStore::new).await;
    }

    /// Which of three executions are still there when all have ended, one second apart.
    #[track_caller]
    fn check_kept(retention: Retention, expected: [bool; 3]) {
        let store = MemoryStore::new().with_retention(retention);
        let arns: Vec<_> = (0..3).map(|at| end_one(&store, at)).collect();
        let contents = store.lock();
        let kept: Vec<bool> = arns
            .iter()
            .map(|arn| contents.records.contains_key(arn))
            .collect();
        assert_eq!(kept, expected);
        assert_eq!(
            contents.order.len(),
            kept.iter().filter(|kept| **kept).count()
        );
    }

    fn end_one(store: &MemoryStore, at: u64) -> Arc<str> {
        let machine = sfn_asl::Machine::new("Done").with_state("Done", sfn_asl::Succeed);
        let program = Program::compile(&sfn_asl::Definition::from(machine)).unwrap();
        let name = at.to_string();
        let mut execution = Execution::new(Identity::local("Retained", &name), 1.into(), 1);
        store.insert(&execution).unwrap();
        let now = Timestamp::UNIX_EPOCH + std::time::Duration::from_secs(at);
        let events = step(&program, &mut execution, now, Stimulus::Start).events;
        let execution = &execution;
        store.append(Step { execution, events }).unwrap();
        execution.identity().execution_arn.clone()
    }

    #[test]
    fn what_ended_first_is_forgotten_first() {
        let all = Retention::default();
        check_kept(all, [true; 3]);
        let executions = 2;
        check_kept(Retention { executions, ..all }, [false, true, true]);
        // Each has four events.
        let events = 7;
        check_kept(Retention { events, ..all }, [false, false, true]);
        let age = std::time::Duration::from_secs(1);
        check_kept(Retention { age, ..all }, [false, true, true]);
    }
}
