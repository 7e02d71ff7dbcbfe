//! Who does a task: from its resource to a future.

use std::sync::{Arc, PoisonError, RwLock};

use sfn_expr::Value;

use super::activity::{Queued, Queues};
use super::{IntegrationProvider, TaskContext, TaskFuture, TaskRegistry, lambda};
use crate::program::{Pattern, Resource};

/// Finds who does a task.
pub(super) struct Dispatch {
    tasks: TaskRegistry,
    providers: RwLock<Vec<Arc<dyn IntegrationProvider>>>,
    activities: Arc<Queues>,
}

/// How a task is being done.
pub(super) enum Work {
    /// By this, in this process.
    Attempt(TaskFuture),
    /// By whoever asks the activity for work.
    Queued(Queued),
}

impl Dispatch {
    pub fn new(
        tasks: TaskRegistry,
        providers: Vec<Arc<dyn IntegrationProvider>>,
        activities: Arc<Queues>,
    ) -> Self {
        Self {
            tasks,
            providers: RwLock::new(providers),
            activities,
        }
    }

    /// Asks that provider after the ones that are known.
    pub fn add(&self, provider: Arc<dyn IntegrationProvider>) {
        // Nothing panics while it holds the lock.
        let mut providers = self
            .providers
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        providers.push(provider);
    }

    /// Begins an attempt: by the task that is registered for exactly the resource, by the function or the activity that
    /// it names, or by the first provider that serves it.
    ///
    /// # Errors
    /// What to register, if nobody does it.
    pub fn attempt(
        &self,
        resource: &Resource,
        arguments: Value,
        context: TaskContext,
    ) -> Result<Work, Arc<str>> {
        if let Some(handler) = self.tasks.resource(resource.text()) {
            return Ok(Work::Attempt(handler.call(arguments, context)));
        }
        let function = function(resource, &arguments);
        if let Some(refusal) = function.and_then(|name| self.tasks.contested(name)) {
            return Err(refusal.clone());
        }
        let handler = function.and_then(|name| self.tasks.function(name));
        if let Some(handler) = handler.cloned() {
            return Ok(Work::Attempt(match resource {
                Resource::Lambda { .. } => Box::pin(async move {
                    let result = handler.call(arguments, context).await;
                    result.map_err(lambda::failure)
                }),
                _ => Box::pin(async move {
                    let payload = lambda::payload(&arguments);
                    let result = handler.call(payload, context.clone()).await;
                    let result = result.map(|result| lambda::envelope(result, &context));
                    result.map_err(lambda::failure)
                }),
            }));
        }
        // A copy: what a provider does may take its time.
        let providers = self.providers.read();
        let providers = providers.unwrap_or_else(PoisonError::into_inner).clone();
        let mut provided = providers
            .iter()
            .filter_map(|provider| provider.attempt(resource, &arguments, &context));
        if let Some(provided) = provided.next() {
            return Ok(Work::Attempt(provided));
        }
        match resource {
            Resource::Activity { arn } => self.queue(arn, arguments, context),
            _ => Err(refusal(resource, function)),
        }
    }

    /// An activity's task is done by the task that is registered under the activity's name, or by a worker.
    fn queue(&self, arn: &str, input: Value, context: TaskContext) -> Result<Work, Arc<str>> {
        let name = arn.rsplit(':').next().unwrap_or_default();
        if let Some(refusal) = self.tasks.contested(name) {
            return Err(refusal.clone());
        }
        if let Some(handler) = self.tasks.function(name) {
            return Ok(Work::Attempt(handler.call(input, context)));
        }
        let queued = self.activities.push(arn, input, &context);
        // The words are AWS's (recorded).
        let queued = queued.ok_or_else(|| format!("The activity {arn} does not exist."))?;
        Ok(Work::Queued(queued))
    }
}

/// The function that a task calls, if it calls one.
fn function<'a>(resource: &'a Resource, arguments: &'a Value) -> Option<&'a str> {
    match resource {
        Resource::Lambda { function, .. } => Some(function),
        _ if is_invocation(resource) => {
            let name = arguments.get("FunctionName")?.as_str()?;
            Some(lambda::function_name(name))
        }
        _ => None,
    }
}

fn is_invocation(resource: &Resource) -> bool {
    matches!(
        resource,
        Resource::Integration { service, pattern: Pattern::RequestResponse | Pattern::WaitForTaskToken, action, .. }
            if &**service == "lambda" && matches!(&**action, "invoke" | "invoke.waitForTaskToken")
    )
}

fn refusal(resource: &Resource, function: Option<&str>) -> Arc<str> {
    let text = resource.text();
    match function {
        Some(name) => format!(
            "no task is registered for the function '{name}' of the resource '{text}': register one under the name \
             '{name}'"
        ),
        None => format!("nothing here serves the resource '{text}': register a task for exactly this resource"),
    }
    .into()
}

impl std::fmt::Debug for Dispatch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Dispatch")
            .field("tasks", &self.tasks)
            .finish_non_exhaustive()
    }
}
