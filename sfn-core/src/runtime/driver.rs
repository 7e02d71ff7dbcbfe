//! Drives one execution: stimuli in, commands obeyed.

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::Poll;

use tokio::sync::{mpsc, oneshot, watch};

use super::activity::Queued;
use super::attempt::{self, Attempts};
use super::dispatch::Work;
use super::handle::{Interrupted, Told};
use super::message::Message;
use super::patience::Patience;
use super::report::{Report, Reports};
use super::{TaskContext, TaskFuture, World, item_reader, map_run};
use crate::clock::Timestamp;
use crate::engine::{
    Command, Commands, Execution, Outcome, Stimulus, TaskId, TaskStart, TimerId, TimerReason, step,
};
use crate::history::Fault;
use crate::program::{Program, Resource};
use crate::store::{Step, StoreError};

/// What drives one execution. It owns the attempts at tasks that are under way.
pub(super) struct Driver {
    world: Arc<World>,
    program: Arc<Program>,
    execution: Execution,
    messages: mpsc::Receiver<Box<Message>>,
    told: watch::Sender<Told>,
    /// Stimuli that are known already, before any from outside.
    ready: VecDeque<Stimulus>,
    timers: BTreeSet<(Timestamp, TimerId)>,
    due: HashMap<TimerId, Timestamp>,
    attempts: Attempts,
    /// The places of its tasks in the queues of activities.
    queued: HashMap<TaskId, Queued>,
    patience: Patience,
    /// Who is to be told that the step under way was stored.
    accepted: Option<oneshot::Sender<bool>>,
}

impl Driver {
    pub fn new(
        world: Arc<World>,
        program: Arc<Program>,
        execution: Execution,
        messages: mpsc::Receiver<Box<Message>>,
        told: watch::Sender<Told>,
    ) -> Self {
        let attempts = Attempts::new(world.clock.clone());
        let patience = Patience::new(world.patience, &world.clock);
        let first = if execution.has_begun() {
            Stimulus::Resume
        } else {
            Stimulus::Start
        };
        Self {
            world,
            program,
            execution,
            messages,
            told,
            ready: VecDeque::from([first]),
            timers: BTreeSet::new(),
            due: HashMap::new(),
            attempts,
            queued: HashMap::new(),
            patience,
            accepted: None,
        }
    }

    /// The same, to go on with what ended without success.
    pub fn redriving(mut self) -> Self {
        self.ready = VecDeque::from([Stimulus::Redrive]);
        self
    }

    /// Drives the execution to its end. Boxed, because a future holds what it is given twice.
    pub async fn run(mut self: Box<Self>) {
        let told = match self.drive().await {
            Ok(outcome) => Ok(outcome),
            Err(error) => Err(Interrupted::Store(Arc::new(error))),
        };
        // Before anybody is told: who knows that it has ended may redrive it.
        let execution_arn = &self.execution.identity().execution_arn;
        self.world.live.remove(execution_arn);
        // Nobody may be waiting for it.
        self.told.send_replace(Some(told));
    }

    async fn drive(&mut self) -> Result<Outcome, StoreError> {
        let redriven = self.ready.front() == Some(&Stimulus::Redrive);
        if let Some(outcome) = self.execution.outcome()
            && !redriven
        {
            return Ok(outcome.clone());
        }
        loop {
            let stimulus = self.next().await;
            let now = self.world.clock.now();
            let mut commands = step(&self.program, &mut self.execution, now, stimulus);
            self.keep(&mut commands).await?;
            if let Some(accepted) = self.accepted.take() {
                // Who asked may have gone.
                let _ = accepted.send(true);
            }
            if let Some(outcome) = self.obey(commands).await {
                return Ok(outcome);
            }
        }
    }

    /// What the engine is told next: what is known already, else what comes first.
    async fn next(&mut self) -> Stimulus {
        if let Some(stimulus) = self.ready.pop_front() {
            return stimulus;
        }
        self.wait_for_others();
        let clock = &self.world.clock;
        let due = self.timers.first().copied();
        let mut alarm = due.map(|(at, timer)| (clock.sleep_until(at), timer));
        let (messages, attempts) = (&mut self.messages, &mut self.attempts);
        let (execution, accepted) = (&self.execution, &mut self.accepted);
        let patience = &mut self.patience;
        let stimulus = poll_fn(|cx| {
            // In a fixed order: a virtual run is the same each time.
            while let Poll::Ready(Some(message)) = messages.poll_recv(cx) {
                match *message {
                    Message::Stimulus(stimulus) => return Poll::Ready(stimulus),
                    Message::Answer {
                        token,
                        stimulus,
                        accepted: tell,
                    } => {
                        if execution.awaits_token(&token) {
                            *accepted = Some(tell);
                            patience.renew();
                            return Poll::Ready(stimulus);
                        }
                        let _ = tell.send(false);
                    }
                }
            }
            if let Poll::Ready(told) = attempts.poll_next(cx) {
                return Poll::Ready(reported(told, execution));
            }
            patience.poll(cx);
            match &mut alarm {
                Some((sleep, timer)) => {
                    let timer = *timer;
                    Pin::new(sleep)
                        .poll(cx)
                        .map(|()| Stimulus::TimerFired { timer })
                }
                None => Poll::Pending,
            }
        })
        .await;
        match stimulus {
            Stimulus::TimerFired { timer } => self.forget_timer(timer),
            // A worker has it.
            Stimulus::TaskStarted { task, .. } => drop(self.queued.remove(&task)),
            _ => {}
        }
        stimulus
    }

