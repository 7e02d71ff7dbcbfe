//! Going on with an execution that was loaded from a store.

use super::Command;
use super::run::Run;
use super::strand::{Phase, Stage};
use crate::program::Kind;

impl Run<'_> {
    /// Commands again what is under way: attempts at tasks, and timers. Nothing of it is told in the history.
    pub fn resume(&mut self) {
        let program = self.program;
        let mut commands: Vec<Command> = self
            .execution
            .timeout
            .iter()
            .map(|timer| timer.command())
            .collect();
        for (place, strand) in (0..).zip(&self.execution.strands) {
            let Some(strand) = strand else {
                continue;
            };
            let state = program.state(strand.state);
            match (&strand.phase, &state.kind) {
                (Phase::Attempting(attempt), Kind::Task(task)) => {
                    if attempt.stage != Stage::Outside {
                        let arn = &self.execution.identity.execution_arn;
                        commands.push(attempt.command(place, strand, task, state, arn));
                    }
                    commands.extend(attempt.timers().map(|timer| timer.command()));
                }
                (Phase::Waiting(timer) | Phase::BackingOff(timer), _) => {
                    commands.push(timer.command())
                }
                (Phase::Distributing(distribution), _) => {
                    commands.extend(distribution.command(place, state));
                }
                // What is ready goes on by itself, and a fork with its children.
                _ => {}
            }
        }
        self.commands.list.append(&mut commands);
    }
}
