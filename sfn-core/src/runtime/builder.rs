//! How a runtime is put together.

use std::sync::{Arc, Mutex, Weak};
use std::time::Duration;

use tokio::task::JoinSet;

use super::dispatch::Dispatch;
use super::live::Live;
use super::map_run::KnownRuns;
use super::start::Names;
use super::{IntegrationProvider, Observer, Owner, Runtime, TaskHandler, TaskRegistry, World};
use crate::clock::Clock;
use crate::objects::Objects;
use crate::store::{MemoryStore, Store};

/// Puts a [`Runtime`] together.
///
/// ```
/// use sfn_core::clock::{Clock, Timestamp};
/// use sfn_core::runtime::Runtime;
///
/// let runtime = Runtime::builder()
///     .clock(Clock::virtual_from(Timestamp::UNIX_EPOCH))
///     .seed(7)
///     .build();
/// assert_eq!(runtime.clock().now(), Timestamp::UNIX_EPOCH);
/// ```
#[derive(Default)]
#[must_use]
pub struct RuntimeBuilder {
    clock: Clock,
    seed: Option<u64>,
    store: Option<Arc<dyn Store>>,
    tasks: TaskRegistry,
    providers: Vec<Arc<dyn IntegrationProvider>>,
    observers: Vec<Arc<dyn Observer>>,
    objects: Option<Arc<dyn Objects>>,
    patience: Duration,
}

impl RuntimeBuilder {
    /// Lives by that clock, instead of the system's.
    pub fn clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    /// Skips waits, delays and timeouts on a virtual clock that starts now.
    pub fn virtual_time(self) -> Self {
        let now = Clock::system().now();
        self.clock(Clock::virtual_from(now))
    }

    /// In virtual time, stands still for so long in earnest while a task waits for a worker or a callback outside of this
    /// process, and anew with each answer and heartbeat; without it, time goes on to the task's timeout at once. It
    /// needs tokio's timer.
    ///
    /// ```
    /// use std::time::Duration;
    /// use sfn_core::runtime::Runtime;
    ///
    /// let runtime = Runtime::builder().virtual_time().patience(Duration::from_secs(5)).build();
    /// ```
    pub fn patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// Draws names, jitter and `$random()` from that seed: the same ones in each run.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = Some(seed);
        self
    }

    /// Keeps executions in that store, instead of a new memory store.
    pub fn store(self, store: impl Store) -> Self {
        self.shared_store(Arc::new(store))
    }

    /// Keeps executions in a store that others use as well.
    pub fn shared_store(mut self, store: Arc<dyn Store>) -> Self {
        self.store = Some(store);
        self
    }

    /// Runs those tasks, instead of the ones registered so far.
    pub fn tasks(mut self, tasks: TaskRegistry) -> Self {
        self.tasks = tasks;
        self
    }

    /// Runs a handler as the Lambda function of that name.
    pub fn function(mut self, name: impl Into<Arc<str>>, handler: impl TaskHandler) -> Self {
        self.tasks.insert_function(name, handler);
        self
    }

    /// Runs a handler for exactly that `Resource`.
    pub fn resource(mut self, resource: impl Into<Arc<str>>, handler: impl TaskHandler) -> Self {
        self.tasks.insert_resource(resource, handler);
        self
    }

    /// Asks that provider for what no registered task serves, after the ones added before.
    pub fn integrations(mut self, provider: impl IntegrationProvider) -> Self {
        self.providers.push(Arc::new(provider));
        self
    }

    /// Reads the items of distributed Maps from there, and writes their results there.
    pub fn objects(mut self, objects: impl Objects) -> Self {
        self.objects = Some(Arc::new(objects));
        self
    }

    /// Tells that observer what happens, besides the ones added before.
    pub fn observer(mut self, observer: impl Observer) -> Self {
        self.observers.push(Arc::new(observer));
        self
    }

    /// The runtime.
    pub fn build(self) -> Runtime {
        let activities = Arc::default();
        let names = Mutex::new(Names::new(self.seed));
        let owner = Arc::new_cyclic(|owner| Owner {
            world: Arc::new(World {
                clock: self.clock,
                store: self.store.unwrap_or_else(|| Arc::new(MemoryStore::new())),
                dispatch: Dispatch::new(self.tasks, self.providers, Arc::clone(&activities)),
                activities,
                observers: self.observers,
                live: Live::default(),
                map_runs: KnownRuns::default(),
                objects: self.objects,
                patience: self.patience,
                owner: Weak::clone(owner),
            }),
            drivers: Mutex::new(JoinSet::new()),
            names,
        });
        Runtime { owner }
    }
}

impl std::fmt::Debug for RuntimeBuilder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RuntimeBuilder")
            .field("clock", &self.clock)
            .field("tasks", &self.tasks)
            .finish_non_exhaustive()
    }
}
