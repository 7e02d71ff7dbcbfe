//! The executions that are being driven in this process, by ARN.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{mpsc, watch};

use super::handle::Told;
use super::message::Message;
use crate::engine::Identity;

/// How to reach an execution that is being driven.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub identity: Arc<Identity>,
    pub inbox: mpsc::Sender<Message>,
    pub told: watch::Receiver<Told>,
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
