//! Which handler stands behind a function's name or a resource.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use super::TaskHandler;
#[cfg(any(feature = "inventory", test))]
use crate::registry::LinkedTask;

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
    /// The names that several tasks of the program have, each with what to do about it.
    contested: HashMap<Arc<str>, Arc<str>>,
}

impl TaskRegistry {
    /// A registry without tasks.
    pub fn new() -> Self {
        Self::default()
    }

    /// Registers a handler as the Lambda function of that name, in place of an earlier one.
    pub fn insert_function(&mut self, name: impl Into<Arc<str>>, handler: impl TaskHandler) {
        let name = name.into();
        self.contested.remove(&name);
        self.functions.insert(name, Arc::new(handler));
    }

    /// Registers a handler for exactly that `Resource`, in place of an earlier one.
    pub fn insert_resource(&mut self, resource: impl Into<Arc<str>>, handler: impl TaskHandler) {
        self.resources.insert(resource.into(), Arc::new(handler));
    }

    /// The tasks of a program, which are sorted by name. Of several with one name none is run: a state that calls one
    /// fails, and its cause says where they are.
    #[cfg(any(feature = "inventory", test))]
    pub(crate) fn of(tasks: &[&LinkedTask]) -> Self {
        let mut registry = Self::new();
        for namesakes in tasks.chunk_by(|one, other| one.spec.name == other.spec.name) {
            let name = namesakes[0].spec.name;
            match namesakes {
                [task] => registry.insert_function(name, task.handle),
                several => {
                    let places: Vec<&str> = several.iter().map(|task| task.spec.place).collect();
                    let refusal = format!(
                        "several tasks of this program are called '{name}', at {}: give each a name of its own, \
                         `#[task(name = \"…\")]`",
                        places.join(" and ")
                    );
                    registry.contested.insert(name.into(), refusal.into());
                }
            }
            for task in namesakes {
                if let Some(resource) = task.spec.resource {
                    registry.insert_resource(resource, task.handle);
                }
            }
        }
        registry
    }

    /// Why nobody does the work of a function, where its name stands for several tasks.
    pub(super) fn contested(&self, name: &str) -> Option<&Arc<str>> {
        self.contested.get(name)
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

#[cfg(test)]
mod tests {
    use super::TaskRegistry;
    use crate::errors::ErrorNames;
    use crate::registry::LinkedTask;
    use crate::task::TaskSpec;

    const fn task(name: &'static str, place: &'static str) -> LinkedTask {
        let spec = TaskSpec {
            name,
            resource: None,
            parameters: &[],
            timeout_seconds: None,
            heartbeat_seconds: None,
            retry: &[],
            service_retry: false,
            errors: ErrorNames {
                of: "",
                own: &[],
                inner: &[],
            },
            place,
        };
        LinkedTask::new(spec, |value| Box::pin(async { Ok(value) }))
    }

    #[test]
    fn namesakes_are_not_run_until_one_is_chosen() {
        let (check, pack) = (task("check", "stock.rs:3"), task("pack", "a.rs:7"));
        let namesake = task("pack", "b.rs:9");
        let mut registry = TaskRegistry::of(&[&check, &pack, &namesake]);
        assert!(registry.function("check").is_some());
        assert!(registry.function("pack").is_none());
        assert_eq!(
            registry.contested("pack").map(|refusal| &**refusal),
            Some(
                "several tasks of this program are called 'pack', at a.rs:7 and b.rs:9: give each a name of its own, \
                 `#[task(name = \"…\")]`"
            )
        );
        registry.insert_function("pack", namesake.handle);
        assert!(registry.function("pack").is_some());
        assert!(registry.contested("pack").is_none());
    }
}
