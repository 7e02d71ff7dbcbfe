//! Task: work outside the machine.

use std::sync::Arc;
use std::time::Duration;

use sfn_asl::ErrorName;
use sfn_expr::Value;

use super::dataflow::{Carried, Scope};
use super::failure::Failure;
use super::run::{Progress, Run};
use super::strand::{Attempt, Heartbeat, Phase};
use super::{Command, TaskId, TaskStart, TimerId, TimerReason, size};
use crate::history::{
    ActivityScheduled, ActivityStarted, EventKind, Fault, LambdaFunctionScheduled, ResourceFault,
    ResourceOutput, ResourceRef, Succeeded, TaskScheduled,
};
use crate::program::{Computed, Kind, Resource, State, Task};

impl<'a> Run<'a> {
    pub fn work_task(&mut self, id: u32, state: &State, task: &Task) -> Result<Progress, Failure> {
        let mut scope = Scope::of(id);
        let timeout = self.seconds(&mut scope, task.timeout_seconds.as_ref(), "TimeoutSeconds")?;
        let heartbeat = self.seconds(
            &mut scope,
            task.heartbeat_seconds.as_ref(),
            "HeartbeatSeconds",
        )?;
        let credentials_role_arn = task
            .credentials
            .as_ref()
            .map(|role| self.text(&mut scope, role))
            .transpose()?;
        let arguments = self.enter_data(id, &state.entry)?;
        if size::is_too_large(&arguments) {
            return Err(Failure::too_large(&state.name));
        }
        let mut attempt = Attempt {
            number: self.execution.number(),
            timeout: None,
            heartbeat: None,
        };
        let start = TaskStart {
            task: TaskId {
                strand: id,
                number: attempt.number,
            },
            resource: Arc::clone(&task.resource),
            arguments,
            state: state.name.clone(),
            retry_count: self.strand(id).retry_count(),
            credentials_role_arn,
        };
        self.tell_of_start(id, &start, timeout, heartbeat);
        if let Some(seconds) = timeout {
            let reason = TimerReason::TaskTimeout {
                state: state.name.clone(),
            };
            attempt.timeout = Some(self.set_timer(id, seconds, reason));
        }
        if let Some(seconds) = heartbeat {
            attempt.heartbeat = Some(self.set_heartbeat(id, seconds));
        }
        self.strand(id).phase = Phase::Attempting(attempt);
        self.commands.list.push(Command::StartTask(Box::new(start)));
        Ok(Progress::Parked)
    }

    fn seconds(
        &mut self,
        scope: &mut Scope<'_>,
        field: Option<&Computed<i64>>,
        name: &str,
    ) -> Result<Option<u64>, Failure> {
        let Some(field) = field else {
            return Ok(None);
        };
        let seconds = self.integer(scope, field)?;
        match u64::try_from(seconds) {
            Ok(seconds) if seconds > 0 => Ok(Some(seconds)),
            _ => Err(Failure::unusable(
                format!("The {name} field must be positive: {seconds}"),
                name.into(),
            )),
        }
    }

