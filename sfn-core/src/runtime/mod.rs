//! Runs state machines on tokio: the world around the engine.
//!
//! Semantics are the engine's; this module brings it the time, the results of tasks and the wishes of people, and
//! does what it commands. Each execution is driven by one tokio task, which owns its attempts at tasks: when it ends,
//! so do they.

mod activity;
mod attempt;
mod builder;
mod dispatch;
mod driver;
mod handle;
mod handler;
mod item_reader;
mod lambda;
mod live;
mod map_run;
mod message;
mod observer;
pub(crate) mod panic;
mod patience;
mod provider;
mod query;
mod redrive;
mod registry;
mod report;
mod start;
mod token;

pub use activity::{Activities, ActivityError, ActivityTask, MAX_POLLERS};
pub use builder::RuntimeBuilder;
pub use handle::{Handle, Interrupted, ScopedExecution};
pub use handler::{TaskContext, TaskFailure, TaskFuture, TaskHandler};
pub use map_run::MapRuns;
pub use observer::Observer;
pub use provider::IntegrationProvider;
pub use redrive::{REDRIVABLE_PERIOD, RedriveError};
pub use registry::TaskRegistry;
pub use start::{Place, Start, StartError};
pub use token::{Tasks, TokenError};

use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;

use crate::clock::Clock;
use crate::engine::{Execution, Identity};
use crate::objects::Objects;
use crate::program::Program;
use crate::store::{Store, StoreError};
use activity::Queues;
use dispatch::Dispatch;
use driver::Driver;
use live::{Line, Live};
use map_run::KnownRuns;

/// How many stimuli may wait for an execution before who sends the next one waits.
const INBOX: usize = 64;

/// How many executions may be under way at once (AWS quota "Maximum open executions").
pub const MAX_OPEN_EXECUTIONS: usize = 1_000_000;

