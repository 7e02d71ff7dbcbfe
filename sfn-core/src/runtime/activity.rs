//! Activities: tasks that wait in a queue until a worker asks for them.

use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use sfn_expr::Value;
use tokio::sync::Notify;

use super::{Runtime, TaskContext};
use crate::engine::{Stimulus, TaskToken};

/// How many workers may wait for the tasks of one activity at once (AWS quota "Activity pollers per ARN").
pub const MAX_POLLERS: usize = 1_000;

/// The activities of a runtime. Made by [`Runtime::activities`]; the example of [`Tasks`](super::Tasks) shows a worker.
#[derive(Clone, Copy, Debug)]
pub struct Activities<'a> {
    runtime: &'a Runtime,
}

/// A task that a worker has taken.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ActivityTask {
    /// What it is answered with.
    pub token: Arc<str>,
    /// The state's input to it.
    pub input: Value,
}

/// Why a worker gets no task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ActivityError {
    /// There is no such activity.
    DoesNotExist,
    /// [`MAX_POLLERS`] workers wait already.
    TooManyWorkers,
}

impl Runtime {
    /// The activities, whose tasks workers ask for.
    pub fn activities(&self) -> Activities<'_> {
        Activities { runtime: self }
    }
}

impl Activities<'_> {
    /// Makes an activity, by its ARN. One that there is stays as it is.
    pub fn create(&self, activity_arn: &str) {
        let mut queues = self.queues().lock();
        queues.entry(activity_arn.into()).or_default();
    }

    /// Removes an activity. The tasks that wait in its queue wait on, for nobody, until they have taken too long.
    pub fn delete(&self, activity_arn: &str) {
        let removed = self.queues().lock().remove(activity_arn);
        if let Some(queue) = removed {
            // Whoever waits for it looks again and finds that it is gone.
            queue.changed.notify_waiters();
        }
    }

    /// Waits until the activity has a task, and takes it; `None` if there was none in that time (`GetActivityTask`,
    /// where the time is a minute).
    ///
    /// # Errors
    /// [`ActivityError`].
    pub async fn poll(
        &self,
        activity_arn: &str,
        worker: Option<&str>,
        patience: Duration,
    ) -> Result<Option<ActivityTask>, ActivityError> {
        let waiting = async {
            let _place = self.queues().get(activity_arn)?.enter()?;
            loop {
                // Anew each time: the activity may have been deleted, or deleted and made again.
                let queue = self.queues().get(activity_arn)?;
                let mut changed = std::pin::pin!(queue.changed.notified());
                changed.as_mut().enable();
                while let Some(waiting) = queue.pop() {
                    if let Some(task) = self.take(waiting, worker).await {
                        return Ok(task);
                    }
                }
                changed.await;
            }
        };
        match tokio::time::timeout(patience, waiting).await {
            Ok(taken) => taken.map(Some),
            Err(_) => Ok(None),
        }
    }

    /// Gives a task to a worker, if its execution still wants it done.
    async fn take(&self, waiting: Waiting, worker: Option<&str>) -> Option<ActivityTask> {
        let token = TaskToken::parse(&waiting.token)?;
        let started = Stimulus::TaskStarted {
            task: token.task(),
            worker: worker.map(Arc::from),
            outside: true,
        };
        let wanted = self.runtime.offer(token, started).await;
        wanted.then_some(ActivityTask {
            token: waiting.token,
            input: waiting.input,
        })
    }

    fn queues(&self) -> &Queues {
        &self.runtime.owner.world.activities
    }
}

/// The queues of all activities, by ARN.
#[derive(Debug, Default)]
pub(super) struct Queues(Mutex<HashMap<Arc<str>, Arc<Queue>>>);

#[derive(Debug, Default)]
struct Queue {
    /// The tasks, oldest first. There are no more than attempts under way.
    tasks: Mutex<VecDeque<Waiting>>,
    pollers: AtomicUsize,
    changed: Notify,
}

#[derive(Debug)]
struct Waiting {
    token: Arc<str>,
    input: Value,
    /// Whether nobody wants it done any more.
    withdrawn: Arc<AtomicBool>,
}

/// The place of a task in a queue, which it loses when this is dropped.
#[derive(Debug)]
pub(super) struct Queued(Arc<AtomicBool>);

impl Drop for Queued {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl Queues {
    /// Puts a task into the queue of an activity; `None` if there is no such activity.
    pub fn push(&self, activity_arn: &str, input: Value, context: &TaskContext) -> Option<Queued> {
        let queue = self.lock().get(activity_arn).cloned()?;
        let withdrawn = Arc::new(AtomicBool::new(false));
        let waiting = Waiting {
            token: context.task_token.clone()?,
            input,
            withdrawn: Arc::clone(&withdrawn),
        };
        let mut tasks = queue.lock();
        if tasks.len() == tasks.capacity() {
            // Before it grows, what nobody wants any more goes.
            tasks.retain(|waiting| !waiting.withdrawn.load(Ordering::Relaxed));
        }
        tasks.push_back(waiting);
        drop(tasks);
        queue.changed.notify_one();
        Some(Queued(withdrawn))
    }

    fn get(&self, activity_arn: &str) -> Result<Arc<Queue>, ActivityError> {
        let queue = self.lock().get(activity_arn).cloned();
        queue.ok_or(ActivityError::DoesNotExist)
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Arc<str>, Arc<Queue>>> {
        // Nothing panics while it holds the lock.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Queue {
    fn pop(&self) -> Option<Waiting> {
        let mut tasks = self.lock();
        while let Some(waiting) = tasks.pop_front() {
            if waiting.withdrawn.load(Ordering::Relaxed) {
                continue;
            }
            if !tasks.is_empty() {
                // For the next worker: one notice may have stood for several tasks.
                self.changed.notify_one();
            }
            return Some(waiting);
        }
        None
    }

    /// Counts a worker that waits.
    fn enter(self: &Arc<Self>) -> Result<Poller, ActivityError> {
        let poller = Poller(Arc::clone(self));
        if self.pollers.fetch_add(1, Ordering::SeqCst) >= MAX_POLLERS {
            return Err(ActivityError::TooManyWorkers);
        }
        Ok(poller)
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<Waiting>> {
        // Nothing panics while it holds the lock.
        self.tasks.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A worker that waits; one less when this is dropped.
struct Poller(Arc<Queue>);

impl Drop for Poller {
    fn drop(&mut self) {
        self.0.pollers.fetch_sub(1, Ordering::SeqCst);
    }
}

impl fmt::Display for ActivityError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DoesNotExist => f.write_str("there is no such activity"),
            Self::TooManyWorkers => write!(
                f,
                "{MAX_POLLERS} workers wait for tasks of the activity already"
            ),
        }
    }
}

impl std::error::Error for ActivityError {}
