//! Which handler stands behind a function's name or a resource.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use super::TaskHandler;

/// The tasks that a runtime can run in its own process.
///
/// ```
/// use sfn_core::runtime::TaskRegistry;
///
/// let mut tasks = TaskRegistry::new();
/// tasks.insert_function("double", async |n: sfn_expr::Value| Ok((n.as_i64().unwrap_or(0) * 2).into()));
/// assert!(tasks.function("double").is_some());
/// assert!(tasks.function("triple").is_none());
/// ```
#[derive(Clone, Default)]
pub struct TaskRegistry {
    functions: HashMap<Arc<str>, Arc<dyn TaskHandler>>,
    resources: HashMap<Arc<str>, Arc<dyn TaskHandler>>,
}

impl TaskRegistry {
    /// A registry without tasks.
    pub fn new() -> Self {
        Self::default()
    }

    /// Registers a handler as the Lambda function of that name, in place of an earlier one.
    pub fn insert_function(&mut self, name: impl Into<Arc<str>>, handler: impl TaskHandler) {
        self.functions.insert(name.into(), Arc::new(handler));
    }

    /// Registers a handler for exactly that `Resource`, in place of an earlier one.
    pub fn insert_resource(&mut self, resource: impl Into<Arc<str>>, handler: impl TaskHandler) {
        self.resources.insert(resource.into(), Arc::new(handler));
    }

    /// The handler of a function.
    pub fn function(&self, name: &str) -> Option<&Arc<dyn TaskHandler>> {
        self.functions.get(name)
    }

    /// The handler of a resource.
    pub fn resource(&self, resource: &str) -> Option<&Arc<dyn TaskHandler>> {
        self.resources.get(resource)
    }
}

impl fmt::Debug for TaskRegistry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TaskRegistry")
            .field("functions", &self.functions.keys())
            .field("resources", &self.resources.keys())
            .finish()
    }
}
