//! What an attempt tells before it is done: that a service has taken the work, that it is alive.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use sfn_expr::Value;

use super::TaskFailure;

/// What an attempt tells.
pub(super) enum Report {
    /// A service has taken the work and will finish it later.
    Submitted(Value),
    /// The work goes on.
    Heartbeat,
    /// The attempt is done.
    Done(Result<Value, TaskFailure>),
}

/// Where an attempt leaves its reports. Clones are the same place.
#[derive(Clone, Default)]
pub(super) struct Reports(Arc<Mutex<Waiting>>);

/// What waits to be told. Heartbeats are told once, however many there were.
#[derive(Default)]
struct Waiting {
    submitted: Option<Value>,
    heartbeat: bool,
    reader: Option<Waker>,
}

impl Reports {
    pub fn submit(&self, answer: Value) {
        let reader = {
            let mut waiting = self.lock();
            waiting.submitted = Some(answer);
            waiting.reader.take()
        };
        reader.into_iter().for_each(Waker::wake);
    }

    pub fn beat(&self) {
        let reader = {
            let mut waiting = self.lock();
            waiting.heartbeat = true;
            waiting.reader.take()
        };
        reader.into_iter().for_each(Waker::wake);
    }

    /// The next report, if there is one.
    pub fn poll_next(&self, cx: &mut Context<'_>) -> Poll<Report> {
        let mut waiting = self.lock();
        if let Some(answer) = waiting.submitted.take() {
            return Poll::Ready(Report::Submitted(answer));
        }
        if std::mem::take(&mut waiting.heartbeat) {
            return Poll::Ready(Report::Heartbeat);
        }
        waiting.reader = Some(cx.waker().clone());
        Poll::Pending
    }

    fn lock(&self) -> MutexGuard<'_, Waiting> {
        // Nothing panics while it holds the lock.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Equal if they are the same place.
impl PartialEq for Reports {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Reports {}

impl std::fmt::Debug for Reports {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reports").finish_non_exhaustive()
    }
}
