//! Runs the child executions of distributed Maps, and knows how those runs stand.

use std::collections::{HashMap, VecDeque};
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures_util::StreamExt;
use futures_util::future::{Either, select};
use futures_util::stream::FuturesUnordered;
use sfn_asl::ErrorName;
use sfn_expr::Value;
use tokio::sync::Notify;

use super::live::StopOnDrop;
use super::{Runtime, TaskFailure, World};
use crate::clock::Clock;
use crate::engine::{Identity, MapRunStart, Outcome};
use crate::map_run::{self, Child, ChildEnd, MapRun, MapRunStatus, MapRunUpdate};

/// How many map runs that have ended are known; those that ended first are forgotten first.
const MAX_ENDED: usize = 10_000;

/// The map runs of a runtime. Made by [`Runtime::map_runs`].
///
/// They are known for as long as the runtime lives: what a store keeps of them are the child executions.
#[derive(Clone, Copy, Debug)]
pub struct MapRuns<'a> {
    runtime: &'a Runtime,
}

impl Runtime {
    /// The runs of distributed Maps.
    ///
    /// ```
    /// # use std::sync::Arc;
    /// # use sfn_core::{asl::Definition, program::Program, runtime::{Runtime, Start}};
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let definition = Definition::from_json(r#"{"StartAt": "All", "States": {"All": {
    ///     "Type": "Map", "Label": "Each", "ItemProcessor": {
    ///         "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
    ///         "StartAt": "Keep", "States": {"Keep": {"Type": "Pass", "End": true}}
    ///     }, "End": true
    /// }}}"#)?;
    /// let program = Arc::new(Program::compile(&definition)?);
    /// let runtime = Runtime::builder().build();
    /// let handle = runtime.start_program(&program, Start::new("Import", vec![1, 2, 3])).await?;
    /// assert_eq!(handle.outcome().await?.output, Some(vec![1, 2, 3].into()));
    ///
    /// let runs = runtime.map_runs().list(&handle.identity().execution_arn);
    /// assert_eq!(runs[0].item_counts().succeeded, 3);
    /// # Ok(()) }
    /// ```
    pub fn map_runs(&self) -> MapRuns<'_> {
        MapRuns { runtime: self }
    }
}

impl MapRuns<'_> {
    /// A run as it stands (`DescribeMapRun`).
    pub fn describe(&self, map_run_arn: &str) -> Option<MapRun> {
        let known = self.known().get(map_run_arn)?;
        Some(known.lock().clone())
    }

    /// The runs of an execution, newest first (`ListMapRuns`).
    pub fn list(&self, execution_arn: &str) -> Vec<MapRun> {
        self.known().of(execution_arn)
    }

    /// Changes a run that is under way (`UpdateMapRun`); `false` if there is none of that ARN.
    pub fn update(&self, map_run_arn: &str, update: MapRunUpdate) -> bool {
        let Some(known) = self.known().get(map_run_arn) else {
            return false;
        };
        known.lock().update(update);
        known.changed.notify_one();
        true
    }

    fn known(&self) -> &KnownRuns {
        &self.runtime.owner.world.map_runs
    }
}

/// The map runs that are under way, and those that ended last.
#[derive(Debug, Default)]
pub(super) struct KnownRuns(Mutex<Runs>);

#[derive(Debug, Default)]
struct Runs {
    by_arn: HashMap<Arc<str>, Arc<Known>>,
    /// In the order in which they began.
    order: VecDeque<Arc<str>>,
}

#[derive(Debug)]
struct Known {
    run: Mutex<MapRun>,
    /// Somebody has changed how it is to go on.
    changed: Notify,
}

