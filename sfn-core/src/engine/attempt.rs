//! An attempt at a task, while it is under way: its timers, its heartbeats, its end.

use std::sync::Arc;
use std::time::Duration;

use sfn_asl::ErrorName;

use super::failure::Failure;
use super::run::Run;
use super::strand::{Attempt, Heartbeat, Phase, Strand, Timer};
use super::task_events::timed_out_event;
use super::{Command, TaskId, TaskStart, TaskToken, TimerId, TimerReason};
use crate::program::{Kind, State, Task};

impl<'a> Run<'a> {
    pub fn task_heartbeat(&mut self, task: TaskId) {
        if self.attempted(task).is_none() {
            return;
        }
        let id = task.strand;
        let state = self.state(id);
        let Phase::Attempting(attempt) = &self.strand(id).phase else {
            return;
        };
        let Some((earlier, seconds)) = attempt
            .heartbeat
            .as_ref()
            .map(|known| (known.timer.id, known.seconds))
        else {
            return;
        };
        self.commands.list.push(Command::CancelTimer(earlier));
        let renewed = self.set_heartbeat(id, state, seconds);
        if let Phase::Attempting(attempt) = &mut self.strand(id).phase {
            attempt.heartbeat = Some(renewed);
        }
    }

    pub fn task_timer_fired(&mut self, id: u32, timer: TimerId) {
        let Phase::Attempting(attempt) = &self.strand(id).phase else {
            return;
        };
        let heartbeat = attempt
            .heartbeat
            .as_ref()
            .map(|heartbeat| heartbeat.timer.id);
        let timeout = attempt.timeout.as_ref().map(|timeout| timeout.id);
        let error = match timer {
            due if timeout == Some(due) => ErrorName::TIMEOUT,
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
    pub fn attempted(&self, task: TaskId) -> Option<(&'a State, &'a Task)> {
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
    pub fn end_attempt(&mut self, task: TaskId) -> Option<(&'a State, &'a Task)> {
        let attempted = self.attempted(task)?;
        if let Phase::Attempting(attempt) =
            std::mem::replace(&mut self.strand(task.strand).phase, Phase::Working)
        {
            self.cancel_timers(&attempt);
        }
        Some(attempted)
    }

    pub fn cancel_timers(&mut self, attempt: &Attempt) {
        let timers = attempt.timers().map(|timer| Command::CancelTimer(timer.id));
        self.commands.list.extend(timers);
    }

    pub fn set_heartbeat(&mut self, id: u32, state: &State, seconds: u64) -> Heartbeat {
        let reason = TimerReason::Heartbeat {
            state: state.name.clone(),
        };
        let at = self.now + Duration::from_secs(seconds);
        Heartbeat {
            timer: self.set_timer(Some(id), at, reason),
            seconds,
        }
    }
}

impl Attempt {
    /// The timers that end with the attempt.
    pub fn timers(&self) -> impl Iterator<Item = &Timer> {
        let heartbeat = self.heartbeat.as_ref().map(|heartbeat| &heartbeat.timer);
        self.timeout.iter().chain(heartbeat)
    }

    /// The command that begins it. `place` is the strand's.
    pub fn command(
        &self,
        place: u32,
        strand: &Strand,
        task: &Task,
        state: &State,
        execution_arn: &str,
    ) -> Command {
        let token = strand.token.map(|secret| TaskToken {
            execution_arn: execution_arn.to_owned(),
            strand: place,
            secret,
        });
        Command::StartTask(Box::new(TaskStart {
            task: TaskId {
                strand: place,
                number: self.number,
            },
            resource: Arc::clone(&task.resource),
            arguments: self.arguments.clone(),
            state: state.name.clone(),
            retry_count: strand.retry_count(),
            token: token.map(|token| token.to_string().into()),
            credentials_role_arn: self.credentials_role_arn.clone(),
        }))
    }
}
