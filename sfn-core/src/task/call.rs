//! A call of a task in the plain run.

use super::Task;
use super::retrier::Retriers;
use crate::clock;
use crate::errors::{TaskError, uncaught};
use crate::runtime::TaskFailure;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::task::Poll;
use std::time::Duration;

/// ASL's name for a task that took too long.
const TIMEOUT: &str = "States.Timeout";

/// A call of a task: what a `#[task]` function returns.
///
/// Awaiting it runs the body with the task's own retriers, and with its timeout for each attempt, so that the plain run
/// means what the graph means. Times are those of the [current clock](crate::clock::current).
///
/// A timeout that is not retried is the variant that claims it, `#[error(states = "States.Timeout")]`. Where there is
/// none it is nobody's value: it unwinds as [`Uncaught`](crate::errors::Uncaught). Heartbeats are not watched: a body in
/// the same program has no need to send them. A body that panics is not retried: the panic goes on.
///
/// ```
/// use sfn_core::errors::{ErrorNames, TaskError};
/// use sfn_core::runtime::TaskFailure;
/// # use sfn_core::task::{Task, TaskCall, TaskSpec};
/// # struct Never;
/// # impl TaskError for Never {
/// #     type Variants = ();
/// #     const VARIANTS: &'static () = &();
/// #     const NAMES: ErrorNames = ErrorNames { of: "Never", own: &[], inner: &[] };
/// #     fn to_failure(&self) -> TaskFailure { unreachable!() }
/// #     fn from_failure(_: &TaskFailure) -> Option<Self> { None }
/// # }
/// # #[allow(non_camel_case_types)] struct double {}
/// # impl Task for double {
/// #     type Arguments<'a> = (u32,);
/// #     type Output = u32;
/// #     type Error = Never;
/// #     const SPEC: TaskSpec = TaskSpec {
/// #         name: "double", resource: None, parameters: &["number"], timeout_seconds: None,
/// #         heartbeat_seconds: None, retry: &[], service_retry: true, errors: Never::NAMES, place: "",
/// #     };
/// #     fn run(arguments: Self::Arguments<'_>) -> impl Future<Output = Result<u32, Never>> + Send {
/// #         async move { Ok(arguments.0 * 2) }
/// #     }
/// #     fn handle(_: sfn_expr::Value) -> sfn_core::runtime::TaskFuture { unreachable!() }
/// # }
/// // What `#[task]` makes of `async fn double(number: u32) -> Result<u32, Never> { … }`
/// fn double(number: u32) -> TaskCall<'static, double> {
///     TaskCall::once((number,))
/// }
///
/// # async fn call() -> Result<(), Never> {
/// assert_eq!(double(21).await?, 42);
/// # Ok(()) }
/// ```
#[must_use = "a task does nothing until it is awaited"]
pub struct TaskCall<'a, M: Task> {
    arguments: M::Arguments<'a>,
    again: Option<Again<'a, M>>,
}

/// Copies the arguments for an attempt.
type Again<'a, M> = fn(&<M as Task>::Arguments<'a>) -> <M as Task>::Arguments<'a>;

impl<'a, M: Task> TaskCall<'a, M> {
    /// A call of a task without retriers.
    pub fn once(arguments: M::Arguments<'a>) -> Self {
        let again = None;
        Self { arguments, again }
    }

    /// A call of a task with retriers: each attempt needs the arguments.
    pub fn retried(arguments: M::Arguments<'a>) -> Self
    where
        M::Arguments<'a>: Clone,
    {
        let again: Option<Again<'a, M>> = Some(Clone::clone);
        Self { arguments, again }
    }

    async fn run(self) -> Result<M::Output, M::Error> {
        let Some(again) = self.again else {
            return match attempt::<M>(self.arguments).await {
                Attempt::Done(result) => result,
                Attempt::TimedOut => timed_out(),
            };
        };
        let mut retriers = Retriers::new(M::SPEC.retry);
        loop {
            let attempt = attempt::<M>(again(&self.arguments)).await;
            let delay = match &attempt {
                Attempt::Done(Ok(_)) => None,
                Attempt::Done(Err(error)) => retriers.next_delay(&error.to_failure().error),
                Attempt::TimedOut => retriers.next_delay(TIMEOUT),
            };
            match (delay, attempt) {
                (Some(delay), _) => clock::sleep(delay).await,
                (None, Attempt::Done(result)) => return result,
                (None, Attempt::TimedOut) => return timed_out(),
            }
        }
    }
}

impl<'a, M: Task> IntoFuture for TaskCall<'a, M> {
    type Output = Result<M::Output, M::Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send + 'a>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

enum Attempt<M: Task> {
    Done(Result<M::Output, M::Error>),
    TimedOut,
}

async fn attempt<M: Task>(arguments: M::Arguments<'_>) -> Attempt<M> {
    let mut body = pin!(M::run(arguments));
    let Some(seconds) = M::SPEC.timeout_seconds else {
        return Attempt::Done(body.await);
    };
    let mut timeout = pin!(clock::sleep(Duration::from_secs(seconds)));
    poll_fn(|cx| match body.as_mut().poll(cx) {
        Poll::Ready(result) => Poll::Ready(Attempt::Done(result)),
        Poll::Pending => timeout.as_mut().poll(cx).map(|()| Attempt::TimedOut),
    })
    .await
}

fn timed_out<T, E: TaskError>() -> Result<T, E> {
    let failure = TaskFailure {
        error: TIMEOUT.to_owned(),
        cause: String::new(),
    };
    match E::from_failure(&failure) {
        Some(claimed) => Err(claimed),
        None => uncaught(failure.error, failure.cause),
    }
}
