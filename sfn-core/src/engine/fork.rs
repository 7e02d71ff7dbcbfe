//! What Parallel and Map share: strands within a strand, all of which must succeed.

use sfn_expr::Value;

use super::dataflow::Carried;
use super::failure::Failure;
use super::run::{Progress, Run};
use super::strand::{Fork, Item, Parent, Phase, Strand};
use super::{Command, TaskId};
use crate::history::{EventKind, MapIteration};
use crate::program::{BlockIndex, Iterations, Kind};

impl Run<'_> {
    /// Begins a strand, whose first event follows `previous`.
    pub fn spawn(
        &mut self,
        parent: Option<Parent>,
        block: BlockIndex,
        input: Value,
        previous: u64,
        item: Option<Item>,
    ) -> u32 {
        let code = self.program.block(block);
        let strand = Strand {
            parent,
            block,
            state: code.start,
            input,
            variables: vec![None; code.variables.len()],
            item,
            last_event: previous,
            event_before_entry: previous,
            entry_event: 0,
            entered: self.now,
            retries: Vec::new(),
            token: None,
            phase: Phase::Entering,
        };
        let id = self.place(strand);
        self.execution.ready.push_back(id);
        id
    }

    /// Gives a strand a place.
    pub fn place(&mut self, strand: Strand) -> u32 {
        let strands = &mut self.execution.strands;
        let place = strands
            .iter()
            .position(Option::is_none)
            .unwrap_or(strands.len());
        if place == strands.len() {
            strands.push(None);
        }
        strands[place] = Some(strand);
        u32::try_from(place).unwrap_or(u32::MAX)
    }

    /// Takes a strand out of its place.
    pub fn release(&mut self, id: u32) -> Option<Strand> {
        let strand = self.execution.strands.get_mut(id as usize)?.take()?;
        if matches!(strand.phase, Phase::Entering | Phase::Working) {
            self.execution.ready.retain(|ready| *ready != id);
        }
        self.forget_variables(&strand);
        Some(strand)
    }

    /// The branches or iterations of a strand's state.
    pub fn fork(&mut self, id: u32) -> Option<&mut Fork> {
        match &mut self.strand(id).phase {
            Phase::Forked(fork) => Some(fork),
            Phase::Entering
            | Phase::Working
            | Phase::Attempting(_)
            | Phase::Waiting(_)
            | Phase::BackingOff(_)
            | Phase::Distributing(_) => None,
        }
    }

    /// A branch or iteration has come to its end; its last event is `last_event`.
    pub fn child_succeeded(&mut self, parent: Parent, child: u32, last_event: u64, output: Value) {
        let id = parent.strand;
        let Some(fork) = self.fork(id) else {
            return;
        };
        fork.children.retain(|known| *known != child);
        fork.results[parent.index as usize] = Some(output);
        fork.done += 1;
        let complete = fork.done as usize == fork.results.len();
        let state = self.state(id);
        self.strand(id).last_event = last_event;
        let begun = match &state.kind {
            Kind::Map(map) => {
                let iteration = MapIteration {
                    name: state.name.clone(),
                    index: parent.index.into(),
                };
                self.emit(id, EventKind::MapIterationSucceeded(iteration));
                match map.iterations {
                    Iterations::Inline(processor) => {
                        self.begin_iterations(id, map, processor, last_event)
                    }
                    Iterations::Distributed(_) => Ok(()),
                }
            }
            _ => Ok(()),
        };
        if let Err(failure) = begun {
            return self.fail_fork(id, failure);
        }
        if complete {
            let results = self
                .fork(id)
                .map(|fork| std::mem::take(&mut fork.results))
                .unwrap_or_default();
            let results: Vec<Value> = results.into_iter().flatten().collect();
            let joined = self.join(id, Value::from(results));
            self.settle(id, joined);
        }
    }

    /// All branches or iterations are done.
    pub fn join(&mut self, id: u32, results: Value) -> Result<Progress, Failure> {
        let state = self.state(id);
        let succeeded = match state.kind {
            Kind::Map(_) => EventKind::MapStateSucceeded,
            _ => EventKind::ParallelStateSucceeded,
        };
        let carried = Carried::Result(results);
        let departure = self.departure(id, &state.exit, carried, state.then)?;
        self.check_size(id, &departure)?;
        self.emit_aside(id, succeeded);
        Ok(Progress::Leave(departure))
    }

    /// A branch or iteration has failed.
    pub fn child_failed(&mut self, parent: Parent, child: u32, lost: Strand, failure: Failure) {
        let id = parent.strand;
        let last_event = lost.last_event;
        if let Some(fork) = self.fork(id) {
            fork.children.retain(|known| *known != child);
            fork.lose(lost);
        }
        let state = self.state(id);
        self.strand(id).last_event = last_event;
        if let Kind::Map(_) = state.kind {
            let iteration = MapIteration {
                name: state.name.clone(),
                index: parent.index.into(),
            };
            self.emit_aside(id, EventKind::MapIterationFailed(iteration));
        }
        self.fail_fork(id, failure);
    }

    /// Ends what is left of the branches or iterations, and fails the state that they belong to.
    pub fn fail_fork(&mut self, id: u32, failure: Failure) {
        let last_event = self.strand(id).last_event;
        self.abort_children(id, last_event);
        self.fail(id, failure);
    }

    fn abort_children(&mut self, id: u32, previous: u64) {
        let children = self
            .fork(id)
            .map(|fork| std::mem::take(&mut fork.children))
            .unwrap_or_default();
        for child in children {
            let lost = self.abort(child, previous);
            if let (Some(fork), Some(lost)) = (self.fork(id), lost) {
                fork.lose(lost);
            }
        }
    }

    /// Ends a strand because its surroundings end. What it was in tells so, after the event that is to blame.
    fn abort(&mut self, id: u32, previous: u64) -> Option<Strand> {
        self.abort_children(id, previous);
        let state = self.state(id);
        let strand = self.release(id)?;
        if let Phase::Distributing(_) = strand.phase {
            self.record(previous, EventKind::MapRunAborted);
        }
        let aborted = match state.kind {
            Kind::Task(_) => Some(EventKind::TaskStateAborted),
            Kind::Wait(_) => Some(EventKind::WaitStateAborted),
            Kind::Parallel(_) => Some(EventKind::ParallelStateAborted),
            Kind::Map(_) => Some(EventKind::MapStateAborted),
            Kind::Pass(_) | Kind::Choice(_) | Kind::Succeed | Kind::Fail(_) => None,
        };
        if let Some(aborted) = aborted.filter(|_| strand.phase != Phase::Entering) {
            self.record(previous, aborted);
        }
        if let (Some(_), Some(parent)) = (&strand.item, strand.parent) {
            let name = self.state(parent.strand).name.clone();
            let iteration = MapIteration {
                name,
                index: parent.index.into(),
            };
            self.record(previous, EventKind::MapIterationAborted(iteration));
        }
        match &strand.phase {
            Phase::Attempting(attempt) => {
                let task = TaskId {
                    strand: id,
                    number: attempt.number,
                };
                self.commands.list.push(Command::CancelTask(task));
                self.cancel_timers(attempt);
            }
            Phase::Waiting(timer) | Phase::BackingOff(timer) => {
                self.commands.list.push(Command::CancelTimer(timer.id));
            }
            Phase::Distributing(distribution) => {
                let task = TaskId {
                    strand: id,
                    number: distribution.number,
                };
                self.commands.list.push(Command::CancelTask(task));
            }
            Phase::Entering | Phase::Working | Phase::Forked(_) => {}
        }
        Some(strand)
    }
}
