//! A call of a task in the plain run.

use super::Task;

/// A call of a task: what a `#[task]` function returns.
///
/// Awaiting it runs the body with the task's own retriers and timeouts, so that the plain run means what the graph means.
pub struct TaskCall<'a, M: Task> {
    arguments: M::Arguments<'a>,
}

impl<'a, M: Task> TaskCall<'a, M> {
    /// A call that is tried once.
    pub fn once(arguments: M::Arguments<'a>) -> Self {
        Self { arguments }
    }
}

impl<'a, M: Task> IntoFuture for TaskCall<'a, M> {
    type Output = Result<M::Output, M::Error>;
    type IntoFuture = std::pin::Pin<Box<dyn Future<Output = Self::Output> + Send + 'a>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(M::run(self.arguments))
    }
}
