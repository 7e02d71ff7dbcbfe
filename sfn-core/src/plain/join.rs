//! Several steps side by side: a `Parallel` state.

use futures_util::future::{maybe_done, try_maybe_done};
use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

/// Awaits 2 to 8 steps side by side and gives all that they give, as a tuple.
///
/// A step is anything that can be awaited: a call of a task, an `async` block. None of them is cut short when another
/// one fails: see [`try_join!`](crate::try_join) for that.
///
/// ```
/// # async fn demo() {
/// let (one, two) = sfn_core::join!(async { 1 }, async { "two" });
/// assert_eq!((one, two), (1, "two"));
/// # }
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(demo());
/// ```
#[macro_export]
macro_rules! join {
    ($only:expr $(,)?) => {
        ::core::compile_error!("`join!` awaits 2 to 8 steps side by side [SFN098]: write `step.await` for one")
    };
    ($($step:expr),+ $(,)?) => {
        $crate::plain::Steps::all(($($step,)+)).await
    };
}

/// Awaits 2 to 8 steps side by side and gives what they give, as a tuple, or the first failure.
///
/// The first failure ends all of it: the other steps are dropped. All have to fail with the same type.
///
/// ```
/// # async fn demo() -> Result<(), &'static str> {
/// let (one, two) = sfn_core::try_join!(async { Ok::<_, &str>(1) }, async { Ok("two") })?;
/// assert_eq!((one, two), (1, "two"));
///
/// let never = std::future::pending::<Result<(), _>>();
/// assert_eq!(sfn_core::try_join!(never, async { Err::<(), _>("failed") }), Err("failed"));
/// # Ok(()) }
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(demo()).unwrap();
/// ```
#[macro_export]
macro_rules! try_join {
    ($only:expr $(,)?) => {
        ::core::compile_error!("`try_join!` awaits 2 to 8 steps side by side [SFN098]: write `step.await` for one")
    };
    ($($step:expr),+ $(,)?) => {
        $crate::plain::TrySteps::all_or_first_failure(($($step,)+)).await
    };
}

/// A tuple of 2 to 8 steps, for [`join!`](crate::join).
#[diagnostic::on_unimplemented(
    message = "`join!` awaits 2 to 8 steps, each of which can be awaited",
    note = "nest another `join!` in an `async` block for more"
)]
pub trait Steps {
    /// What they give.
    type Outputs;

    /// Awaits all of them.
    #[allow(
        async_fn_in_trait,
        reason = "the macro knows the tuple, and with it whether the future is `Send`"
    )]
    async fn all(self) -> Self::Outputs;
}

/// A tuple of 2 to 8 steps that may fail, for [`try_join!`](crate::try_join).
#[diagnostic::on_unimplemented(
    message = "`try_join!` awaits 2 to 8 steps, each of which gives a `Result` with the same error",
    note = "turn other errors into that one in an `async` block; nest another `try_join!` for more steps"
)]
pub trait TrySteps {
    /// What they give when none fails.
    type Outputs;
    /// What they fail with.
    type Error;

    /// Awaits all of them, or the first failure.
    #[allow(
        async_fn_in_trait,
        reason = "the macro knows the tuple, and with it whether the future is `Send`"
    )]
    async fn all_or_first_failure(self) -> Result<Self::Outputs, Self::Error>;
}

macro_rules! tuples {
    ($($step:ident $future:ident $output:ident),*) => {
        impl<$($step: IntoFuture),*> Steps for ($($step,)*) {
            type Outputs = ($($step::Output,)*);

            async fn all(self) -> Self::Outputs {
                let ($($future,)*) = self;
                $(let mut $future = pin!(maybe_done($future.into_future()));)*
                poll_fn(|cx| {
                    let mut done = true;
                    $(done &= $future.as_mut().poll(cx).is_ready();)*
                    if done { Poll::Ready(()) } else { Poll::Pending }
                })
                .await;
                ($($future.take_output().expect("all steps are done, and each is taken once"),)*)
            }
        }

        impl<Failure, $($step, $output),*> TrySteps for ($($step,)*)
        where
            $($step: IntoFuture<Output = Result<$output, Failure>>,)*
        {
            type Outputs = ($($output,)*);
            type Error = Failure;

            async fn all_or_first_failure(self) -> Result<Self::Outputs, Failure> {
                let ($($future,)*) = self;
                $(let mut $future = pin!(try_maybe_done($future.into_future()));)*
                poll_fn(|cx| {
                    let mut done = true;
                    $(match $future.as_mut().poll(cx) {
                        Poll::Ready(Ok(())) => {}
                        Poll::Ready(Err(failure)) => return Poll::Ready(Err(failure)),
                        Poll::Pending => done = false,
                    })*
                    if done { Poll::Ready(Ok(())) } else { Poll::Pending }
                })
                .await?;
                Ok(($($future.take_output().expect("all steps are done, and each is taken once"),)*))
            }
        }
    };
}

tuples!(A a AOut, B b BOut);
tuples!(A a AOut, B b BOut, C c COut);
tuples!(A a AOut, B b BOut, C c COut, D d DOut);
tuples!(A a AOut, B b BOut, C c COut, D d DOut, E e EOut);
tuples!(A a AOut, B b BOut, C c COut, D d DOut, E e EOut, F f FOut);
tuples!(A a AOut, B b BOut, C c COut, D d DOut, E e EOut, F f FOut, G g GOut);
tuples!(A a AOut, B b BOut, C c COut, D d DOut, E e EOut, F f FOut, G g GOut, H h HOut);
