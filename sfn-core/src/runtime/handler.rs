//! The Rust code behind a task: JSON in, JSON or a failure out.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

use sfn_expr::Value;

use super::report::Reports;

/// Does the work of Task states.
///
/// Every `async` closure from a [`Value`] to a `Result<Value, TaskFailure>` is one.
///
/// ```
/// use sfn_core::runtime::{TaskFailure, TaskRegistry};
/// use sfn_expr::Value;
///
/// let mut tasks = TaskRegistry::new();
/// tasks.insert_function("greet", async |name: Value| {
///     let name = name.as_str().ok_or_else(|| TaskFailure::new("BadName", "not a string"))?;
///     Ok(Value::from(format!("Hello, {name}")))
/// });
/// ```
pub trait TaskHandler: Send + Sync + 'static {
    /// Begins one attempt.
    ///
    /// The future is dropped when the attempt is no longer wanted: its state timed out, a sibling failed, the
    /// execution was stopped.
    fn call(&self, arguments: Value, context: TaskContext) -> TaskFuture;
}

/// An attempt under way.
pub type TaskFuture = Pin<Box<dyn Future<Output = Result<Value, TaskFailure>> + Send>>;

/// Why an attempt failed.
///
/// ```
/// use sfn_core::runtime::TaskFailure;
///
/// let failure = TaskFailure::new("CardDeclined", r#"{"limit":100}"#);
/// assert_eq!(failure.to_string(), r#"CardDeclined: {"limit":100}"#);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskFailure {
    /// The error's name, as `ErrorEquals` matches it.
    pub error: String,
    /// The JSON text of a payload, or a message for people.
    pub cause: String,
}

impl TaskFailure {
    /// A failure of that name.
    pub fn new(error: impl Into<String>, cause: impl Into<String>) -> Self {
        Self {
            error: error.into(),
            cause: cause.into(),
        }
    }
}

impl fmt::Display for TaskFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.error, self.cause)
    }
}

impl std::error::Error for TaskFailure {}

/// What an attempt may want to know of where it runs.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TaskContext {
    /// The name of the execution.
    pub execution: Arc<str>,
    /// The name of the state.
    pub state: Arc<str>,
    /// How often this state was retried before, 0 for the first attempt.
    pub retry_count: u32,
    /// What the task can be answered with from outside: for activities and for tasks that wait for a callback.
    pub task_token: Option<Arc<str>>,
    /// The role of the state's `Credentials`.
    pub role_arn: Option<Arc<str>>,
    /// The ARN of the execution.
    pub execution_arn: Arc<str>,
    pub(super) number: u64,
    pub(super) reports: Reports,
}

impl TaskContext {
    /// The same text whenever the runtime calls again for this very attempt, after a crash say, and a different one
    /// for any other: what services call an idempotency token.
    pub fn token(&self) -> String {
        format!("{}#{}", self.execution_arn, self.number)
    }

    /// Tells that a service has taken the work and will finish it later, with what the service answered: the
    /// `TaskSubmitted` of histories. Told once for an attempt; what is told later is left out.
    pub fn submitted(&self, answer: Value) {
        self.reports.submit(answer);
    }

    /// Tells that the work goes on, which begins the state's `HeartbeatSeconds` anew.
    ///
    /// ```
    /// # use sfn_core::runtime::{TaskContext, TaskFuture, TaskHandler};
    /// # use sfn_expr::Value;
    /// struct Import;
    ///
    /// impl TaskHandler for Import {
    ///     fn call(&self, rows: Value, context: TaskContext) -> TaskFuture {
    ///         Box::pin(async move {
    ///             for _row in rows.as_array().into_iter().flat_map(|rows| rows.iter()) {
    ///                 context.heartbeat();
    ///             }
    ///             Ok(rows)
    ///         })
    ///     }
    /// }
    /// ```
    pub fn heartbeat(&self) {
        self.reports.beat();
    }
}

impl<F, A> TaskHandler for F
where
    F: Fn(Value) -> A + Send + Sync + 'static,
    A: Future<Output = Result<Value, TaskFailure>> + Send + 'static,
{
    fn call(&self, arguments: Value, _context: TaskContext) -> TaskFuture {
        Box::pin(self(arguments))
    }
}
