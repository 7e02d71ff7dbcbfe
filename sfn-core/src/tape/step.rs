//! The tape's stand-ins for what a body does asynchronously: typed like the real thing, never run.

use super::Ty;
use crate::errors::{Caught, TaskError};
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
pub fn step<M, C: Step<Task = M>>(_: Ty<M>, call: C) -> C {
    call
}

/// What has no values.
pub enum Never {}

/// Ends what is never run anyway. What follows has its types, and nobody asks what it borrows and moves: the function
/// itself has been asked, and would be blamed twice.
pub fn never() -> Never {
    unreachable!("the tape is never run")
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
pub fn block<R>(block: impl FnOnce() -> R) -> R {
    block()
}

/// What `sfn::catch_all` gives, without being async.
pub fn caught<T, E: TaskError>(_: Result<T, E>) -> Result<T, Caught> {
    unreachable!("the tape is never run")
}

/// Makes sure that a path that ends in `catch_all` is ours.
pub fn is_catch_all<F>(_: crate::plain::CatchAll<F>) {}

/// What `sfn::map` gives, without being async.
pub fn item<I: Iterate, R, E>(_: I, _: impl Fn(I::Item) -> Result<R, E>) -> Result<Vec<R>, E> {
    unreachable!("the tape is never run")
}

/// What a `for` loop walks. Where it cannot be walked, the elements have no type, and nothing more is said of them.
pub fn walk<T, I: Iterate<Item = T>>(_: I) -> std::vec::IntoIter<T> {
    unreachable!("the tape is never run")
}

/// Makes sure that a path that ends in `map` is ours.
pub fn is_map<I, F>(_: crate::plain::Map<I, F>) {}

/// Makes sure that a path that ends in `from_secs` is that of the standard library.
pub fn is_duration(duration: std::time::Duration) -> std::time::Duration {
    duration
}

/// Makes sure that a path that ends in `sleep` or `sleep_until` is ours.
pub fn is_sleep(_: crate::clock::Sleep) {}

macro_rules! try_joins {
    ($($name:ident $($branch:ident)*;)*) => {$(
        /// What `sfn::try_join!` gives, without being async.
        #[allow(clippy::too_many_arguments, reason = "a join takes up to eight")]
        pub fn $name<$($branch,)* Error>($(_: Result<$branch, Error>),*) -> Result<($($branch,)*), Error> {
            unreachable!("the tape is never run")
        }
    )*};
}

try_joins! {
    try_join2 A B;
    try_join3 A B C;
    try_join4 A B C D;
    try_join5 A B C D F;
    try_join6 A B C D F G;
    try_join7 A B C D F G H;
    try_join8 A B C D F G H I;
}

/// Two types as a tuple.
pub const fn pair<A, B>(_: Ty<A>, _: Ty<B>) -> Ty<(A, B)> {
    Ty::NEW
}

/// A `Result`, or a reference to one.
#[diagnostic::on_unimplemented(
    message = "this is no `Result`",
    label = "`Ok` and `Err` are the variants of a `Result`"
)]
pub trait Outcome {
    /// The type in its `Ok`.
    type Success;
    /// The type in its `Err`.
    type Failure;
}

impl<T, E> Outcome for Result<T, E> {
    type Success = T;
    type Failure = E;
}
impl<R: Outcome + ?Sized> Outcome for &R {
    type Success = R::Success;
    type Failure = R::Failure;
}

/// The type in a `Result`'s `Ok`.
pub const fn success<R: Outcome>(_: Ty<R>) -> Ty<R::Success> {
    Ty::NEW
}

/// The type in a `Result`'s `Err`.
pub const fn failure<R: Outcome>(_: Ty<R>) -> Ty<R::Failure> {
    Ty::NEW
}

/// What a path that is no local variable can never be.
#[diagnostic::on_unimplemented(
    message = "a state machine reads its own variables only [SFN088]",
    label = "not a variable of this function",
    note = "the value behind this path is not known to the macro that writes the definition",
    note = "take it as a parameter, write it out, or name a variant as `Enum::Variant`"
)]
pub trait Local {}

/// A path that is no local variable.
pub fn foreign<T: Local>(value: T) -> T {
    value
}
