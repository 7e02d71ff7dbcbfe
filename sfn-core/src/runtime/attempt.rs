//! The attempts at tasks that an execution has under way.

use std::collections::{BTreeMap, HashMap};
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::task::{Context, Poll};

use sfn_expr::Value;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use super::report::{Report, Reports};
use super::{TaskFailure, TaskFuture, panic};
use crate::clock::{Clock, Scope};
use crate::engine::TaskId;

/// How many reports may wait for the execution before a task that makes one waits.
const ANSWERS: usize = 64;

/// What an attempt has told.
pub(super) type Told = (TaskId, Report);

/// Attempts under way. When this is dropped, they end.
///
/// In real time each attempt is a tokio task of its own, so that a busy one holds up no other. In virtual time they all
/// run within the execution's own tokio task, by turns, so that they are done in the same order in each run.
pub(super) struct Attempts {
    clock: Clock,
    spawned: HashMap<TaskId, Spawned>,
    /// By the order in which they began.
    within: BTreeMap<u64, (TaskId, Attempt)>,
    /// Made when the first attempt is spawned: many executions only wait, and a channel holds room for dozens.
    answers: Option<(mpsc::Sender<Told>, mpsc::Receiver<Told>)>,
}

/// An attempt and what it tells on its way.
struct Attempt {
    future: Pin<Box<Scope<Caught>>>,
    reports: Reports,
    /// Its end, as long as something that came before it is to be told first.
    done: Option<Result<Value, TaskFailure>>,
}

impl Attempt {
    fn poll_report(&mut self, cx: &mut Context<'_>) -> Poll<Report> {
        if self.done.is_none()
            && let Poll::Ready(result) = self.future.as_mut().poll(cx)
        {
            self.done = Some(result);
        }
        match (self.reports.poll_next(cx), self.done.take()) {
            (Poll::Ready(report), done) => {
                self.done = done;
                Poll::Ready(report)
            }
            (Poll::Pending, Some(result)) => Poll::Ready(Report::Done(result)),
            (Poll::Pending, None) => Poll::Pending,
        }
    }
}

/// A tokio task that ends when this is dropped.
struct Spawned(JoinHandle<()>);

impl Drop for Spawned {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Attempts {
    pub fn new(clock: Clock) -> Self {
        Self {
            clock,
            spawned: HashMap::new(),
            within: BTreeMap::new(),
            answers: None,
        }
    }

    /// Begins an attempt; answers at once if it tells something at once. `alone` says that no other begins with it.
    pub async fn begin(
        &mut self,
        task: TaskId,
        future: TaskFuture,
        reports: Reports,
        alone: bool,
    ) -> Option<Told> {
        let mut attempt = Attempt {
            future: Box::pin(self.clock.scope(Caught(future))),
            reports,
            done: None,
        };
        if self.clock.is_virtual() {
            self.within.insert(task.number(), (task, attempt));
            return None;
        }
        // What is alone and done at once need not go through the scheduler. It holds up nobody but its own execution.
        let mut first = None;
        if alone && self.spawned.is_empty() {
            let polled = poll_fn(|cx| Poll::Ready(attempt.poll_report(cx))).await;
            match polled {
                Poll::Ready(done @ Report::Done(_)) => return Some((task, done)),
                Poll::Ready(report) => first = Some((task, report)),
                Poll::Pending => {}
            }
        }
        let channel = || mpsc::channel(ANSWERS);
        let (answer, _) = self.answers.get_or_insert_with(channel);
        let answer = answer.clone();
        let answering = tokio::spawn(async move {
            loop {
                let report = poll_fn(|cx| attempt.poll_report(cx)).await;
                let done = matches!(report, Report::Done(_));
                // Nobody waits for it if the execution has ended.
                if answer.send((task, report)).await.is_err() || done {
                    return;
                }
            }
        });
        self.spawned.insert(task, Spawned(answering));
        first
    }

    /// Ends an attempt.
    pub fn cancel(&mut self, task: TaskId) {
        self.spawned.remove(&task);
        self.within.remove(&task.number());
    }

    /// Whether that attempt is made here.
    pub fn has(&self, task: TaskId) -> bool {
        self.spawned.contains_key(&task) || self.within.contains_key(&task.number())
    }

    /// The next thing that an attempt tells; forever pending if none is under way.
    pub fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Told> {
        let told =
            self.within
                .values_mut()
                .find_map(|(task, attempt)| match attempt.poll_report(cx) {
                    Poll::Ready(report) => Some((*task, report)),
                    Poll::Pending => None,
                });
        if let Some((task, report)) = told {
            if let Report::Done(_) = report {
                self.within.remove(&task.number());
            }
            return Poll::Ready((task, report));
        }
        let Some((_, answers)) = &mut self.answers else {
            return Poll::Pending;
        };
        loop {
            match answers.poll_recv(cx) {
                Poll::Ready(Some((task, report))) => {
                    // One that was cancelled may have told something before it ended.
                    let known = match report {
                        Report::Done(_) => self.spawned.remove(&task).is_some(),
                        _ => self.spawned.contains_key(&task),
                    };
                    if known {
                        return Poll::Ready((task, report));
                    }
                }
                // `self.answers` keeps the channel open.
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
