//! What runs under a clock, and whether it is busy.

use std::cell::RefCell;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Wake, Waker};

use super::virtual_time::VirtualTime;
use super::{Clock, Source};

thread_local! {
    /// The scopes that are being polled on this thread, innermost last.
    static ENTERED: RefCell<Vec<Entered>> = const { RefCell::new(Vec::new()) };
}

struct Entered {
    clock: Clock,
    node: Option<Arc<Node>>,
}

/// The clock of the innermost scope that is being polled.
pub(super) fn current_clock() -> Option<Clock> {
    ENTERED.with_borrow(|entered| entered.last().map(|scope| scope.clock.clone()))
}

/// A future under a clock. Made by [`Clock::scope`].
#[must_use = "futures do nothing unless awaited"]
pub struct Scope<F> {
    clock: Clock,
    node: Option<Arc<Node>>,
    /// Tells the scope that has polled this one last that it waits for it.
    waiting: Option<Waiting>,
    /// `None` only while it is being dropped.
    future: Option<Pin<Box<F>>>,
}

impl<F: Future> Scope<F> {
    pub(super) fn new(clock: Clock, future: F, idle_when_pending: bool) -> Self {
        let node = match &clock.0 {
            Source::System => None,
            Source::Virtual(time) => Some(Node::new(time, idle_when_pending)),
        };
        Self {
            clock,
            node,
            waiting: None,
            future: Some(Box::pin(future)),
        }
    }
}

impl<F: Future> Future for Scope<F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let this = self.get_mut();
        let Some(future) = &mut this.future else {
            return Poll::Pending;
        };
        let Some(node) = &this.node else {
            let _exit = enter(&this.clock, None);
            return future.as_mut().poll(cx);
        };
        // Anew each time: a future may be polled first by one scope and then moved into another.
        this.waiting = Some(waiting());
        node.begin(cx.waker());
        let waker = Waker::from(Arc::clone(node));
        let polled = {
            let _exit = enter(&this.clock, Some(node));
            future.as_mut().poll(&mut Context::from_waker(&waker))
        };
        match polled {
            Poll::Pending => node.pause(),
            Poll::Ready(_) => node.finish(),
        }
        polled
    }
}

impl<F> Drop for Scope<F> {
    fn drop(&mut self) {
        // Before the scope is over: else the time would jump to sleeps that are about to be dropped.
        self.future = None;
        if let Some(node) = &self.node {
            node.finish();
        }
    }
}

impl<F> std::fmt::Debug for Scope<F> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Scope")
            .field("clock", &self.clock)
            .finish_non_exhaustive()
    }
}

fn enter(clock: &Clock, node: Option<&Arc<Node>>) -> Exit {
    let entered = Entered {
        clock: clock.clone(),
        node: node.cloned(),
    };
    ENTERED.with_borrow_mut(|scopes| scopes.push(entered));
    Exit
}

/// Leaves the scope that was entered, also when the poll panics.
struct Exit;

impl Drop for Exit {
    fn drop(&mut self) {
        let left = ENTERED.with_borrow_mut(Vec::pop);
        // Dropped outside of the borrow: the last reference to a scope runs code of its own.
        drop(left);
    }
}

/// What a virtual clock knows of a scope, which is also the scope's waker.
#[derive(Debug)]
struct Node {
    time: Arc<VirtualTime>,
    idle_when_pending: bool,
    /// How many sleeps and inner scopes this scope waits for.
    waits: AtomicUsize,
    state: Mutex<NodeState>,
}

#[derive(Debug)]
struct NodeState {
    activity: Activity,
    woken: bool,
    outer: Option<Waker>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Activity {
    /// Counted as busy by the clock.
    Busy,
    /// Waits for time, or for what is counted itself.
    Idle,
    /// Done or dropped: counted no more.
    Over,
}

impl Node {
    fn new(time: &Arc<VirtualTime>, idle_when_pending: bool) -> Arc<Self> {
        time.acquire();
        let state = NodeState {
            activity: Activity::Busy,
            woken: false,
            outer: None,
        };
        Arc::new(Self {
            time: Arc::clone(time),
            idle_when_pending,
            waits: AtomicUsize::new(0),
            state: Mutex::new(state),
        })
    }

    fn begin(&self, outer: &Waker) {
        let mut state = self.lock();
        self.become_busy(&mut state);
        state.woken = false;
        match &mut state.outer {
            Some(known) => known.clone_from(outer),
            None => state.outer = Some(outer.clone()),
        }
    }

    fn pause(&self) {
        let mut state = self.lock();
        let waits_for_time = self.idle_when_pending || self.waits.load(Ordering::SeqCst) > 0;
        if state.woken || !waits_for_time || state.activity != Activity::Busy {
            return;
        }
        state.activity = Activity::Idle;
        // The clock may wake this very scope.
        drop(state);
        self.time.release();
    }

    fn finish(&self) {
        let mut state = self.lock();
        let before = std::mem::replace(&mut state.activity, Activity::Over);
        drop(state);
        if before == Activity::Busy {
            self.time.release();
        }
    }

    fn become_busy(&self, state: &mut NodeState) {
        if state.activity == Activity::Idle {
            state.activity = Activity::Busy;
            self.time.acquire();
        }
    }

    fn lock(&self) -> MutexGuard<'_, NodeState> {
        // Nothing panics while it holds the lock.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Wake for Node {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        let mut state = self.lock();
        state.woken = true;
        // Busy from now on, and not from the next poll on: the clock must not jump in between.
        self.become_busy(&mut state);
        let outer = state.outer.clone();
        drop(state);
        if let Some(outer) = outer {
            outer.wake();
        }
    }
}

/// Says that the scope being polled waits for something that the clock counts by itself.
pub(crate) fn waiting() -> Waiting {
    let node = ENTERED.with_borrow(|entered| entered.last().and_then(|scope| scope.node.clone()));
    if let Some(node) = &node {
        node.waits.fetch_add(1, Ordering::SeqCst);
    }
    Waiting(node)
}

/// Ends with what was waited for. See [`waiting`].
#[derive(Debug)]
pub(crate) struct Waiting(Option<Arc<Node>>);

impl Drop for Waiting {
    fn drop(&mut self) {
        if let Some(node) = &self.0 {
            node.waits.fetch_sub(1, Ordering::SeqCst);
        }
    }
}
