//! Task: work outside the machine.

use std::sync::Arc;
use std::time::Duration;

use sfn_expr::Value;

use super::dataflow::{Carried, Scope, unusable};
use super::failure::Failure;
use super::run::{Progress, Run};
use super::strand::{Attempt, Phase};
use super::task_events::{failed_event, reference, succeeded_event};
use super::{TaskId, TimerReason, size};
use crate::history::{ActivityStarted, EventKind, Fault, ResourceOutput};
use crate::program::{Computed, Resource, State, Task};

impl Run<'_> {
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
        let number = self.execution.number();
        let mut attempt = Attempt {
            number,
            arguments,
            credentials_role_arn,
            timeout: None,
            heartbeat: None,
        };
        self.tell_of_start(id, task, &attempt, timeout, heartbeat);
        attempt.timeout = timeout.map(|seconds| {
            let reason = TimerReason::TaskTimeout {
                state: state.name.clone(),
            };
            self.set_timer(Some(id), self.now + Duration::from_secs(seconds), reason)
        });
        attempt.heartbeat = heartbeat.map(|seconds| self.set_heartbeat(id, state, seconds));
        let task_id = TaskId { strand: id, number };
        let start = attempt.command(task_id, task, state, self.strand(id).retry_count());
        self.commands.list.push(start);
        self.strand(id).phase = Phase::Attempting(Box::new(attempt));
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
            _ => Err(unusable(
                field,
                name,
                format!("The {name} field must be positive: {seconds}"),
            )),
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
}
