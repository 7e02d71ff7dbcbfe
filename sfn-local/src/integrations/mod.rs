//! Services that Task states call and that are served here: Step Functions itself.
//!
//! One file for each way to call it: `nested.rs` for the optimized `states:startExecution`, `sdk.rs` for any operation
//! as `aws-sdk:sfn`. Both go through the operations that clients use, so that they check and refuse alike.

mod nested;
mod sdk;
#[cfg(test)]
mod tests;
mod wire;

use std::sync::Weak;

use sfn_core::expr::Value;
use sfn_core::program::Resource;
use sfn_core::runtime::{IntegrationProvider, TaskContext, TaskFuture};

use crate::Endpoint;
use crate::endpoint::Shared;

/// Serves calls of the endpoint by its own executions. It does not keep the endpoint alive.
pub(crate) struct OwnApi(Weak<Shared>);

impl OwnApi {
    pub fn new(endpoint: Weak<Shared>) -> Self {
        Self(endpoint)
    }
}

impl IntegrationProvider for OwnApi {
    fn attempt(
        &self,
        resource: &Resource,
        arguments: &Value,
        context: &TaskContext,
    ) -> Option<TaskFuture> {
        let Resource::Integration {
            service,
            action,
            pattern,
            ..
        } = resource
        else {
            return None;
        };
        let endpoint = Endpoint::from_shared(self.0.upgrade()?);
        let action = action.split('.').next().unwrap_or_default().to_owned();
        let (pattern, arguments, context) = (*pattern, arguments.clone(), context.clone());
        match (&**service, action.as_str()) {
            ("states", "startExecution") => Some(Box::pin(async move {
                nested::start(&endpoint, pattern, &arguments, &context).await
            })),
            ("aws-sdk:sfn", _) => Some(Box::pin(async move {
                sdk::call(&endpoint, &action, &arguments, &context).await
            })),
            _ => None,
        }
    }
}
