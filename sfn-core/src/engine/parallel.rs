//! Parallel: machines side by side, on the same input.

use sfn_expr::Value;

use super::failure::Failure;
use super::run::{Progress, Run};
use super::strand::{Fork, Parent, Phase};
use crate::history::EventKind;
use crate::program::{Parallel, State};

impl Run<'_> {
    pub fn work_parallel(
        &mut self,
        id: u32,
        state: &State,
        parallel: &Parallel,
    ) -> Result<Progress, Failure> {
        let input = self.enter_data(id, &state.entry)?;
        if let Some(given) = self.given_fork() {
            return self.join_given(id, state, given);
        }
        let started = self.emit(id, EventKind::ParallelStateStarted);
        let branches = (0..).zip(&parallel.branches);
        let children = branches.map(|(index, block)| {
            self.spawn(
                Some(Parent { strand: id, index }),
                *block,
                input.clone(),
                started,
                None,
            )
        });
        let children: Vec<u32> = children.collect();
        let begun = u32::try_from(children.len()).unwrap_or(u32::MAX);
        let results = vec![None; children.len()];
        self.strand(id).phase = Phase::Forked(Fork {
            children,
            results,
            items: Value::Null,
            begun,
            done: 0,
            lost: Vec::new(),
        });
        Ok(Progress::Parked)
    }
}
