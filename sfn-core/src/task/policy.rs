//! Retriers and timeouts of one call: `charge(card).retry(…).timeout(…).await`.
//!
//! They are constants, since the graph is one: the same words run in the plain run and are evaluated by `rustc` for the
//! definition, so that what is out of range there does not compile.

use super::{Jitter, RetrySpec, Task, TaskSpec, any_error, errors};
use crate::errors::ErrorNames;
use crate::tape::Ty;
use std::time::Duration;

/// The largest number of the States Language's fields.
const MAX: u64 = 99_999_999;

/// The longest `MaxDelaySeconds` has to be shorter than this.
const MAX_DELAY_SECONDS: u64 = 31_622_400;

/// How one call is tried again. It comes before the retriers of the task's attribute: the first that is for an error
/// decides.
///
/// It retries all errors of the task and `States.Timeout`, unless it names some. Where nothing else is said, AWS's
/// defaults hold: three attempts, after 1, 2 and 4 seconds.
///
/// ```
/// use sfn_core::task::Retry;
/// use std::time::Duration;
///
/// const PATIENT: Retry = Retry::new().attempts(5).interval(Duration::from_secs(10)).backoff(1.5);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[must_use = "a policy does nothing until a call has it"]
pub struct Retry {
    names: Option<ErrorNames>,
    spec: RetrySpec,
}

impl Retry {
    /// A retrier with AWS's defaults.
    pub const fn new() -> Self {
        Self {
            names: None,
            spec: RetrySpec {
                errors: &[],
                attempts: None,
                interval_seconds: None,
                backoff_rate: None,
                max_delay_seconds: None,
                jitter: None,
            },
        }
    }

    /// The names of the errors that are retried: the task's own, or those of AWS that a task can fail with.
    ///
    /// # Panics
    /// Without any name. In a state machine that is a compile error.
    pub const fn on(mut self, names: &'static [&'static str]) -> Self {
        assert!(
            !names.is_empty(),
            "a retrier has to be for some error [SFN064]\n\
             why: the States Language takes no empty `ErrorEquals`\n\
             help: leave `on` out: that means all errors of the task and `States.Timeout`"
        );
        self.names = Some(ErrorNames {
            of: "",
            own: names,
            inner: &[],
        });
        self
    }

    /// How often to try again, without the first try: 0 to 99,999,999.
    ///
    /// # Panics
    /// Outside of that range. In a state machine that is a compile error.
    pub const fn attempts(mut self, attempts: u64) -> Self {
        assert!(
            attempts <= MAX,
            "this number of attempts is out of range [SFN065]"
        );
        self.spec.attempts = Some(attempts);
        self
    }

    /// The delay before the first retry, in whole seconds: 1 to 99,999,999.
    ///
    /// # Panics
    /// Outside of that range. In a state machine that is a compile error.
    pub const fn interval(mut self, interval: Duration) -> Self {
        self.spec.interval_seconds = Some(whole_seconds(interval));
        self.check_delays()
    }

    /// How many times each delay is the one before, from 1.0.
    ///
    /// # Panics
    /// Below that, and where it is not finite. In a state machine that is a compile error.
    pub const fn backoff(mut self, rate: f64) -> Self {
        assert!(
            rate >= 1.0 && rate.is_finite(),
            "this backoff is out of range [SFN066]"
        );
        self.spec.backoff_rate = Some(rate);
        self
    }

    /// The longest delay, in whole seconds: longer than the interval and shorter than 31,622,400.
    ///
    /// # Panics
    /// Outside of that range. In a state machine that is a compile error.
    pub const fn max_delay(mut self, delay: Duration) -> Self {
        self.spec.max_delay_seconds = Some(whole_seconds(delay));
        self.check_delays()
    }

    /// Draws each delay anew, from nothing to its length.
    pub const fn full_jitter(mut self) -> Self {
        self.spec.jitter = Some(Jitter::Full);
        self
    }

    const fn check_delays(self) -> Self {
        if let Some(longest) = self.spec.max_delay_seconds {
            let interval = match self.spec.interval_seconds {
                Some(interval) => interval,
                None => 1,
            };
            assert!(
                longest > interval && longest < MAX_DELAY_SECONDS,
                "this longest delay is out of range [SFN067]"
            );
        }
        self
    }

    /// The retrier as one of a task.
    pub(crate) fn retrier<M: Task>(&self) -> sfn_asl::Retrier {
        match &self.names {
            Some(names) => self.spec.retrier_of(std::slice::from_ref(names)),
            None => self.spec.retrier_of(any_error::<M>()),
        }
    }
}

impl Default for Retry {
    fn default() -> Self {
        Self::new()
    }
}

/// What one call adds to its task's attribute.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CallSpec {
    /// Retriers that come before those of the attribute.
    pub retry: &'static [RetrySpec],
    /// `TimeoutSeconds` instead of the attribute's.
    pub timeout_seconds: Option<u64>,
}

/// A call's retrier in the graph.
#[track_caller]
pub const fn call_retry<M: Task>(_: Ty<M>, policy: &'static Retry) -> RetrySpec {
    let errors = match &policy.names {
        None => any_error::<M>(),
        Some(names) => {
            let mut at = 0;
            while at < names.own.len() {
                assert!(
                    errors::<M>().contains(names.own[at]) || is_retryable(names.own[at]),
                    "the task cannot fail with this error [SFN111]\n\
                     why: a retrier for it would never be used\n\
                     help: name errors of the task, or `States.Timeout`, `States.HeartbeatTimeout`, `States.Permissions`, \
                     `States.DataLimitExceeded` or `States.Http.Socket`"
                );
                at += 1;
            }
            std::slice::from_ref(names)
        }
    };
    RetrySpec {
        errors,
        ..policy.spec
    }
}

/// A call's timeout in the graph.
#[track_caller]
pub const fn call_timeout(spec: &TaskSpec, timeout: Duration) -> Option<u64> {
    let seconds = whole_seconds(timeout);
    if let Some(heartbeat) = spec.heartbeat_seconds {
        assert!(
            heartbeat < seconds,
            "the heartbeat has to be shorter than the timeout [SFN061]\n\
             why: it would never be missed, and AWS refuses the definition\n\
             help: choose a longer `timeout`"
        );
    }
    Some(seconds)
}

/// AWS's errors that a task can fail with, and may be tried again after.
const fn is_retryable(name: &str) -> bool {
    const NAMES: ErrorNames = ErrorNames {
        of: "",
        own: &[
            "States.DataLimitExceeded",
            "States.HeartbeatTimeout",
            "States.Http.Socket",
            "States.Permissions",
            "States.Timeout",
        ],
        inner: &[],
    };
    NAMES.contains(name)
}

#[track_caller]
const fn whole_seconds(duration: Duration) -> u64 {
    let seconds = duration.as_secs();
    assert!(
        duration.subsec_nanos() == 0 && seconds >= 1 && seconds <= MAX,
        "this time is out of range [SFN060]\n\
         why: the States Language takes 1 to 99999999 whole seconds\n\
         help: choose a time in that range"
    );
    seconds
}
