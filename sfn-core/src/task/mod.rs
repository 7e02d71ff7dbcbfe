//! Tasks as the typed surface sees them: what `#[task]` makes of a function.

mod call;
mod policy;
mod retrier;
mod spec;

pub use call::TaskCall;
pub use policy::{CallSpec, Retry, call_retry, call_timeout};
pub use spec::{Jitter, RetrySpec, TaskSpec, any_error, errors};

use crate::errors::TaskError;
use crate::runtime::TaskFuture;
use sfn_expr::Value;
use std::future::Future;

/// A function with `#[task]`. The attribute writes this implementation for a marker type of the function's name.
pub trait Task: 'static {
    /// The arguments, in order, as a tuple.
    type Arguments<'a>: Send;
    /// What the task gives when it succeeds.
    type Output: Send;
    /// What it fails with.
    type Error: TaskError;
    /// What the attribute says.
    const SPEC: TaskSpec;

    /// Runs the body once, without retriers and timeouts.
    fn run(
        arguments: Self::Arguments<'_>,
    ) -> impl Future<Output = Result<Self::Output, Self::Error>> + Send;

    /// Runs the body for an execution: payload in, result out.
    fn handle(payload: Value) -> TaskFuture;
}

/// The specification of a task, from its marker.
pub const fn spec<M: Task>(_: crate::tape::Ty<M>) -> TaskSpec {
    M::SPEC
}

/// What a task gives when it succeeds, from its marker.
pub const fn output<M: Task>(_: crate::tape::Ty<M>) -> crate::tape::Ty<M::Output> {
    crate::tape::Ty::NEW
}

/// What a task fails with, from its marker.
pub const fn error<M: Task>(_: crate::tape::Ty<M>) -> crate::tape::Ty<M::Error> {
    crate::tape::Ty::NEW
}
