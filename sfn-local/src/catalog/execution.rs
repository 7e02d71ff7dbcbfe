//! What is remembered of executions besides what the store keeps: what they were started of.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use sfn_core::clock::Timestamp;

use super::Revision;

/// How many executions are remembered: more than the runtime lets run at once.
const MAX_EXECUTIONS: usize = 1_100_000;

/// The executions that were started through the API, by ARN. The oldest are forgotten.
#[derive(Debug, Default)]
pub(crate) struct Executions {
    by_arn: HashMap<Arc<str>, Started>,
    order: VecDeque<Arc<str>>,
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
        if self.order.len() >= MAX_EXECUTIONS {
            let oldest = self.order.pop_front();
            oldest.map(|oldest| self.by_arn.remove(&oldest));
        }
        self.order.push_back(arn.clone());
        self.by_arn.insert(arn, started);
    }
}