    fn tell_of_start(
        &mut self,
        id: u32,
        start: &TaskStart,
        timeout: Option<u64>,
        heartbeat: Option<u64>,
    ) {
        let input = start.arguments.clone();
        let credentials_role_arn = start.credentials_role_arn.clone();
        match &*start.resource {
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

    pub fn task_started(&mut self, task: TaskId, worker: Option<Arc<str>>) {
        if let Some((_, compiled)) = self.attempted(task)
            && let Resource::Activity { .. } = *compiled.resource
        {
            self.emit(
                task.strand,
                EventKind::ActivityStarted(ActivityStarted {
                    worker_name: worker,
                }),
            );
        }
    }

    pub fn task_submitted(&mut self, task: TaskId, output: Value) {
        if let Some((_, compiled)) = self.attempted(task) {
            let resource = reference(&compiled.resource);
            self.emit(
                task.strand,
                EventKind::TaskSubmitted(Box::new(ResourceOutput { resource, output })),
            );
        }
    }

    pub fn task_heartbeat(&mut self, task: TaskId) {
        if self.attempted(task).is_none() {
            return;
        }
        let id = task.strand;
        let Phase::Attempting(Attempt {
            heartbeat: Some(heartbeat),
            ..
        }) = &self.strand(id).phase
        else {
            return;
        };
        let (earlier, seconds) = (heartbeat.timer, heartbeat.seconds);
        self.commands.list.push(Command::CancelTimer(earlier));
        let renewed = self.set_heartbeat(id, seconds);
        if let Phase::Attempting(attempt) = &mut self.strand(id).phase {
            attempt.heartbeat = Some(renewed);
        }
    }

    pub fn task_succeeded(&mut self, task: TaskId, result: Value) {
        let Some((state, compiled)) = self.end_attempt(task) else {
            return;
        };
        let id = task.strand;
        if size::is_too_large(&result) {
            let owner = match &*compiled.resource {
                Resource::Integration { service, .. } => service,
                other => other.text(),
            };
            let failure = Failure::too_large(owner);
            self.emit(id, failed_event(&compiled.resource, failure.fault()));
            return self.fail(id, failure);
        }
        self.emit(id, succeeded_event(&compiled.resource, result.clone()));
        let left = self.depart(id, &state.exit, Carried::Result(result), state.then);
        self.settle(id, left);
    }

    pub fn task_failed(&mut self, task: TaskId, fault: Fault) {
        if let Some((_, compiled)) = self.end_attempt(task) {
            self.emit(task.strand, failed_event(&compiled.resource, fault.clone()));
            self.fail(task.strand, Failure::told(fault.error, fault.cause));
        }
    }

    pub fn task_refused(&mut self, task: TaskId, reason: Arc<str>) {
        if self.end_attempt(task).is_some() {
            self.fail(task.strand, Failure::runtime(reason));
        }
    }

    pub fn task_timer_fired(&mut self, id: u32, timer: TimerId) {
        let Phase::Attempting(attempt) = &self.strand(id).phase else {
            return;
        };
        let heartbeat = attempt.heartbeat.as_ref().map(|heartbeat| heartbeat.timer);
        let error = match timer {
            due if attempt.timeout == Some(due) => ErrorName::TIMEOUT,
            due if heartbeat == Some(due) => ErrorName::HEARTBEAT_TIMEOUT,
            _ => return,
        };
        let task = TaskId {
            strand: id,
            number: attempt.number,
        };
        if let Some((_, compiled)) = self.end_attempt(task) {
            self.commands.list.push(Command::CancelTask(task));
            let failure = Failure::timeout(&error);
            self.emit(id, timed_out_event(&compiled.resource, failure.fault()));
            self.fail(id, failure);
        }
    }

    /// The state that waits for this very attempt, if one does.
    fn attempted(&self, task: TaskId) -> Option<(&'a State, &'a Task)> {
        let strand = self.execution.strands.get(task.strand as usize)?.as_ref()?;
        let waits =
            matches!(&strand.phase, Phase::Attempting(attempt) if attempt.number == task.number);
        let state = self.program.state(strand.state);
        match &state.kind {
            Kind::Task(compiled) if waits => Some((state, compiled)),
            _ => None,
        }
    }

    /// Ends an attempt that is under way, and its timers with it.
    fn end_attempt(&mut self, task: TaskId) -> Option<(&'a State, &'a Task)> {
        let attempted = self.attempted(task)?;
        if let Phase::Attempting(attempt) =
            std::mem::replace(&mut self.strand(task.strand).phase, Phase::Working)
        {
            self.cancel_timers(&attempt);
        }
        Some(attempted)
    }

    pub fn cancel_timers(&mut self, attempt: &Attempt) {
        let heartbeat = attempt.heartbeat.as_ref().map(|heartbeat| heartbeat.timer);
        let timers = attempt.timeout.into_iter().chain(heartbeat);
        self.commands.list.extend(timers.map(Command::CancelTimer));
    }

    fn set_heartbeat(&mut self, id: u32, seconds: u64) -> Heartbeat {
        let reason = TimerReason::Heartbeat {
            state: self.state(id).name.clone(),
        };
        Heartbeat {
            timer: self.set_timer(id, seconds, reason),
            seconds,
        }
    }

    fn set_timer(&mut self, id: u32, seconds: u64, reason: TimerReason) -> TimerId {
        let timer = self.timer(id);
        let at = self.now + Duration::from_secs(seconds);
        self.commands
            .list
            .push(Command::SetTimer { timer, at, reason });
        timer
    }
}

/// The two words for a resource in the details of `Task…` events.
fn reference(resource: &Resource) -> ResourceRef {
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

fn succeeded_event(resource: &Resource, output: Value) -> EventKind {
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

fn failed_event(resource: &Resource, fault: Fault) -> EventKind {
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

fn timed_out_event(resource: &Resource, fault: Fault) -> EventKind {
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
