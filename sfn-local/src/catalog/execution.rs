//! What is remembered of executions besides what the store keeps: what they were started of.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use sfn_core::clock::Timestamp;

use super::Revision;

/// How many are looked at, each time that one begins, whether the store still keeps them. With two, there are never more
/// than twice as many remembered as are kept.
pub(crate) const LOOKED_AT: usize = 2;

/// The executions that were started through the API, by ARN, for as long as the store keeps them.
#[derive(Debug, Default)]
pub(crate) struct Executions {
    by_arn: HashMap<Arc<str>, Started>,
    /// Who is looked at next, in turn.
    turns: VecDeque<Arc<str>>,
}

/// How an execution was started.
#[derive(Clone, Debug)]
pub(crate) struct Started {
    /// What it runs.
    pub revision: Arc<Revision>,
    pub trace_header: Option<Arc<str>>,
    pub at: Timestamp,
    /// The input as it was written, unless it is written as everything here is. AWS passes on its very text (recorded).
    pub input_text: Option<Arc<str>>,
}

impl Executions {
    pub fn get(&self, arn: &str) -> Option<&Started> {
        self.by_arn.get(arn)
    }

    pub fn insert(&mut self, arn: Arc<str>, started: Started) {
        self.turns.push_back(arn.clone());
        self.by_arn.insert(arn, started);
    }

    /// Whose turn it is to be looked at. The answer is to be given to [`Executions::looked_at`].
    pub fn next_to_look_at(&mut self) -> Option<Arc<str>> {
        self.turns.pop_front()
    }

    /// Forgets an execution that the store has forgotten.
    pub fn looked_at(&mut self, arn: Arc<str>, is_kept: bool) {
        if is_kept {
            self.turns.push_back(arn);
        } else {
            self.by_arn.remove(&arn);
        }
    }

    #[cfg(test)]
    pub fn count(&self) -> usize {
        self.by_arn.len()
    }
}
