//! A block that sees every failure, also those that no enum claims.

use crate::errors::{Caught, TaskError, Uncaught, unclaimed};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::pin::Pin;
use std::task::{Context, Poll};

/// Runs a block and gives whatever failure ends it as data: the errors of its own type, and those that no enum claims,
/// such as a timeout, a task's panic or a fault of a service, which go past every typed arm otherwise.
///
/// A panic of the workflow's own code, as by an index out of bounds, is none of them and goes on.
///
/// ```
/// use std::convert::Infallible;
///
/// # async fn demo() {
/// let caught = sfn_core::plain::catch_all(async {
///     let broken: Result<u32, Infallible> = sfn_core::errors::uncaught("Lambda.Unknown", "out of memory");
///     broken
/// });
/// assert_eq!(caught.await.unwrap_err().error, "Lambda.Unknown");
/// # }
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(demo());
/// ```
pub fn catch_all<B, T, E>(block: B) -> CatchAll<B::IntoFuture>
where
    B: IntoFuture<Output = Result<T, E>>,
    E: TaskError,
{
    CatchAll {
        block: Some(Box::pin(block.into_future())),
    }
}

/// What [`catch_all`] gives: await it.
///
/// ```
/// # async fn demo() {
/// let block = sfn_core::plain::catch_all(async { Ok::<_, std::convert::Infallible>(1) });
/// assert_eq!(block.await.unwrap(), 1);
/// # }
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(demo());
/// ```
#[must_use = "nothing runs until it is awaited"]
pub struct CatchAll<F> {
    /// Until it has given its result: after a panic it is not polled again.
    block: Option<Pin<Box<F>>>,
}

impl<F, T, E> Future for CatchAll<F>
where
    F: Future<Output = Result<T, E>>,
    E: TaskError,
{
    type Output = Result<T, Caught>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let Some(block) = &mut self.block else {
            return Poll::Pending;
        };
        let polled = catch_unwind(AssertUnwindSafe(|| {
            unclaimed::seen(|| block.as_mut().poll(cx))
        }));
        let result = match polled {
            Ok(Poll::Pending) => return Poll::Pending,
            Ok(Poll::Ready(Ok(value))) => Ok(value),
            Ok(Poll::Ready(Err(error))) => {
                let failure = error.to_failure();
                Err(Caught::new(failure.error, failure.cause))
            }
            Err(panic) => match panic.downcast::<Uncaught>() {
                Ok(uncaught) => Err(Caught::new(uncaught.error, uncaught.cause)),
                Err(panic) => {
                    self.block = None;
                    resume_unwind(panic)
                }
            },
        };
        self.block = None;
        Poll::Ready(result)
    }
}
