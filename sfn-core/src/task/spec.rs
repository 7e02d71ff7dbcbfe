//! What `#[task(…)]` says, as constants.

use crate::errors::ErrorNames;

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
    /// `ErrorEquals`; all of the task's own errors and `States.Timeout` where the attribute names none.
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

/// `JitterStrategy`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Jitter {
    /// The whole delay is drawn anew, from nothing to its length.
    Full,
    /// Delays are as computed.
    None,
}
