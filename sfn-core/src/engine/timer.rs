//! Timers: what sets them, and what happens when their time has come.

use super::run::Run;
use super::strand::{Phase, Timer};
use super::{Command, TimerId, TimerReason};
use crate::clock::Timestamp;

impl Run<'_> {
    /// Sets a new timer, of a strand or of the execution itself.
    pub fn set_timer(&mut self, strand: Option<u32>, at: Timestamp, reason: TimerReason) -> Timer {
        let id = TimerId {
            strand,
            number: self.execution.number(),
        };
        let timer = Timer { id, at, reason };
        self.commands.list.push(timer.command());
        timer
    }

    pub fn timer_fired(&mut self, timer: TimerId) {
        let Some(id) = timer.strand else {
            if self
                .execution
                .timeout
                .as_ref()
                .is_some_and(|timeout| timeout.id == timer)
            {
                self.time_out_execution();
            }
            return;
        };
        let strand = self
            .execution
            .strands
            .get(id as usize)
            .and_then(Option::as_ref);
        match strand.map(|strand| &strand.phase) {
            Some(Phase::Waiting(due)) if due.id == timer => {
                let left = self.leave_wait(id, self.state(id));
                self.settle(id, left);
            }
            // The state is not entered again: it goes on where it failed.
            Some(Phase::BackingOff(due)) if due.id == timer => self.make_ready(id),
            Some(Phase::Attempting(_)) => self.task_timer_fired(id, timer),
            _ => {}
        }
    }
}

impl Timer {
    pub fn command(&self) -> Command {
        Command::SetTimer {
            timer: self.id,
            at: self.at,
            reason: self.reason.clone(),
        }
    }
}
