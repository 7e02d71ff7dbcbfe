//! Going on with an execution that has failed, timed out or was stopped: what succeeded stays, what did not runs again.
//!
//! When an execution ends without success, its strands are kept as a tree, each as it was. A redrive puts them back:
//! a state begins its work anew on its old input and with all its retries; of a Parallel and a Map only the branches
//! and iterations that had not succeeded. No state is entered again: histories tell of what is done again and not
//! of what was done (AWS, "Redriving executions", says that the state is rescheduled and rerun).

use super::run::Run;
use super::strand::{Fork, Lost, Parent, Phase, Strand, Work};
use super::{Execution, Redrive};
use crate::history::{EventKind, ExecutionRedriven};

/// An execution with as many events or more is not redriven (API reference, `RedriveExecution`).
pub(super) const MAX_EVENTS_TO_REDRIVE: u64 = 24_999;

impl Run<'_> {
    /// Takes the execution up where it ended, if it can be redriven.
    pub fn redrive(&mut self) {
        if !self.execution.is_redrivable() {
            return;
        }
        let Some(root) = self.execution.checkpoint.take() else {
            return;
        };
        self.execution.outcome = None;
        let count = self.execution.redrive.count + 1;
        self.execution.redrive = Redrive {
            count,
            at: Some(self.now),
        };
        let redriven = ExecutionRedriven {
            redrive_count: count,
        };
        let previous = self.execution.last_event;
        let redriven = self.record(previous, EventKind::ExecutionRedriven(redriven));
        self.set_execution_timer();
        self.restore(*root, None, redriven);
    }

    /// Puts a strand back to work; its next event follows `previous`.
    fn restore(&mut self, mut strand: Strand, parent: Option<Parent>, previous: u64) -> u32 {
        strand.parent = parent;
        strand.last_event = previous;
        strand.retries.clear();
        strand.token = None;
        let lost = match &mut strand.phase {
            Phase::Forked(fork) => std::mem::take(&mut fork.lost),
            _ => Vec::new(),
        };
        let goes_on = match &strand.phase {
            Phase::Entering => true,
            Phase::Forked(_) => !lost.is_empty(),
            // What failed before its children were to run is done again from its start.
            Phase::Distributing(distribution) => {
                matches!(
                    distribution.work,
                    Work::Reading { .. } | Work::Running { .. }
                )
            }
            Phase::Working | Phase::Attempting(_) | Phase::Waiting(_) | Phase::BackingOff(_) => {
                false
            }
        };
        if !goes_on {
            strand.phase = Phase::Working;
        }
        let is_ready = matches!(strand.phase, Phase::Entering | Phase::Working);
        let is_distributing = matches!(strand.phase, Phase::Distributing(_));
        self.recall_variables(&strand);
        let id = self.place(strand);
        if is_ready {
            self.execution.ready.push_back(id);
        }
        if is_distributing {
            self.redrive_map_run(id);
        }
        for Lost { index, strand } in lost {
            let parent = Parent { strand: id, index };
            let child = self.restore(strand, Some(parent), previous);
            if let Some(fork) = self.fork(id) {
                fork.children.push(child);
            }
        }
        id
    }
}

impl Execution {
    /// Whether it can be redriven: it ended without success, is of the standard type, and its history has room.
    pub fn is_redrivable(&self) -> bool {
        self.checkpoint.is_some()
            && self.outcome.is_some()
            && !self.identity.express
            && self.last_event < MAX_EVENTS_TO_REDRIVE
    }

    /// Keeps what an execution that has ended without success is redriven from.
    pub(super) fn keep_for_redrive(&mut self, strands: &mut [Option<Strand>]) {
        let root = strands.iter().position(|strand| {
            let parent = strand.as_ref().map(|strand| strand.parent);
            parent == Some(None)
        });
        if let Some(root) = root.and_then(|root| gather(strands, root)) {
            self.checkpoint = Some(Box::new(root));
        }
    }
}

/// Takes a strand out of its place, and those within it.
fn gather(strands: &mut [Option<Strand>], place: usize) -> Option<Strand> {
    let mut strand = strands.get_mut(place)?.take()?;
    if let Phase::Forked(fork) = &mut strand.phase {
        for child in std::mem::take(&mut fork.children) {
            let child = gather(strands, child as usize);
            fork.lost.extend(child.and_then(Lost::new));
        }
    }
    Some(strand)
}

impl Lost {
    /// A branch or iteration that has not succeeded; `None` for the machine itself.
    pub fn new(strand: Strand) -> Option<Self> {
        let index = strand.parent?.index;
        Some(Self { index, strand })
    }
}

impl Fork {
    /// Notes a branch or iteration that has not succeeded.
    pub fn lose(&mut self, strand: Strand) {
        self.lost.extend(Lost::new(strand));
    }
}
