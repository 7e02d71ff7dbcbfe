//! One step: what all kinds of states share, from the queue of strands to the events they leave behind.

use sfn_asl::StateType;
use sfn_expr::Value;

use super::failure::Failure;
use super::probe::Probe;
use super::size::is_too_large;
use super::strand::{Answer, Phase, Strand};
use super::{Commands, Execution, MAX_TURNS_PER_STEP, Stimulus};
use crate::clock::Timestamp;
use crate::history::{Event, EventKind, ExecutionStarted, MAX_EVENTS, StateEntered, StateExited};
use crate::program::{Assigned, Kind, Program, State, StateIndex, Then};

/// A step under way.
pub(super) struct Run<'a> {
    pub program: &'a Program,
    pub execution: &'a mut Execution,
    pub now: Timestamp,
    pub commands: Commands,
    /// The history is full: what this turn does from here on is thrown away.
    pub full: bool,
    /// The values of an expression's variables; kept for its allocation.
    pub slots: Vec<Option<Value>>,
    /// Only in a test of a state.
    pub probe: Option<&'a mut Probe>,
}

/// What came of a state's work.
pub(super) enum Progress {
    /// The state is done.
    Leave(Departure),
    /// The strand waits for something.
    Parked,
}

/// How a state is left.
pub(super) struct Departure {
    pub output: Value,
    pub assigned: Vec<Assigned>,
    pub then: Then,
}

impl<'a> Run<'a> {
    pub fn new(program: &'a Program, execution: &'a mut Execution, now: Timestamp) -> Self {
        Self {
            program,
            execution,
            now,
            commands: Commands::default(),
            full: false,
            slots: Vec::new(),
            probe: None,
        }
    }

    pub fn take(mut self, stimulus: Stimulus) -> Commands {
        if self.execution.outcome.is_some() && stimulus != Stimulus::Redrive {
            return self.commands;
        }
        match stimulus {
            Stimulus::Start => self.start(),
            Stimulus::Continue => {}
            Stimulus::Resume => self.resume(),
            Stimulus::Redrive => self.redrive(),
            Stimulus::TaskQueued { task } => self.task_queued(task),
            Stimulus::TaskStarted {
                task,
                worker,
                outside,
            } => self.task_started(task, worker, outside),
            Stimulus::TaskSubmitted { task, output } => self.task_submitted(task, output),
            Stimulus::TaskHeartbeat { task } => self.task_heartbeat(task),
            Stimulus::TaskSucceeded { task, result } if self.distributes(task) => {
                self.distribution_succeeded(task, result);
            }
            Stimulus::TaskFailed { task, fault } if self.distributes(task) => {
                self.distribution_failed(task, fault);
            }
            Stimulus::TaskSucceeded { task, result } => self.task_succeeded(task, result),
            Stimulus::TaskFailed { task, fault } => self.task_failed(task, fault),
            Stimulus::TokenSucceeded { task, output } => {
                self.token_answered(task, Answer::Success(output));
            }
            Stimulus::TokenFailed { task, fault } => {
                self.token_answered(task, Answer::Failure(fault));
            }
            Stimulus::TaskRefused { task, reason } => self.task_refused(task, reason),
            Stimulus::TimerFired { timer } => self.timer_fired(timer),
            Stimulus::Stop { fault } => self.abort_execution(fault),
        }
        self.go();
        self.commands
    }

    fn start(&mut self) {
        if self.execution.started.is_some() {
            return;
        }
        self.execution.started = Some(self.now);
        let input = self.execution.input.clone();
        let identity = &self.execution.identity;
        let started = ExecutionStarted {
            input: input.clone(),
            role_arn: identity.role_arn.clone(),
            state_machine_alias_arn: identity.machine_alias_arn.clone(),
            state_machine_version_arn: identity.machine_version_arn.clone(),
        };
        self.record(0, EventKind::ExecutionStarted(Box::new(started)));
        self.set_execution_timer();
        // The first state follows nothing, not even the start (recorded).
        let strand = self.spawn(None, 0, input, 0, None);
        self.bring_variables(strand);
    }

