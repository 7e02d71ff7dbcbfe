//! Drives the engine alone through virtual time. Between any two stimuli the execution goes through JSON and back, as
//! it would through a store and a crash, and must command again exactly what is under way.

use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use sfn_core::clock::Timestamp;
use sfn_core::engine::{
    Command, Execution, Identity, Outcome, Stimulus, TaskId, TaskStart, TimerId, step,
};
use sfn_core::history::{Event, Fault};
use sfn_core::program::{Program, Resource};

use crate::case::Case;

pub struct Seen {
    pub outcome: Outcome,
    pub events: Vec<Event>,
}

pub fn run(case: &Case) -> Result<Seen, String> {
    let program = case.program()?;
    let execution = Execution::new(
        Identity::local("Machine", "case"),
        case.input.clone(),
        case.seed,
    );
    let mut driver = Driver {
        case,
        program,
        execution,
        now: Timestamp::UNIX_EPOCH,
        agenda: BTreeMap::new(),
        attempts: HashMap::new(),
        events: Vec::new(),
        under_way: Vec::new(),
    };
    driver.plan(0.0, Stimulus::Start);
    if let Some(stop) = &case.stop {
        let fault = Fault {
            error: stop.error.as_deref().map(Into::into),
            cause: stop.cause.as_deref().map(Into::into),
        };
        driver.plan(stop.at, Stimulus::Stop { fault });
    }
    for redrive in 0..=case.redrives {
        if redrive > 0 {
            driver.feed(Stimulus::Redrive)?;
        }
        while let Some(((at, _), stimulus)) = driver.agenda.pop_first() {
            driver.now = at;
            driver.feed(stimulus)?;
        }
    }
    let outcome = driver.execution.outcome().cloned();
    let outcome = outcome.ok_or("the execution waits for something that never comes")?;
    Ok(Seen {
        outcome,
        events: driver.events,
    })
}

struct Driver<'a> {
    case: &'a Case,
    program: Program,
    execution: Execution,
    now: Timestamp,
    /// What comes when; at one time in the order in which it was planned.
    agenda: BTreeMap<(Timestamp, usize), Stimulus>,
    /// How many attempts at each state's task there were.
    attempts: HashMap<String, usize>,
    events: Vec<Event>,
    /// The commands that are neither obeyed to their end nor taken back.
    under_way: Vec<Command>,
}

