//! How an execution ends: by its machine, by its time, by its history or by somebody's wish.

use std::sync::Arc;
use std::time::Duration;

use sfn_asl::ErrorName;
use sfn_expr::Value;

use super::failure::Failure;
use super::run::Run;
use super::strand::Phase;
use super::{Command, Outcome, Status, TaskId, TimerReason};
use crate::history::{EventKind, Fault, MAX_EVENTS, Succeeded};

/// The longest that an Express execution takes (AWS quota "Maximum execution time" of Express workflows).
const MAX_EXPRESS: Duration = Duration::from_secs(5 * 60);

impl Run<'_> {
    pub fn set_execution_timer(&mut self) {
        let bound = self.execution.identity.express.then_some(MAX_EXPRESS);
        if let Some(timeout) = self.program.timeout.into_iter().chain(bound).min() {
            let timer = self.set_timer(None, self.now + timeout, TimerReason::ExecutionTimeout);
            self.execution.timeout = Some(timer);
        }
    }

    pub fn succeed_execution(&mut self, previous: u64, output: Value) {
        self.record(
            previous,
            EventKind::ExecutionSucceeded(Succeeded {
                output: output.clone(),
            }),
        );
        self.finish(Status::Succeeded, Some(output), Fault::default());
    }

    pub fn fail_execution(&mut self, previous: u64, failure: &Failure) {
        self.record(previous, EventKind::ExecutionFailed(failure.fault()));
        self.finish(Status::Failed, None, failure.fault());
    }

    /// Somebody stops the execution: no state tells of it, and the event follows nothing (recorded).
    pub fn abort_execution(&mut self, fault: Fault) {
        self.record(0, EventKind::ExecutionAborted(fault.clone()));
        self.finish(Status::Aborted, None, fault);
    }

    /// The machine's `TimeoutSeconds` are over. The record of the execution has neither error nor cause (measured).
    pub fn time_out_execution(&mut self) {
        let error: Arc<str> = ErrorName::TIMEOUT.as_str().into();
        self.record(
            0,
            EventKind::ExecutionTimedOut(Fault {
                error: Some(error),
                cause: None,
            }),
        );
        self.finish(Status::TimedOut, None, Fault::default());
    }

    /// The history is full: its last event says so.
    pub fn fail_by_history_limit(&mut self) {
        let cause =
            format!("The execution reached the maximum number of history events ({MAX_EVENTS}).");
        let fault = Fault {
            error: Some(ErrorName::RUNTIME.as_str().into()),
            cause: Some(cause.into()),
        };
        let previous = self.execution.last_event;
        // What the turn that filled it has done besides is void, an end by failure included.
        self.full = false;
        self.commands
            .list
            .retain(|command| !matches!(command, Command::Finish(_)));
        self.append(
            MAX_EVENTS,
            previous,
            EventKind::ExecutionFailed(fault.clone()),
        );
        self.finish(Status::Failed, None, fault);
    }

    fn finish(&mut self, status: Status, output: Option<Value>, fault: Fault) {
        let mut strands = std::mem::take(&mut self.execution.strands);
        for (place, strand) in (0..).zip(&strands) {
            let number = match strand.as_ref().map(|strand| &strand.phase) {
                Some(Phase::Attempting(attempt)) => attempt.number,
                Some(Phase::Distributing(distribution)) => distribution.number,
                _ => continue,
            };
            let task = TaskId {
                strand: place,
                number,
            };
            self.commands.list.push(Command::CancelTask(task));
        }
        if status != Status::Succeeded {
            self.execution.keep_for_redrive(&mut strands);
        }
        self.execution.ready.clear();
        self.execution.variable_bytes = 0;
        let outcome = Outcome {
            status,
            output,
            error: fault.error,
            cause: fault.cause,
            started: self.execution.started.unwrap_or(self.now),
            stopped: self.now,
        };
        self.execution.outcome = Some(outcome.clone());
        self.commands.list.push(Command::Finish(Box::new(outcome)));
    }
}
