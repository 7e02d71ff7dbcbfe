//! The executions that are being driven in this process, by ARN.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{mpsc, watch};

use super::handle::{Interrupted, Told};
use super::message::Message;
use crate::engine::{Identity, Outcome, Stimulus};
use crate::history::Fault;

/// How to reach an execution that is being driven.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub identity: Arc<Identity>,
    pub inbox: mpsc::Sender<Box<Message>>,
    pub told: watch::Receiver<Told>,
}

impl Line {
    /// Waits for the end.
    pub async fn outcome(&self) -> Result<Outcome, Interrupted> {
        // A virtual clock must not take the waiting for work: the execution counts itself.
        let _waiting = crate::clock::waiting();
        let mut told = self.told.clone();
        match told.wait_for(Option::is_some).await {
            Ok(told) => told.clone().unwrap_or(Err(Interrupted::Shutdown)),
            Err(_) => Err(Interrupted::Shutdown),
        }
    }
}

/// An execution that ends with whoever holds this.
pub(super) struct StopOnDrop(pub Line);

impl Drop for StopOnDrop {
    fn drop(&mut self) {
        if self.0.told.borrow().is_some() {
            return;
        }
        let stop = Box::<Message>::from(Stimulus::Stop {
            fault: Fault::default(),
        });
        let Err(mpsc::error::TrySendError::Full(stop)) = self.0.inbox.try_send(stop) else {
            return;
        };
        // So many messages wait that this one has to wait for its place.
        if let Ok(tokio) = tokio::runtime::Handle::try_current() {
            let inbox = self.0.inbox.clone();
            tokio.spawn(async move {
                let _ = inbox.send(stop).await;
            });
        }
    }
}

/// Every execution that is being driven. One that has ended is not in it.
#[derive(Debug, Default)]
pub(super) struct Live {
    lines: Mutex<HashMap<Arc<str>, Line>>,
}

impl Live {
    /// Takes in an execution; the answer is the line of the one of its ARN that is being driven already, which stays.
    pub fn insert(&self, line: Line) -> Option<Line> {
        match self.lock().entry(line.identity.execution_arn.clone()) {
            Entry::Occupied(known) => Some(known.get().clone()),
            Entry::Vacant(free) => {
                free.insert(line);
                None
            }
        }
    }

    pub fn get(&self, execution_arn: &str) -> Option<Line> {
        self.lock().get(execution_arn).cloned()
    }

    pub fn remove(&self, execution_arn: &str) {
        // The line is dropped outside of the lock.
        let removed = self.lock().remove(execution_arn);
        drop(removed);
    }

    pub fn count(&self) -> usize {
        self.lock().len()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Arc<str>, Line>> {
        // Nothing panics while it holds the lock.
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