impl Known {
    fn lock(&self) -> MutexGuard<'_, MapRun> {
        // Nothing panics while it holds the lock.
        self.run.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl KnownRuns {
    fn get(&self, map_run_arn: &str) -> Option<Arc<Known>> {
        self.lock().by_arn.get(map_run_arn).cloned()
    }

    fn of(&self, execution_arn: &str) -> Vec<MapRun> {
        let runs = self.lock();
        let newest = runs
            .order
            .iter()
            .rev()
            .filter_map(|arn| runs.by_arn.get(arn));
        newest
            .map(|known| known.lock().clone())
            .filter(|run| &**run.execution_arn() == execution_arn)
            .collect()
    }

    /// A run that begins, or goes on after a failure.
    fn begin(&self, start: &MapRunStart, parent: &Identity, clock: &Clock) -> Arc<Known> {
        let mut runs = self.lock();
        if let Some(known) = runs.by_arn.get(&start.map_run_arn) {
            known.lock().redrive(start.redrive_count, clock.now());
            return Arc::clone(known);
        }
        let mut run = MapRun::new(
            start.map_run_arn.clone(),
            parent.execution_arn.clone(),
            start.inputs.as_array().map_or(0, |inputs| inputs.len()),
            &start.item_counts,
            start.max_concurrency,
            start.tolerance,
            clock.now(),
        );
        if start.redrive_count > 0 {
            run.redrive(start.redrive_count, clock.now());
        }
        let known = Arc::new(Known {
            run: Mutex::new(run),
            changed: Notify::new(),
        });
        runs.order.push_back(start.map_run_arn.clone());
        runs.by_arn
            .insert(start.map_run_arn.clone(), Arc::clone(&known));
        runs.forget();
        known
    }

    fn lock(&self) -> MutexGuard<'_, Runs> {
        // Nothing panics while it holds the lock.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Runs {
    fn forget(&mut self) {
        let mut looked_at = 0;
        while self.order.len() - looked_at > MAX_ENDED {
            let Some(arn) = self.order.pop_front() else {
                return;
            };
            let ended = self
                .by_arn
                .get(&arn)
                .is_none_or(|known| known.lock().stopped().is_some());
            if ended {
                self.by_arn.remove(&arn);
            } else {
                self.order.push_back(arn);
                looked_at += 1;
            }
        }
    }
}

/// Ends a run with its parent.
struct EndOnDrop {
    known: Arc<Known>,
    clock: Clock,
}

impl Drop for EndOnDrop {
    fn drop(&mut self) {
        // A run that has ended by itself stays as it is.
        let now = self.clock.now();
        self.known.lock().end(MapRunStatus::Aborted, now);
    }
}

/// Runs the children of a distributed Map. What is under way when this is dropped is stopped.
pub(super) async fn run(
    world: Arc<World>,
    parent: Arc<Identity>,
    start: MapRunStart,
) -> Result<Value, TaskFailure> {
    let known = world.map_runs.begin(&start, &parent, &world.clock);
    let end = EndOnDrop {
        known: Arc::clone(&known),
        clock: world.clock.clone(),
    };
    let start = Arc::new(start);
    let count = start.inputs.as_array().map_or(0, |inputs| inputs.len());
    let mut ended: Vec<Option<(Arc<Identity>, Outcome)>> = vec![None; count];
    if start.redrive_count > 0 {
        recall(&world, &parent, &start, &known, &mut ended).await;
    }
    let mut running = FuturesUnordered::new();
    let failed = loop {
        while let Some(child) = { known.lock().begin_next() } {
            running.push(run_child(&world, &parent, &start, child));
        }
        if running.is_empty() {
            known.lock().end(MapRunStatus::Succeeded, world.clock.now());
            break false;
        }
        let changed = pin!(known.changed.notified());
        let (child, identity, outcome) = match select(running.next(), changed).await {
            Either::Left((Some(done), _)) => done?,
            _ => continue,
        };
        let now = world.clock.now();
        let state = known.lock().ended(child, &outcome, now);
        ended[child] = Some((identity, outcome));
        match state {
            ChildEnd::GoesOn => {}
            ChildEnd::AllDone => break false,
            ChildEnd::TooManyFailed => break true,
        }
    };
    // Those that are still under way are stopped.
    drop(running);
    drop(end);
    let result = results(&world, &parent, &start, &ended).await?;
    if failed {
        return Err(TaskFailure::new(
            ErrorName::EXCEED_TOLERATED_FAILURE_THRESHOLD.as_str(),
            "The specified tolerated failure threshold was exceeded",
        ));
    }
    Ok(result)
}

/// Finds what the children that have succeeded before came to. One whose outcome is not stored, because it is of the
/// Express type, runs again.
async fn recall(
    world: &World,
    parent: &Identity,
    start: &MapRunStart,
    known: &Known,
    ended: &mut [Option<(Arc<Identity>, Outcome)>],
) {
    for (child, ended) in ended.iter_mut().enumerate() {
        if !known.lock().has_succeeded(child) {
            continue;
        }
        let identity = identity(parent, start, child);
        let loaded = world.store.load(&identity.execution_arn).await;
        let outcome = loaded
            .ok()
            .flatten()
            .and_then(|child| child.outcome().cloned());
        *ended = outcome.map(|outcome| (Arc::new(identity), outcome));
        if ended.is_none() {
            known.lock().forget(child);
        }
    }
}

/// Runs one child, or takes what it came to before a restart.
async fn run_child(
    world: &Arc<World>,
    parent: &Identity,
    start: &MapRunStart,
    child: usize,
) -> Result<(usize, Arc<Identity>, Outcome), TaskFailure> {
    let lost = |cause: String| TaskFailure::new(ErrorName::RUNTIME.as_str(), cause);
    let identity = identity(parent, start, child);
    let input = start.inputs.get_index(child).cloned().unwrap_or_default();
    let items = start.item_counts.get(child).copied().unwrap_or(1);
    let runtime = world.owner.upgrade().map(|owner| Runtime { owner });
    let runtime = runtime.ok_or_else(|| lost("the runtime ends".into()))?;
    let line = runtime
        .start_child(
            &start.processor.0,
            identity,
            input,
            items,
            start.redrive_count > 0,
        )
        .await
        .map_err(|error| lost(error.to_string()))?;
    // The run keeps no runtime alive.
    drop(runtime);
    let line = StopOnDrop(line);
    let outcome = line.0.outcome().await;
    let outcome = outcome.map_err(|error| lost(error.to_string()))?;
    Ok((child, Arc::clone(&line.0.identity), outcome))
}

/// The names of a child, the same ones whenever the run is begun.
fn identity(parent: &Identity, start: &MapRunStart, child: usize) -> Identity {
    use crate::engine::Random;
    let place = format!("{}#{child}", start.map_run_arn);
    let mut random = Random::new(super::start::fingerprint(&place));
    let machine = format!("{}/{}", parent.machine_name, start.label);
    let mut identity =
        Identity::in_account(&parent.region, parent.account(), &machine, &random.uuid());
    identity.role_arn = parent.role_arn.clone();
    identity.map_run_arn = Some(start.map_run_arn.clone());
    identity.express = start.express;
    if start.express {
        identity.execution_arn = super::start::express_arn(&identity.execution_arn, &random.uuid());
    }
    identity
}

/// What the run gives, and the files it is written to.
async fn results(
    world: &World,
    parent: &Identity,
    start: &MapRunStart,
    ended: &[Option<(Arc<Identity>, Outcome)>],
) -> Result<Value, TaskFailure> {
    let names: Vec<Identity> = match start.destination.bucket() {
        // Only files tell of children that have not ended.
        Some(_) => (0..ended.len())
            .map(|child| identity(parent, start, child))
            .collect(),
        None => Vec::new(),
    };
    let children = ended.iter().enumerate().filter_map(|(child, ended)| {
        let known = ended.as_ref().map(|(identity, _)| &**identity);
        Some(Child {
            identity: known.or_else(|| names.get(child))?,
            input: start.inputs.get_index(child)?,
            outcome: ended.as_ref().map(|(_, outcome)| outcome),
            redrive_count: 0,
        })
    });
    let children: Vec<Child<'_>> = children.collect();
    let Some(bucket) = start.destination.bucket() else {
        return Ok(map_run::inline(&start.destination, &children));
    };
    let failure = |cause: String| TaskFailure::new(ErrorName::RESULT_WRITER_FAILED.as_str(), cause);
    let objects = world.objects.as_ref().ok_or_else(|| {
        failure("nothing here serves buckets: register an object store with `RuntimeBuilder::objects`, or name one for `sfn serve`".into())
    })?;
    let (files, result) = map_run::files(&start.destination, &start.map_run_arn, &children);
    for file in files {
        let written = objects.put(bucket, &file.key, file.bytes).await;
        written.map_err(|error| failure(error.to_string()))?;
    }
    Ok(result)
}
