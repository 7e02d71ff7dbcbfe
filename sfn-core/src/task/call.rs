//! A call of a task in the plain run.

use super::retrier::Retriers;
use super::{Retry, RetrySpec, Task};
use crate::clock;
use crate::errors::{TaskError, Uncaught, unclaimed};
use crate::runtime::{TaskFailure, panic};
use std::any::Any;
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
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
/// none it is nobody's value: it unwinds as [`Uncaught`](crate::errors::Uncaught). A panic of the body is likewise a
/// failure of the name `Panic`, which may be retried or claimed, and goes on where it is not. Heartbeats are not watched:
/// a body in the same program has no need to send them.
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
    retry: Vec<Retry>,
    timeout: Option<Duration>,
}

/// Copies the arguments for an attempt.
type Again<'a, M> = fn(&<M as Task>::Arguments<'a>) -> <M as Task>::Arguments<'a>;

impl<'a, M: Task> TaskCall<'a, M> {
    /// A call of a task without retriers.
    pub fn once(arguments: M::Arguments<'a>) -> Self {
        Self {
            arguments,
            again: None,
            retry: Vec::new(),
            timeout: M::SPEC.timeout_seconds.map(Duration::from_secs),
        }
    }

    /// A call of a task with retriers: each attempt needs the arguments.
    pub fn retried(arguments: M::Arguments<'a>) -> Self
    where
        M::Arguments<'a>: Clone,
    {
        Self {
            again: Some(Clone::clone),
            ..Self::once(arguments)
        }
    }

    /// Tries this call again as the policy says; of several the first that is for an error decides, and those of the
    /// task's attribute come last. Each attempt needs the arguments.
    pub fn retry(mut self, policy: Retry) -> Self
    where
        M::Arguments<'a>: Clone,
    {
        self.again = Some(Clone::clone);
        self.retry.push(policy);
        self
    }

    /// The time for each attempt, instead of that of the task's attribute: whole seconds, 1 to 99,999,999 in a state
    /// machine.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    async fn run(self) -> Result<M::Output, M::Error> {
        let Some(again) = self.again else {
            return match attempt::<M>(self.arguments, self.timeout).await {
                Attempt::Done(result) => result,
                Attempt::Failed(failure, panic) => claimed(&failure, panic),
            };
        };
        let at_the_call = self.retry.iter().map(Retry::retrier::<M>);
        let of_the_task = M::SPEC.retry.iter().map(RetrySpec::retrier);
        let mut retriers = Retriers::new(at_the_call.chain(of_the_task));
        loop {
            let attempt = attempt::<M>(again(&self.arguments), self.timeout).await;
            let delay = match &attempt {
                Attempt::Done(Ok(_)) => None,
                Attempt::Done(Err(error)) => retriers.next_delay(&error.to_failure().error),
                Attempt::Failed(failure, _) => retriers.next_delay(&failure.error),
            };
            match (delay, attempt) {
                (Some(delay), _) => clock::sleep(delay).await,
                (None, Attempt::Done(result)) => return result,
                (None, Attempt::Failed(failure, panic)) => return claimed(&failure, panic),
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
    /// It timed out or panicked. The payload is what unwinds where nobody claims the failure.
    Failed(TaskFailure, Box<dyn Any + Send>),
}

async fn attempt<M: Task>(arguments: M::Arguments<'_>, timeout: Option<Duration>) -> Attempt<M> {
    let mut body = pin!(M::run(arguments));
    let mut timeout = pin!(timeout.map(clock::sleep));
    poll_fn(|cx| {
        // The body is not polled again after it has panicked.
        match catch_unwind(AssertUnwindSafe(|| body.as_mut().poll(cx))) {
            Ok(Poll::Ready(result)) => return Poll::Ready(Attempt::Done(result)),
            Err(panic) => return Poll::Ready(Attempt::Failed(panic::failure(&*panic), panic)),
            Ok(Poll::Pending) => {}
        }
        match timeout
            .as_mut()
            .as_pin_mut()
            .map(|timeout| timeout.poll(cx))
        {
            Some(Poll::Ready(())) => Poll::Ready(timed_out()),
            Some(Poll::Pending) | None => Poll::Pending,
        }
    })
    .await
}

fn timed_out<M: Task>() -> Attempt<M> {
    let uncaught = Uncaught::new(TIMEOUT, "");
    let failure = TaskFailure::new(TIMEOUT, "");
    Attempt::Failed(failure, Box::new(uncaught))
}

/// The variant that a failure is; where there is none, it unwinds past every typed arm.
fn claimed<T, E: TaskError>(failure: &TaskFailure, panic: Box<dyn Any + Send>) -> Result<T, E> {
    match E::from_failure(failure) {
        Some(claimed) => Err(claimed),
        None => unclaimed::unwind(
            Uncaught::new(failure.error.clone(), failure.cause.clone()),
            panic,
        ),
    }
}