    /// Gives every strand that has something to do its turn, until all of them wait.
    fn go(&mut self) {
        for _ in 0..MAX_TURNS_PER_STEP {
            if self.full {
                self.fail_by_history_limit();
            }
            match self.execution.ready.pop_front() {
                Some(strand) => self.turn(strand),
                None => return,
            }
        }
        self.commands.more = !self.execution.ready.is_empty();
    }

    /// Half of a state: its entry, or its work. So the branches of a Parallel all enter before the first one goes on,
    /// as AWS has it.
    fn turn(&mut self, id: u32) {
        let state = self.state(id);
        match self.strand(id).phase {
            Phase::Entering => self.enter(id, state),
            Phase::Working => {
                let result = self.work(id, state);
                self.settle(id, result);
            }
            Phase::Attempting(_)
            | Phase::Waiting(_)
            | Phase::BackingOff(_)
            | Phase::Forked(_)
            | Phase::Distributing(_) => {}
        }
    }

    fn enter(&mut self, id: u32, state: &State) {
        let strand = self.strand(id);
        let entered = StateEntered {
            name: state.name.clone(),
            input: strand.input.clone(),
        };
        strand.event_before_entry = strand.last_event;
        let event = self.emit(id, entered_event(state.kind.state_type(), entered));
        let now = self.now;
        let strand = self.strand(id);
        strand.entry_event = event;
        strand.entered = now;
        self.make_ready(id);
    }

    fn work(&mut self, id: u32, state: &'a State) -> Result<Progress, Failure> {
        match &state.kind {
            Kind::Task(task) => self.work_task(id, state, task),
            Kind::Pass(pass) => self.work_pass(id, state, pass),
            Kind::Choice(choice) => self.work_choice(id, state, choice),
            Kind::Wait(wait) => self.work_wait(id, state, wait),
            Kind::Succeed => self.work_succeed(id, state),
            Kind::Fail(fail) => self.work_fail(id, fail),
            Kind::Parallel(parallel) => self.work_parallel(id, state, parallel),
            Kind::Map(map) => self.work_map(id, state, map),
        }
    }

    /// Lets a strand go on with what its state's work came to.
    pub fn settle(&mut self, id: u32, result: Result<Progress, Failure>) {
        let settled = result.and_then(|progress| match progress {
            Progress::Leave(departure) => self.leave(id, departure),
            Progress::Parked => Ok(()),
        });
        if let Err(failure) = settled {
            self.fail(id, failure);
        }
    }

    /// Leaves a state; fails before anything has changed.
    pub fn leave(&mut self, id: u32, departure: Departure) -> Result<(), Failure> {
        self.check_size(id, &departure)?;
        self.count_variables(id, &departure.assigned)?;
        self.show_departure(id, &departure);
        let state = self.state(id);
        let Departure {
            output,
            assigned,
            then,
        } = departure;
        let told = assigned
            .iter()
            .map(|variable| (variable.name.clone(), variable.value.clone()));
        let exited = StateExited {
            name: state.name.clone(),
            output: output.clone(),
            assigned: told.collect(),
        };
        if let Some(event) = exited_event(state.kind.state_type(), exited) {
            self.emit(id, event);
        }
        let strand = self.strand(id);
        for variable in assigned {
            if let Some(slot) = strand.variables.get_mut(variable.slot as usize) {
                *slot = Some(variable.value);
            }
        }
        match then {
            Then::Next(next) => self.go_to(id, next, output),
            Then::End => self.end(id, output),
        }
        Ok(())
    }

    /// Whether what a state leaves behind is within AWS's limits: its output, and its `Assign` as a whole.
    pub fn check_size(&self, id: u32, departure: &Departure) -> Result<(), Failure> {
        let assigns_too_much = match departure.assigned.as_slice() {
            [] => false,
            [variable] => is_too_large(&variable.value),
            variables => {
                let all: Vec<Value> = variables
                    .iter()
                    .map(|variable| variable.value.clone())
                    .collect();
                is_too_large(&Value::from(all))
            }
        };
        if assigns_too_much || is_too_large(&departure.output) {
            return Err(Failure::too_large(&self.state(id).name));
        }
        Ok(())
    }

