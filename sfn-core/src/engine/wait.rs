//! Wait: a delay.

use std::time::Duration;

use super::TimerReason;
use super::dataflow::{Carried, Scope};
use super::failure::Failure;
use super::run::{Progress, Run};
use super::strand::Phase;
use crate::clock::Timestamp;
use crate::program::{State, Wait};

/// AWS keeps the delay in a signed 32-bit number of seconds: 24,855 days pass, 24,856 do not (recorded).
const MAX_DELAY_SECONDS: u64 = i32::MAX as u64;

impl Run<'_> {
    pub fn work_wait(&mut self, id: u32, state: &State, wait: &Wait) -> Result<Progress, Failure> {
        let mut scope = Scope::of(id);
        let until = match wait {
            Wait::Seconds(seconds) => {
                let seconds = self.integer(&mut scope, seconds)?;
                let seconds = u64::try_from(seconds).map_err(|_| {
                    Failure::unusable(
                        format!("The Seconds field cannot be negative: {seconds}"),
                        "Seconds".into(),
                    )
                })?;
                self.now + Duration::from_secs(seconds)
            }
            Wait::Timestamp(timestamp) => {
                let text = self.text(&mut scope, timestamp)?;
                text.parse::<Timestamp>().map_err(|_| {
                    let cause = format!(
                        "The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: {text}"
                    );
                    Failure::unusable(cause, "Timestamp".into())
                })?
            }
        };
        if until.since(self.now).as_secs() > MAX_DELAY_SECONDS {
            return Err(Failure::runtime("Wait state delay is too long."));
        }
        if until <= self.now {
            return self.leave_wait(id, state);
        }
        let reason = TimerReason::Wait {
            state: state.name.clone(),
        };
        let timer = self.set_timer(Some(id), until, reason);
        self.strand(id).phase = Phase::Waiting(Box::new(timer));
        Ok(Progress::Parked)
    }

    /// The delay is over.
    pub fn leave_wait(&mut self, id: u32, state: &State) -> Result<Progress, Failure> {
        let input = self.enter_data(id, &state.entry)?;
        self.depart(id, &state.exit, Carried::Input(input), state.then)
    }
}