/// Runs executions of state machines in this process.
///
/// Clones are the same runtime. When the last of them and the last [`Handle`] are dropped, everything it runs ends.
///
/// ```
/// use std::sync::Arc;
/// use sfn_asl::Definition;
/// use sfn_core::program::Program;
/// use sfn_core::runtime::{Runtime, Start};
/// use sfn_expr::Value;
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let definition = Definition::from_json(r#"{"StartAt": "Double", "States": {"Double": {
///     "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:double", "End": true
/// }}}"#)?;
/// let program = Arc::new(Program::compile(&definition)?);
/// let runtime = Runtime::builder()
///     .function("double", async |n: Value| Ok(Value::from(n.as_i64().unwrap_or(0) * 2)))
///     .virtual_time()
///     .build();
///
/// let handle = runtime.start_program(&program, Start::new("Doubler", 21)).await?;
/// assert_eq!(handle.outcome().await?.output, Some(42.into()));
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
pub struct Runtime {
    owner: Arc<Owner>,
}

/// Owns the tokio tasks. They know only what is shared, so that dropping the owner ends them.
#[derive(Debug)]
struct Owner {
    world: Arc<World>,
    drivers: Mutex<JoinSet<()>>,
    names: Mutex<start::Names>,
}

/// The world, as executions see it.
struct World {
    clock: Clock,
    store: Arc<dyn Store>,
    dispatch: Dispatch,
    observers: Vec<Arc<dyn Observer>>,
    live: Live,
    activities: Arc<Queues>,
    map_runs: KnownRuns,
    objects: Option<Arc<dyn Objects>>,
    /// How long virtual time waits for who is outside.
    patience: Duration,
    /// Whose world it is: executions start others. They do not keep it alive.
    owner: Weak<Owner>,
}

impl Runtime {
    /// A builder with the system's clock, a memory store and every task that is linked into the program.
    pub fn builder() -> RuntimeBuilder {
        RuntimeBuilder::default().tasks(TaskRegistry::linked())
    }

    /// Starts an execution of a program.
    ///
    /// # Errors
    /// [`StartError`], with nothing started.
    pub async fn start_program(
        &self,
        program: &Arc<Program>,
        start: Start,
    ) -> Result<Handle, StartError> {
        let (identity, seed) = self.owner.name(&start)?;
        let execution = Execution::new(identity, start.input, seed);
        if self.owner.world.live.count() >= MAX_OPEN_EXECUTIONS {
            return Err(StartError::TooMany);
        }
        // Kept before anything runs: a crash from here on leaves an execution that can be gone on with. An Express
        // execution is not kept: AWS promises nothing of one that is interrupted.
        if !execution.identity().express {
            let created = self.owner.world.store.create(&execution).await;
            created.map_err(StartError::Store)?;
        }
        let line = self.drive(program, execution)?;
        Ok(Handle::new(Arc::clone(&self.owner), line))
    }

    /// Goes on with an execution of the store that nothing drives any more, after a crash say. Attempts at tasks that
    /// were under way begin anew, with the same [token](TaskContext::token); timers fire when they would have.
    ///
    /// The program must be compiled of the definition that the execution was started with. If something else still
    /// drives the execution, the store refuses the steps of one of the two.
    ///
    /// # Errors
    /// [`StartError::Store`] if there is no such execution or the store fails, [`StartError::NoTokio`].
    pub async fn resume_program(
        &self,
        program: &Arc<Program>,
        execution_arn: &str,
    ) -> Result<Handle, StartError> {
        let loaded = self
            .owner
            .world
            .store
            .load(execution_arn)
            .await
            .map_err(StartError::Store)?;
        let missing = || {
            StartError::Store(StoreError::NotFound {
                execution_arn: execution_arn.into(),
            })
        };
        let line = self.drive(program, loaded.ok_or_else(missing)?)?;
        Ok(Handle::new(Arc::clone(&self.owner), line))
    }

    /// Starts a child of a map run, or goes on with it, or takes what it came to.
    async fn start_child(
        &self,
        program: &Arc<Program>,
        identity: Identity,
        input: sfn_expr::Value,
        item_count: u32,
        redriven: bool,
    ) -> Result<Line, StartError> {
        let store = &self.owner.world.store;
        if !identity.express {
            let known = store.load(&identity.execution_arn).await;
            if let Some(execution) = known.map_err(StartError::Store)? {
                let redriven = redriven && execution.is_redrivable();
                return self.take_up(program, execution, redriven);
            }
        }
        let seed = self.owner.seed(&identity.execution_name);
        let execution = Execution::new(identity, input, seed).of_items(item_count);
        if !execution.identity().express {
            let created = store.create(&execution).await;
            created.map_err(StartError::Store)?;
        }
        self.drive(program, execution)
    }

    fn drive(&self, program: &Arc<Program>, execution: Execution) -> Result<Line, StartError> {
        self.take_up(program, execution, false)
    }

    /// Drives an execution to its end, from its beginning, from where it stands or, if it is `redriven`, from where it
    /// ended.
    fn take_up(
        &self,
        program: &Arc<Program>,
        execution: Execution,
        redriven: bool,
    ) -> Result<Line, StartError> {
        let tokio = tokio::runtime::Handle::try_current().map_err(|_| StartError::NoTokio)?;
        let identity = execution.shared_identity();
        let (inbox, messages) = mpsc::channel(INBOX);
        let (told, outcome) = watch::channel(None);
        let line = Line {
            identity,
            inbox,
            told: outcome,
        };
        let world = &self.owner.world;
        if let Some(driven) = world.live.insert(line.clone()) {
            return Ok(driven);
        }
        let driver = Driver::new(
            Arc::clone(world),
            Arc::clone(program),
            execution,
            messages,
            told,
        );
        let driver = if redriven { driver.redriving() } else { driver };
        // The clock counts the driver as busy from here on, not from its first turn on.
        let driving = world.clock.scope_idle_when_pending(Box::new(driver).run());
        let mut drivers = self
            .owner
            .drivers
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        while drivers.try_join_next().is_some() {}
        drivers.spawn_on(driving, &tokio);
        drop(drivers);
        Ok(line)
    }

    /// Asks that provider for what nothing else serves, after the ones known so far.
    pub fn add_integrations(&self, provider: impl IntegrationProvider) {
        self.owner.world.dispatch.add(Arc::new(provider));
    }

    /// The clock that executions, and the tasks they run, live by.
    pub fn clock(&self) -> &Clock {
        &self.owner.world.clock
    }

    /// Where executions are kept.
    pub fn store(&self) -> &Arc<dyn Store> {
        &self.owner.world.store
    }
}

impl std::fmt::Debug for World {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("World")
            .field("clock", &self.clock)
            .field("dispatch", &self.dispatch)
            .finish_non_exhaustive()
    }
}