impl Driver<'_> {
    fn feed(&mut self, stimulus: Stimulus) -> Result<(), String> {
        let stored = serde_json::to_string(&self.execution).map_err(|error| error.to_string())?;
        let mut restored: Execution =
            serde_json::from_str(&stored).map_err(|error| error.to_string())?;
        if restored != self.execution {
            return Err(format!(
                "an execution is another one after it was stored: {stored}"
            ));
        }
        // What stopped in the midst of its work goes on with that when it is resumed.
        if stimulus != Stimulus::Continue {
            self.check_resumption(&restored)?;
        }
        self.forget_what_is_over(&stimulus);
        let mut commands = step(&self.program, &mut restored, self.now, stimulus);
        self.execution = restored;
        self.events.append(&mut commands.events);
        for command in commands.list {
            self.note(&command);
            self.obey(command)?;
        }
        if commands.more {
            self.feed(Stimulus::Continue)
        } else {
            Ok(())
        }
    }

    /// An execution that is loaded commands again what is under way, and tells nothing.
    fn check_resumption(&self, stored: &Execution) -> Result<(), String> {
        let mut resumed = stored.clone();
        let mut commands = step(&self.program, &mut resumed, self.now, Stimulus::Resume);
        let mut expected: Vec<String> = self
            .under_way
            .iter()
            .map(|command| format!("{command:?}"))
            .collect();
        let mut seen: Vec<String> = commands
            .list
            .drain(..)
            .map(|command| format!("{command:?}"))
            .collect();
        expected.sort();
        seen.sort();
        if seen == expected && commands.events.is_empty() {
            return Ok(());
        }
        Err(format!(
            "resumed with {seen:#?}, under way {expected:#?}, told {:?}",
            commands.events
        ))
    }

    fn note(&mut self, command: &Command) {
        match command {
            Command::StartTask(_) | Command::SetTimer { .. } => {
                self.under_way.push(command.clone())
            }
            Command::ReadItems(_) | Command::StartMapRun(_) => {}
            Command::CancelTask(task) => self.forget_task(*task),
            Command::CancelTimer(timer) => self.forget_timer(*timer),
            Command::Finish(_) => self.under_way.clear(),
        }
    }

    fn forget_what_is_over(&mut self, stimulus: &Stimulus) {
        match stimulus {
            Stimulus::TaskSucceeded { task, .. }
            | Stimulus::TaskFailed { task, .. }
            | Stimulus::TaskRefused { task, .. } => self.forget_task(*task),
            Stimulus::TimerFired { timer } => self.forget_timer(*timer),
            _ => {}
        }
    }

    fn forget_task(&mut self, task: TaskId) {
        self.under_way
            .retain(|known| !matches!(known, Command::StartTask(start) if start.task == task));
    }

    fn forget_timer(&mut self, timer: TimerId) {
        self.under_way.retain(
            |known| !matches!(known, Command::SetTimer { timer: set, .. } if *set == timer),
        );
    }

    fn obey(&mut self, command: Command) -> Result<(), String> {
        match command {
            Command::StartTask(start) => self.attempt(&start),
            Command::ReadItems(_) | Command::StartMapRun(_) => {
                Err("a distributed Map is for the runtime".to_owned())
            }
            Command::CancelTask(task) => {
                self.agenda.retain(|_, stimulus| match stimulus {
                    Stimulus::TaskSucceeded { task: other, .. }
                    | Stimulus::TaskFailed { task: other, .. }
                    | Stimulus::TaskHeartbeat { task: other } => *other != task,
                    _ => true,
                });
                Ok(())
            }
            Command::SetTimer { timer, at, .. } => {
                let order = self.order();
                self.agenda
                    .insert((at, order), Stimulus::TimerFired { timer });
                Ok(())
            }
            Command::CancelTimer(timer) => {
                self.agenda
                    .retain(|_, planned| *planned != Stimulus::TimerFired { timer });
                Ok(())
            }
            Command::Finish(_) => {
                self.agenda.clear();
                Ok(())
            }
        }
    }

    fn attempt(&mut self, start: &TaskStart) -> Result<(), String> {
        let earlier = self.attempts.entry(start.state.to_string()).or_default();
        let script = self
            .case
            .tasks
            .get(&*start.state)
            .and_then(|attempts| attempts.get(*earlier));
        let script = script
            .ok_or_else(|| format!("attempt {earlier} at {} was not expected", start.state))?
            .clone();
        *earlier += 1;
        let task = start.task;
        if let Resource::Activity { .. } = *start.resource {
            self.plan(
                0.0,
                Stimulus::TaskStarted {
                    task,
                    worker: None,
                    outside: false,
                },
            );
        }
        for seconds in &script.heartbeats {
            self.plan(*seconds, Stimulus::TaskHeartbeat { task });
        }
        let after = script.after;
        let stimulus = if let Some(result) = script.result() {
            Stimulus::TaskSucceeded { task, result }
        } else if let Some(reason) = script.refused {
            Stimulus::TaskRefused {
                task,
                reason: reason.into(),
            }
        } else if let Some(error) = script.error {
            Stimulus::TaskFailed {
                task,
                fault: Fault {
                    error: Some(error.into()),
                    cause: Some(script.cause.into()),
                },
            }
        } else {
            return Ok(());
        };
        self.plan(after, stimulus);
        Ok(())
    }

    fn plan(&mut self, seconds: f64, stimulus: Stimulus) {
        let order = self.order();
        self.agenda.insert(
            (self.now + Duration::from_secs_f64(seconds), order),
            stimulus,
        );
    }

    fn order(&self) -> usize {
        self.agenda
            .keys()
            .map(|(_, order)| order + 1)
            .max()
            .unwrap_or(0)
    }
}
