//! Wait: a delay.

use std::time::Duration;

use super::TimerReason;
use sfn_asl::Path;
use sfn_expr::Value;

use super::dataflow::{Carried, Scope, shown};
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
                    let cause = format!("The Seconds field cannot be negative: {seconds}");
                    Failure::unusable(cause, "Seconds".into())
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
            Wait::SecondsPath(path) => {
                let value = self.wait_parameter(id, path, "SecondsPath")?;
                self.now + Duration::from_secs(seconds(path, &value)?)
            }
            Wait::TimestampPath(path) => {
                let value = self.wait_parameter(id, path, "TimestampPath")?;
                timestamp(path, &value)?
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

    fn wait_parameter(&mut self, id: u32, path: &Path, field: &str) -> Result<Value, Failure> {
        let document = self.document(id)?;
        self.path(id, &document, path).map_err(|_| {
            Failure::runtime(format!(
                "The {field} parameter does not reference an input value: {}",
                path.as_str()
            ))
        })
    }
}

/// The words for what cannot be used are AWS's (recorded).
fn seconds(path: &Path, value: &Value) -> Result<u64, Failure> {
    let place = format!("{} == {}", path.as_str(), shown(value));
    let Some(seconds) = value.as_i64() else {
        return Err(Failure::runtime(format!(
            "The SecondsPath parameter cannot be parsed as a long value: {place}"
        )));
    };
    u64::try_from(seconds).map_err(|_| {
        Failure::runtime(format!(
            "The SecondsPath parameter references a negative value: {place}"
        ))
    })
}

fn timestamp(path: &Path, value: &Value) -> Result<Timestamp, Failure> {
    let parsed = value.as_str().and_then(|text| text.parse().ok());
    parsed.ok_or_else(|| {
        Failure::runtime(format!(
            "The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: \
             {} == {}",
            path.as_str(),
            shown(value)
        ))
    })
}
