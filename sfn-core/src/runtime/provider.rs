//! The place for services: who serves the Task states that no registered task serves.

use sfn_expr::Value;

use super::{TaskContext, TaskFuture};
use crate::program::Resource;

/// Serves service integrations: the real services of AWS, or something in their place.
///
/// ```
/// use sfn_core::program::Resource;
/// use sfn_core::runtime::{IntegrationProvider, Runtime, TaskContext, TaskFuture};
/// use sfn_expr::Value;
///
/// /// Answers every call of a queue with a message id.
/// struct Queues;
///
/// impl IntegrationProvider for Queues {
///     fn attempt(&self, resource: &Resource, _: &Value, _: &TaskContext) -> Option<TaskFuture> {
///         match resource {
///             Resource::Integration { service, .. } if &**service == "sqs" => Some(Box::pin(async {
///                 Ok(Value::from_iter([("MessageId", "1")].map(|(key, value)| format!("{key}={value}"))))
///             })),
///             _ => None,
///         }
///     }
/// }
///
/// let runtime = Runtime::builder().integrations(Queues).build();
/// ```
pub trait IntegrationProvider: Send + Sync + 'static {
    /// Begins an attempt; `None` if this provider does not serve the resource.
    ///
    /// The result and the failure are what the execution sees: nothing wraps them.
    fn attempt(
        &self,
        resource: &Resource,
        arguments: &Value,
        context: &TaskContext,
    ) -> Option<TaskFuture>;
}
