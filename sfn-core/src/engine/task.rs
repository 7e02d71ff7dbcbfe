//! Task: work outside the machine.

use std::sync::Arc;
use std::time::Duration;

use sfn_expr::Value;

use super::dataflow::{Carried, Scope, unusable};
use super::failure::Failure;
use super::probe::DataStage;
use super::run::{Progress, Run};
use super::strand::{Answer, Attempt, Limits, Phase, Stage};
use super::task_events::{failed_event, reference, succeeded_event};
use super::token::Secret;
use super::{TaskId, TimerReason, size};
use crate::history::{ActivityStarted, EventKind, Fault, ResourceOutput};
use crate::program::{Computed, Resource, State, Task};

impl Run<'_> {
    pub fn work_task(&mut self, id: u32, state: &State, task: &Task) -> Result<Progress, Failure> {
        let number = self.execution.number();
        let is_activity = matches!(*task.resource, Resource::Activity { .. });
        if is_activity || task.resource.waits_for_token() {
            // Each attempt has a token of its own.
            let nonce = self.execution.random.bits();
            self.strand(id).token = Some(Secret { number, nonce });
        }
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
            number,
            arguments,
            credentials_role_arn,
            timeout: None,
            heartbeat: None,
            limits: Limits { timeout, heartbeat },
            stage: Stage::Commanded,
            waits_for_token: task.resource.waits_for_token(),
            early: None,
        };
        // An activity tells when it has taken the task: it may not exist.
        if !is_activity {
            self.tell_of_start(id, task, &attempt);
        }
        attempt.timeout = timeout.map(|seconds| {
            let reason = TimerReason::TaskTimeout {
                state: state.name.clone(),
            };
            self.set_timer(Some(id), self.now + Duration::from_secs(seconds), reason)
        });
        attempt.heartbeat = heartbeat.map(|seconds| self.set_heartbeat(id, state, seconds));
        let execution_arn = self.execution.identity.execution_arn.clone();
        let strand = self.strand(id);
        let start = attempt.command(id, strand, task, state, &execution_arn);
        strand.phase = Phase::Attempting(Box::new(attempt));
        self.commands.list.push(start);
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

    pub fn task_queued(&mut self, task: TaskId) {
        let Some((_, compiled)) = self.attempted(task) else {
            return;
        };
        let Phase::Attempting(attempt) = &mut self.strand(task.strand).phase else {
            return;
        };
        // It is queued anew when the execution is resumed.
        if attempt.stage == Stage::Commanded {
            attempt.stage = Stage::Queued;
            let attempt = attempt.clone();
            self.tell_of_start(task.strand, compiled, &attempt);
        }
    }

    pub fn task_started(&mut self, task: TaskId, worker: Option<Arc<str>>, outside: bool) {
        let Some((_, compiled)) = self.attempted(task) else {
            return;
        };
        if !matches!(*compiled.resource, Resource::Activity { .. }) {
            return;
        }
        self.task_queued(task);
        let id = task.strand;
        let Phase::Attempting(attempt) = &mut self.strand(id).phase else {
            return;
        };
        if let Stage::Started | Stage::Outside = attempt.stage {
            // It was commanded anew, after a crash.
            return;
        }
        attempt.stage = if outside {
            Stage::Outside
        } else {
            Stage::Started
        };
        self.emit(
            id,
            EventKind::ActivityStarted(ActivityStarted {
                worker_name: worker,
            }),
        );
    }

    pub fn task_submitted(&mut self, task: TaskId, output: Value) {
        let Some((_, compiled)) = self.attempted(task) else {
            return;
        };
        let id = task.strand;
        let resource = reference(&compiled.resource);
        let Phase::Attempting(attempt) = &mut self.strand(id).phase else {
            return;
        };
        if attempt.stage == Stage::Outside {
            return;
        }
        if attempt.waits_for_token {
            attempt.stage = Stage::Outside;
        }
        let early = attempt.early.take();
        self.emit(
            id,
            EventKind::TaskSubmitted(Box::new(ResourceOutput { resource, output })),
        );
        if let Some(answer) = early {
            self.token_answered(task, *answer);
        }
    }

    /// An answer by the task's token. One that comes before the request is done waits for that: AWS tells of the
    /// request first.
    pub fn token_answered(&mut self, task: TaskId, answer: Answer) {
        if self.attempted(task).is_none() {
            return;
        }
        let Phase::Attempting(attempt) = &mut self.strand(task.strand).phase else {
            return;
        };
        if attempt.waits_for_token && attempt.stage != Stage::Outside {
            // The first answer counts.
            attempt.early.get_or_insert_with(|| Box::new(answer));
            return;
        }
        match answer {
            Answer::Success(output) => self.task_succeeded(task, output),
            Answer::Failure(fault) => self.task_failed(task, fault),
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
        self.show(id, DataStage::Result, &result);
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
