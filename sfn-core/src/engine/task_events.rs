//! What histories tell of tasks: each kind of resource has event types of its own.

use sfn_expr::Value;

use super::run::Run;
use super::strand::{Attempt, Limits};
use crate::history::{
    ActivityScheduled, EventKind, Fault, LambdaFunctionScheduled, ResourceFault, ResourceOutput,
    ResourceRef, Succeeded, TaskScheduled,
};
use crate::program::{Resource, Task};

impl Run<'_> {
    /// Tells that an attempt begins.
    pub fn tell_of_start(&mut self, id: u32, task: &Task, attempt: &Attempt) {
        let Limits { timeout, heartbeat } = attempt.limits;
        let input = attempt.arguments.clone();
        let credentials_role_arn = attempt.credentials_role_arn.clone();
        match &*task.resource {
            Resource::Lambda { arn, .. } => {
                let scheduled = LambdaFunctionScheduled {
                    resource: arn.clone(),
                    input,
                    timeout_in_seconds: timeout,
                    credentials_role_arn,
                };
                self.emit(id, EventKind::LambdaFunctionScheduled(Box::new(scheduled)));
                self.emit(id, EventKind::LambdaFunctionStarted);
            }
            Resource::Activity { arn } => {
                let scheduled = ActivityScheduled {
                    resource: arn.clone(),
                    input,
                    timeout_in_seconds: timeout,
                    heartbeat_in_seconds: heartbeat,
                };
                self.emit(id, EventKind::ActivityScheduled(Box::new(scheduled)));
            }
            resource @ (Resource::Integration { .. } | Resource::Other { .. }) => {
                let resource = reference(resource);
                let scheduled = TaskScheduled {
                    resource: resource.clone(),
                    region: self.execution.identity.region.clone(),
                    parameters: input,
                    timeout_in_seconds: timeout,
                    heartbeat_in_seconds: heartbeat,
                    credentials_role_arn,
                };
                self.emit(id, EventKind::TaskScheduled(Box::new(scheduled)));
                self.emit(id, EventKind::TaskStarted(resource));
            }
        }
    }
}

/// The two words for a resource in the details of `Task…` events.
pub(super) fn reference(resource: &Resource) -> ResourceRef {
    match resource {
        Resource::Integration {
            service, action, ..
        } => ResourceRef {
            resource_type: service.clone(),
            resource: action.clone(),
        },
        // AWS has no such tasks. The text of the resource tells most.
        other => ResourceRef {
            resource_type: "task".into(),
            resource: other.text().into(),
        },
    }
}

pub(super) fn succeeded_event(resource: &Resource, output: Value) -> EventKind {
    match resource {
        Resource::Lambda { .. } => EventKind::LambdaFunctionSucceeded(Succeeded { output }),
        Resource::Activity { .. } => EventKind::ActivitySucceeded(Succeeded { output }),
        Resource::Integration { .. } | Resource::Other { .. } => {
            EventKind::TaskSucceeded(Box::new(ResourceOutput {
                resource: reference(resource),
                output,
            }))
        }
    }
}

pub(super) fn failed_event(resource: &Resource, fault: Fault) -> EventKind {
    match resource {
        Resource::Lambda { .. } => EventKind::LambdaFunctionFailed(fault),
        Resource::Activity { .. } => EventKind::ActivityFailed(fault),
        Resource::Integration { .. } | Resource::Other { .. } => {
            EventKind::TaskFailed(Box::new(ResourceFault {
                resource: reference(resource),
                fault,
            }))
        }
    }
}

pub(super) fn timed_out_event(resource: &Resource, fault: Fault) -> EventKind {
    match resource {
        Resource::Lambda { .. } => EventKind::LambdaFunctionTimedOut(fault),
        Resource::Activity { .. } => EventKind::ActivityTimedOut(fault),
        Resource::Integration { .. } | Resource::Other { .. } => {
            EventKind::TaskTimedOut(Box::new(ResourceFault {
                resource: reference(resource),
                fault,
            }))
        }
    }
}
