//! What `#[task(…)]` says, as constants.

use super::Task;
use crate::errors::{ErrorNames, TaskError};
use sfn_asl::{ErrorName, JitterStrategy, Number, Retrier};
use std::marker::PhantomData;

/// The attribute of a task.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TaskSpec {
    /// The task's name: its Lambda function, unless there is a resource.
    pub name: &'static str,
    /// The ARN to use instead of the optimized Lambda integration.
    pub resource: Option<&'static str>,
    /// The names of the parameters, in order.
    pub parameters: &'static [&'static str],
    /// `TimeoutSeconds`, for each attempt.
    pub timeout_seconds: Option<u64>,
    /// `HeartbeatSeconds`.
    pub heartbeat_seconds: Option<u64>,
    /// The retriers, in order.
    pub retry: &'static [RetrySpec],
    /// Whether to add the retrier that AWS recommends for faults of the Lambda service.
    pub service_retry: bool,
    /// Every name the task's error type stands for.
    pub errors: ErrorNames,
    /// `file:line` of the function.
    pub place: &'static str,
}

impl TaskSpec {
    /// Where the task's own result stands in the result of its state: Lambda wraps it.
    pub const fn result_path(&self) -> &'static str {
        match self.resource {
            Some(_) => "$states.result",
            None => "$states.result.Payload",
        }
    }
}

/// One `retry(…)`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RetrySpec {
    /// `ErrorEquals`; [`any_error`] where the attribute names none.
    pub errors: &'static [ErrorNames],
    /// `MaxAttempts`: how often to try again.
    pub attempts: Option<u64>,
    /// `IntervalSeconds`: the first delay.
    pub interval_seconds: Option<u64>,
    /// `BackoffRate`.
    pub backoff_rate: Option<f64>,
    /// `MaxDelaySeconds`.
    pub max_delay_seconds: Option<u64>,
    /// `JitterStrategy`.
    pub jitter: Option<Jitter>,
}

impl RetrySpec {
    /// The retrier as a definition has it: the one that is emitted, run by the engine and asked in the plain run.
    pub(crate) fn retrier(&self) -> Retrier {
        self.retrier_of(self.errors)
    }

    /// The retrier for other errors.
    pub(super) fn retrier_of(&self, errors: &[ErrorNames]) -> Retrier {
        let integer = |number: Option<u64>| number.and_then(|number| i64::try_from(number).ok());
        let names = errors.iter().flat_map(ErrorNames::iter);
        Retrier {
            interval_seconds: integer(self.interval_seconds),
            max_attempts: integer(self.attempts),
            backoff_rate: self.backoff_rate.map(Number::Float),
            max_delay_seconds: integer(self.max_delay_seconds),
            jitter_strategy: self.jitter.map(|jitter| match jitter {
                Jitter::Full => JitterStrategy::Full,
                Jitter::None => JitterStrategy::None,
            }),
            ..Retrier::new(names.map(ErrorName::from))
        }
    }
}

/// `JitterStrategy`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Jitter {
    /// The whole delay is drawn anew, from nothing to its length.
    Full,
    /// Delays are as computed.
    None,
}

/// The names that a task's error type stands for.
pub const fn errors<M: Task>() -> ErrorNames {
    M::Error::NAMES
}

/// `ErrorEquals` of a retrier that names no errors: all of the task's, and `States.Timeout` unless that is one of them.
pub const fn any_error<M: Task>() -> &'static [ErrorNames] {
    const TIMEOUT: ErrorNames = ErrorNames {
        of: "",
        own: &["States.Timeout"],
        inner: &[],
    };
    struct Names<M>(PhantomData<M>);
    impl<M: Task> Names<M> {
        const ALONE: &'static [ErrorNames] = &[errors::<M>()];
        const WITH_TIMEOUT: &'static [ErrorNames] = &[errors::<M>(), TIMEOUT];
    }
    if errors::<M>().contains("States.Timeout") {
        Names::<M>::ALONE
    } else {
        Names::<M>::WITH_TIMEOUT
    }
}
