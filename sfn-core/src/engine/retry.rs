//! Retry: whether and when a state is tried again; and timers, which that needs.

use std::sync::Arc;

use super::failure::Failure;
use super::run::Run;
use super::strand::Phase;
use super::{Command, TimerId, TimerReason};
use crate::program::State;

impl Run<'_> {
    /// Sets the timer for a retry if a retrier of the state is for the failure and has attempts left.
    ///
    /// The first retrier that is for the error decides alone: when its attempts are used up, no later one is asked.
    pub fn retry(&mut self, id: u32, state: &State, failure: &Failure) -> bool {
        let error: Arc<str> = failure.error.clone().unwrap_or_default();
        let Some(position) = state
            .retriers
            .iter()
            .position(|retrier| retrier.errors.matches(&error))
        else {
            return false;
        };
        let retrier = &state.retriers[position];
        let strand = self.strand(id);
        strand.retries.resize(state.retriers.len(), 0);
        let earlier = strand.retries[position];
        if earlier >= retrier.max_attempts {
            return false;
        }
        strand.retries[position] += 1;
        let attempt = strand.retry_count();
        let mut delay = retrier.delay(earlier);
        if retrier.jitter {
            // Drawn after the cap, from nothing to the whole delay (measured).
            delay = delay.mul_f64(self.execution.random.fraction());
        }
        let timer = self.timer(id);
        self.strand(id).phase = Phase::BackingOff(timer);
        let at = self.now + delay;
        let reason = TimerReason::Retry {
            state: state.name.clone(),
            error,
            attempt,
            delay,
        };
        self.commands
            .list
            .push(Command::SetTimer { timer, at, reason });
        true
    }

    /// A new timer of a strand.
    pub fn timer(&mut self, id: u32) -> TimerId {
        TimerId {
            strand: Some(id),
            number: self.execution.number(),
        }
    }

    pub fn timer_fired(&mut self, timer: TimerId) {
        let Some(id) = timer.strand else {
            if self.execution.timeout == Some(timer) {
                self.time_out_execution();
            }
            return;
        };
        let strand = self
            .execution
            .strands
            .get(id as usize)
            .and_then(Option::as_ref);
        match strand.map(|strand| &strand.phase) {
            Some(Phase::Waiting(due)) if *due == timer => {
                let left = self.leave_wait(id, self.state(id));
                self.settle(id, left);
            }
            // The state is not entered again: it goes on where it failed.
            Some(Phase::BackingOff(due)) if *due == timer => self.make_ready(id),
            Some(Phase::Attempting(_)) => self.task_timer_fired(id, timer),
            _ => {}
        }
    }
}