    /// In virtual time, gives workers and callbacks outside of this process the time to answer.
    fn wait_for_others(&mut self) {
        if self.patience.is_none() {
            return;
        }
        let attempts = self.execution.attempts();
        let outside = attempts.filter(|task| !self.attempts.has(*task));
        let newest = outside.map(TaskId::number).max();
        self.patience.wait(newest, &self.world.clock);
    }

    fn forget_timer(&mut self, timer: TimerId) {
        if let Some(at) = self.due.remove(&timer) {
            self.timers.remove(&(at, timer));
        }
    }

    /// Stores what the step made, before anything is done about it: after a crash the execution goes on from what is
    /// stored, and what was commanded since is commanded again.
    async fn keep(&mut self, commands: &mut Commands) -> Result<(), StoreError> {
        let events = std::mem::take(&mut commands.events);
        let observers = &self.world.observers;
        let seen = if observers.is_empty() {
            Vec::new()
        } else {
            events.clone()
        };
        // Of an Express execution nothing but the outcome is kept, and that by who waits for it.
        if !self.execution.identity().express {
            let execution = &self.execution;
            self.world.store.commit(Step { execution, events }).await?;
        }
        for event in &seen {
            observers
                .iter()
                .for_each(|observer| observer.event(self.execution.identity(), event));
        }
        Ok(())
    }

    async fn obey(&mut self, commands: Commands) -> Option<Outcome> {
        let starts = commands
            .list
            .iter()
            .filter(|command| {
                matches!(
                    command,
                    Command::StartTask(_) | Command::ReadItems(_) | Command::StartMapRun(_)
                )
            })
            .count();
        if commands.more {
            self.ready.push_back(Stimulus::Continue);
        }
        for command in commands.list {
            match command {
                Command::StartTask(start) => self.start(*start, starts == 1).await,
                Command::ReadItems(read) => {
                    let task = read.task;
                    let reading = item_reader::read(self.world.objects.clone(), *read);
                    self.begin(task, Box::pin(reading), Reports::default(), starts == 1)
                        .await;
                }
                Command::StartMapRun(start) => {
                    let task = start.task;
                    let parent = self.execution.shared_identity();
                    let running = map_run::run(Arc::clone(&self.world), parent, *start);
                    self.begin(task, Box::pin(running), Reports::default(), starts == 1)
                        .await;
                }
                Command::CancelTask(task) => {
                    self.attempts.cancel(task);
                    self.queued.remove(&task);
                }
                Command::SetTimer { timer, at, reason } => self.set_timer(timer, at, &reason),
                Command::CancelTimer(timer) => self.forget_timer(timer),
                Command::Finish(outcome) => return Some(*outcome),
            }
        }
        None
    }

    async fn begin(&mut self, task: TaskId, work: TaskFuture, reports: Reports, alone: bool) {
        let told = self.attempts.begin(task, work, reports, alone).await;
        let told = told.map(|told| reported(told, &self.execution));
        self.ready.extend(told);
    }

    fn set_timer(&mut self, timer: TimerId, at: Timestamp, reason: &TimerReason) {
        self.timers.insert((at, timer));
        self.due.insert(timer, at);
        for observer in &self.world.observers {
            observer.timer(self.execution.identity(), at, reason);
        }
    }

    /// Begins an attempt. `alone` says that no other begins with it.
    async fn start(&mut self, start: TaskStart, alone: bool) {
        let TaskStart {
            task,
            resource,
            arguments,
            state,
            retry_count,
            token,
            credentials_role_arn,
        } = start;
        let identity = self.execution.identity();
        let reports = Reports::default();
        let context = TaskContext {
            execution: identity.execution_name.clone(),
            state,
            retry_count,
            task_token: token,
            role_arn: credentials_role_arn,
            execution_arn: identity.execution_arn.clone(),
            number: task.number(),
            reports: reports.clone(),
        };
        match self.world.dispatch.attempt(&resource, arguments, context) {
            Ok(Work::Attempt(attempt)) => {
                if let Resource::Activity { .. } = *resource {
                    self.ready.push_back(Stimulus::TaskStarted {
                        task,
                        worker: None,
                        outside: false,
                    });
                }
                self.begin(task, attempt, reports, alone).await;
            }
            Ok(Work::Queued(queued)) => {
                self.queued.insert(task, queued);
                self.ready.push_back(Stimulus::TaskQueued { task });
            }
            Err(reason) => self.ready.push_back(Stimulus::TaskRefused { task, reason }),
        }
    }
}

fn reported((task, report): attempt::Told, execution: &Execution) -> Stimulus {
    match report {
        Report::Submitted(output) => Stimulus::TaskSubmitted { task, output },
        Report::Heartbeat => Stimulus::TaskHeartbeat { task },
        Report::Done(Ok(result)) if execution.waits_for_token(task) => Stimulus::TaskSubmitted {
            task,
            output: result,
        },
        Report::Done(Ok(result)) => Stimulus::TaskSucceeded { task, result },
        Report::Done(Err(failure)) => {
            let fault = Fault {
                error: Some(failure.error.into()),
                cause: Some(failure.cause.into()),
            };
            Stimulus::TaskFailed { task, fault }
        }
    }
}
