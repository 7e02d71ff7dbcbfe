//! Catch, and what becomes of a failure: retried, caught, or the end of the strand.

use sfn_asl::ErrorName;

use super::dataflow::Carried;
use super::failure::Failure;
use super::run::{Departure, Run};
use crate::history::{EvaluationFailed, EventKind};
use crate::program::{Catcher, Kind, State, Then};

impl Run<'_> {
    /// The work of a strand's state has failed.
    pub fn fail(&mut self, id: u32, failure: Failure) {
        let state = self.state(id);
        let failure = self.report(id, state, failure);
        self.show_failure(&failure);
        if self.retry(id, state, &failure) {
            return;
        }
        self.tell_of_failed_container(id, state, &failure);
        let error = failure.error.as_deref().unwrap_or_default();
        let Some(position) = state
            .catchers
            .iter()
            .position(|catcher| catcher.errors.matches(error))
        else {
            return self.die(id, failure);
        };
        self.show_catcher(position);
        let catcher = &state.catchers[position];
        let caught = self
            .catch(id, catcher, &failure)
            .and_then(|departure| self.leave(id, departure));
        if let Err(failure) = caught {
            // A catcher's own failure is neither retried nor caught.
            let failure = self.report(id, state, failure);
            self.show_failure(&failure);
            self.die(id, failure);
        }
    }

    fn catch(
        &mut self,
        id: u32,
        catcher: &Catcher,
        failure: &Failure,
    ) -> Result<Departure, Failure> {
        let carried = Carried::Error(failure.error_output());
        self.departure(id, &catcher.exit, carried, Then::Next(catcher.next))
    }

    /// The strand ends with a failure.
    fn die(&mut self, id: u32, failure: Failure) {
        let Some(strand) = self.release(id) else {
            return;
        };
        match strand.parent {
            Some(parent) => self.child_failed(parent, id, strand, failure),
            None => {
                let last_event = strand.last_event;
                self.execution.checkpoint = Some(Box::new(strand));
                self.fail_execution(last_event, &failure);
            }
        }
    }

    /// Names the state in the cause of what the interpreter found, and tells of failed evaluations.
    pub fn report(&mut self, id: u32, state: &State, mut failure: Failure) -> Failure {
        let is_test = self.is_test();
        let strand = self.strand(id);
        // AWS names no state in a test of one.
        if std::mem::take(&mut failure.unplaced) && !is_test {
            let cause = failure.cause.as_deref().unwrap_or_default();
            failure.cause = Some(
                format!(
                    "An error occurred while executing the state '{}' (entered at the event id #{}). {cause}",
                    state.name, strand.entry_event
                )
                .into(),
            );
        }
        if let Some(evaluation) = failure.evaluation.take() {
            // As long as the state has done nothing but enter, the event follows what the entry followed (recorded).
            let fresh = strand.last_event == strand.entry_event;
            if fresh && !evaluation.after_entry {
                strand.last_event = strand.event_before_entry;
            }
            let told = EvaluationFailed {
                error: failure
                    .error
                    .clone()
                    .unwrap_or_else(|| ErrorName::QUERY_EVALUATION_ERROR.as_str().into()),
                cause: failure.cause.clone().unwrap_or_default(),
                location: evaluation.location,
                state: state.name.clone(),
            };
            self.emit(id, EventKind::EvaluationFailed(Box::new(told)));
        }
        failure
    }

    /// A Parallel or a Map tells that it failed for good, unless the interpreter failed (recorded).
    fn tell_of_failed_container(&mut self, id: u32, state: &State, failure: &Failure) {
        if failure.is_runtime() {
            return;
        }
        let event = match state.kind {
            Kind::Parallel(_) => EventKind::ParallelStateFailed,
            Kind::Map(_) => EventKind::MapStateFailed,
            Kind::Task(_)
            | Kind::Pass(_)
            | Kind::Choice(_)
            | Kind::Wait(_)
            | Kind::Succeed
            | Kind::Fail(_) => return,
        };
        self.emit(id, event);
    }
}
