//! Retry: whether and when a state is tried again.

use std::sync::Arc;

use super::TimerReason;
use super::failure::Failure;
use super::run::Run;
use super::strand::Phase;
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
        let given = self.given_retries();
        let strand = self.strand(id);
        strand.retries.resize(state.retriers.len(), 0);
        let earlier = given.unwrap_or(strand.retries[position]);
        if earlier >= retrier.max_attempts {
            self.show_retrier(position, None);
            return false;
        }
        strand.retries[position] += 1;
        let attempt = strand.retry_count();
        let mut delay = retrier.delay(earlier);
        if retrier.jitter {
            // Drawn after the cap, from nothing to the whole delay (measured).
            delay = delay.mul_f64(self.execution.random.fraction());
        }
        self.show_retrier(position, Some(delay));
        let reason = TimerReason::Retry {
            state: state.name.clone(),
            error,
            attempt,
            delay,
        };
        let timer = self.set_timer(Some(id), self.now + delay, reason);
        self.strand(id).phase = Phase::BackingOff(Box::new(timer));
        true
    }
}