    fn go_to(&mut self, id: u32, next: StateIndex, input: Value) {
        let strand = self.strand(id);
        strand.state = next;
        strand.input = input;
        strand.retries.clear();
        strand.token = None;
        strand.phase = Phase::Entering;
        self.execution.ready.push_back(id);
    }

    /// The strand has come to the end of its machine.
    fn end(&mut self, id: u32, output: Value) {
        let Some(strand) = self.release(id) else {
            return;
        };
        match strand.parent {
            Some(parent) => self.child_succeeded(parent, id, strand.last_event, output),
            None => self.succeed_execution(strand.last_event, output),
        }
    }

    /// Puts the strand's state to work in its next turn.
    pub fn make_ready(&mut self, id: u32) {
        self.strand(id).phase = Phase::Working;
        self.execution.ready.push_back(id);
    }

    /// The state that a strand is in.
    pub fn state(&self, id: u32) -> &'a State {
        let strand = self
            .execution
            .strands
            .get(id as usize)
            .and_then(Option::as_ref);
        self.program.state(strand.map_or(0, |strand| strand.state))
    }

    /// A strand that is known to be there: what refers to a strand goes before it does.
    pub fn strand(&mut self, id: u32) -> &mut Strand {
        let strand = self
            .execution
            .strands
            .get_mut(id as usize)
            .and_then(Option::as_mut);
        strand.expect("a strand is in its place as long as the queue or its parent refers to it")
    }

    /// Appends an event to a strand's chain.
    pub fn emit(&mut self, id: u32, kind: EventKind) -> u64 {
        let previous = self.strand(id).last_event;
        let event = self.record(previous, kind);
        self.strand(id).last_event = event;
        event
    }

    /// Appends an event that follows the strand's chain and that the chain does not go on from.
    pub fn emit_aside(&mut self, id: u32, kind: EventKind) -> u64 {
        let previous = self.strand(id).last_event;
        self.record(previous, kind)
    }

    /// Appends an event to the history.
    pub fn record(&mut self, previous: u64, kind: EventKind) -> u64 {
        let id = self.execution.last_event + 1;
        let ends_by_wish = matches!(
            kind,
            EventKind::ExecutionSucceeded(_)
                | EventKind::ExecutionAborted(_)
                | EventKind::ExecutionTimedOut(_)
        );
        if self.full || id >= MAX_EVENTS && !ends_by_wish {
            self.full = true;
            return id;
        }
        self.append(id, previous, kind)
    }

    /// Appends an event without a look at the limit.
    pub fn append(&mut self, id: u64, previous: u64, kind: EventKind) -> u64 {
        self.execution.last_event = id;
        self.commands.events.push(Event {
            id,
            previous_event_id: previous,
            timestamp: self.now,
            kind,
        });
        id
    }
}

fn entered_event(state_type: StateType, entered: StateEntered) -> EventKind {
    match state_type {
        StateType::Task => EventKind::TaskStateEntered(entered),
        StateType::Wait => EventKind::WaitStateEntered(entered),
        StateType::Pass => EventKind::PassStateEntered(entered),
        StateType::Succeed => EventKind::SucceedStateEntered(entered),
        StateType::Fail => EventKind::FailStateEntered(entered),
        StateType::Choice => EventKind::ChoiceStateEntered(entered),
        StateType::Parallel => EventKind::ParallelStateEntered(entered),
        StateType::Map => EventKind::MapStateEntered(entered),
    }
}

/// A Fail state is never left.
fn exited_event(state_type: StateType, exited: StateExited) -> Option<EventKind> {
    match state_type {
        StateType::Task => Some(EventKind::TaskStateExited(exited)),
        StateType::Wait => Some(EventKind::WaitStateExited(exited)),
        StateType::Pass => Some(EventKind::PassStateExited(exited)),
        StateType::Succeed => Some(EventKind::SucceedStateExited(exited)),
        StateType::Choice => Some(EventKind::ChoiceStateExited(exited)),
        StateType::Parallel => Some(EventKind::ParallelStateExited(exited)),
        StateType::Map => Some(EventKind::MapStateExited(exited)),
        StateType::Fail => None,
    }
}
