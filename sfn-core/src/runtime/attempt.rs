//! The attempts at tasks that an execution has under way.

use std::collections::{BTreeMap, HashMap};
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::task::{Context, Poll};

use sfn_expr::Value;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use super::{TaskFailure, TaskFuture, panic};
use crate::clock::{Clock, Scope};
use crate::engine::TaskId;

/// How many results may wait for the execution before a task that is done waits.
const ANSWERS: usize = 64;

/// What an attempt came to.
pub(super) type Answer = (TaskId, Result<Value, TaskFailure>);

/// Attempts under way. When this is dropped, they end.
///
/// In real time each attempt is a tokio task of its own, so that a busy one holds up no other. In virtual time they all
/// run within the execution's own tokio task, by turns, so that they are done in the same order in each run.
pub(super) struct Attempts {
    clock: Clock,
    spawned: HashMap<TaskId, Spawned>,
    /// By the order in which they began.
    within: BTreeMap<u64, (TaskId, Attempt)>,
    answer: mpsc::Sender<Answer>,
    answers: mpsc::Receiver<Answer>,
}

type Attempt = Pin<Box<Scope<Caught>>>;

/// A tokio task that ends when this is dropped.
struct Spawned(JoinHandle<()>);

impl Drop for Spawned {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Attempts {
    pub fn new(clock: Clock) -> Self {
        let (answer, answers) = mpsc::channel(ANSWERS);
        Self {
            clock,
            spawned: HashMap::new(),
            within: BTreeMap::new(),
            answer,
            answers,
        }
    }

    /// Begins an attempt; answers at once if it is done at once. `alone` says that no other begins with it.
    pub async fn begin(&mut self, task: TaskId, future: TaskFuture, alone: bool) -> Option<Answer> {
        let mut attempt = Box::pin(self.clock.scope(Caught(future)));
        if self.clock.is_virtual() {
            self.within.insert(task.number(), (task, attempt));
            return None;
        }
        // What is alone and done at once need not go through the scheduler. It holds up nobody but its own execution.
        if alone && self.spawned.is_empty() {
            let polled = poll_fn(|cx| Poll::Ready(attempt.as_mut().poll(cx))).await;
            if let Poll::Ready(result) = polled {
                return Some((task, result));
            }
        }
        let answer = self.answer.clone();
        let answering = tokio::spawn(async move {
            let result = attempt.await;
            // Nobody waits for it if the execution has ended.
            let _ = answer.send((task, result)).await;
        });
        self.spawned.insert(task, Spawned(answering));
        None
    }

    /// Ends an attempt.
    pub fn cancel(&mut self, task: TaskId) {
        self.spawned.remove(&task);
        self.within.remove(&task.number());
    }

    /// The next answer; forever pending if no attempt is under way.
    pub fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Answer> {
        let done =
            self.within
                .values_mut()
                .find_map(|(task, attempt)| match attempt.as_mut().poll(cx) {
                    Poll::Ready(result) => Some((*task, result)),
                    Poll::Pending => None,
                });
        if let Some((task, result)) = done {
            self.within.remove(&task.number());
            return Poll::Ready((task, result));
        }
        loop {
            match self.answers.poll_recv(cx) {
                Poll::Ready(Some((task, result))) => {
                    // One that was cancelled may have answered before it ended.
                    if self.spawned.remove(&task).is_some() {
                        return Poll::Ready((task, result));
                    }
                }
                // `self.answer` keeps the channel open.
                Poll::Ready(None) | Poll::Pending => return Poll::Pending,
            }
        }
    }
}

/// An attempt in which a panic is a failure like any other.
struct Caught(TaskFuture);

impl Future for Caught {
    type Output = Result<Value, TaskFailure>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let future = &mut self.get_mut().0;
        // The future is not polled again after it has panicked.
        match catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(cx))) {
            Ok(polled) => polled,
            Err(payload) => Poll::Ready(Err(panic::failure(&*payload))),
        }
    }
}
