//! The tape's stand-ins for what a body does asynchronously: typed like the real thing, never run.

use super::Ty;
use crate::errors::TaskError;
use crate::shape::Iterate;
use crate::task::{Task, TaskCall};

/// What a workflow body may await by calling it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a workflow step, so a state machine cannot await it [SFN010]",
    label = "not a call of a `#[task]`",
    note = "a state machine can only start tasks: its graph has no place for other futures",
    note = "put `#[task]` on the function, or move the call into one"
)]
pub trait Step {
    /// The task that is called.
    type Task: Task;
}

impl<M: Task> Step for TaskCall<'_, M> {
    type Task = M;
}

/// Binds the task of a call.
pub fn step<C: Step>(_: Ty<C::Task>, call: C) -> C {
    call
}

/// What awaiting gives, without being async.
pub fn out<F: IntoFuture>(_: F) -> F::Output {
    unreachable!("the tape is never run")
}

/// Binds the error type of a step's result, for the catchers that are made of it.
pub fn raised<T, E: TaskError>(_: Ty<E>, result: Result<T, E>) -> Result<T, E> {
    result
}

/// What an `async` block gives, without being async.
pub fn result_of_step<R>(block: impl FnOnce() -> R) -> R {
    block()
}

/// What `sfn::map` gives, without being async.
pub fn item<I: Iterate, R, E>(
    _: I,
    _: impl Fn(I::Item) -> Result<R, E>,
) -> Result<Vec<R>, E> {
    unreachable!("the tape is never run")
}

/// An error that `?` may turn into another one while it keeps its ASL name and payload.
#[diagnostic::on_unimplemented(
    message = "`?` would rename `{E}` on its way into `{Self}`, which a state machine cannot do [SFN011]",
    note = "AWS Step Functions passes an error on under its own name",
    note = "add a variant that holds it: `#[from] {E}`, in an enum with `#[derive(TaskError)]`"
)]
pub trait Transparent<E> {}

impl<E: TaskError> Transparent<E> for E {}

/// The conversion of `?`.
pub fn convert<A, B: Transparent<A>>(_: A) -> B {
    unreachable!("the tape is never run")
}
