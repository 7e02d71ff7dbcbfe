//! The time of a virtual clock: who sleeps, how many are busy, and the jump when nobody is.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Waker;

use super::Timestamp;

/// A time that stands still while anything is busy.
///
/// *Busy* is a count: scopes that run, holds, and sleepers that were woken and have not noticed yet. When it falls to
/// zero the earliest sleeper is woken, alone, and counts as busy itself. So whatever sleeps to the same moment wakes
/// one after the other in the order in which it fell asleep, on any number of threads.
#[derive(Debug)]
pub(super) struct VirtualTime {
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    now: Timestamp,
    busy: usize,
    next_sleeper: u64,
    sleepers: BTreeMap<SleeperKey, Waker>,
}

/// The order in which sleepers wake: by deadline, then by who fell asleep first.
pub(super) type SleeperKey = (Timestamp, u64);

impl VirtualTime {
    pub(super) fn new(now: Timestamp) -> Arc<Self> {
        let state = State {
            now,
            busy: 0,
            next_sleeper: 0,
            sleepers: BTreeMap::new(),
        };
        Arc::new(Self {
            state: Mutex::new(state),
        })
    }

    pub(super) fn now(&self) -> Timestamp {
        self.lock().now
    }

    /// Counts one more that is busy.
    pub(super) fn acquire(&self) {
        self.lock().busy += 1;
    }

    /// Counts one less that is busy; the last one makes the time jump.
    pub(super) fn release(&self) {
        let mut state = self.lock();
        state.busy = state.busy.saturating_sub(1);
        self.jump_if_idle(state);
    }

    /// Puts a sleeper to sleep; `None` if its time has come already.
    pub(super) fn fall_asleep(&self, deadline: Timestamp, waker: Waker) -> Option<SleeperKey> {
        let mut state = self.lock();
        if deadline <= state.now {
            return None;
        }
        let key = (deadline, state.next_sleeper);
        state.next_sleeper += 1;
        state.sleepers.insert(key, waker);
        // Only a sleep outside of any scope finds nobody busy.
        self.jump_if_idle(state);
        Some(key)
    }

    /// Whether the sleeper was woken by its deadline; else it is woken through `waker` from now on.
    pub(super) fn has_passed(&self, key: SleeperKey, waker: &Waker) -> bool {
        let mut state = self.lock();
        match state.sleepers.get_mut(&key) {
            Some(sleeper) => {
                sleeper.clone_from(waker);
                false
            }
            None => true,
        }
    }

    /// Ends a sleep, by its deadline or because nobody waits for it any more.
    pub(super) fn wake_up(&self, key: SleeperKey) {
        let mut state = self.lock();
        if state.sleepers.remove(&key).is_none() {
            // The jump has counted this sleeper as busy until now.
            state.busy = state.busy.saturating_sub(1);
            self.jump_if_idle(state);
        }
    }

    fn jump_if_idle(&self, mut state: MutexGuard<'_, State>) {
        if state.busy > 0 {
            return;
        }
        let Some(((deadline, _), waker)) = state.sleepers.pop_first() else {
            return;
        };
        state.now = state.now.max(deadline);
        state.busy += 1;
        // The waker may come back here.
        drop(state);
        waker.wake();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // Nothing panics while it holds the lock.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Keeps a virtual clock from jumping while it lives. See [`Clock::hold`](super::Clock::hold).
#[derive(Debug)]
#[must_use = "the clock is held only as long as this lives"]
pub struct Hold(Option<Arc<VirtualTime>>);

impl Hold {
    pub(super) fn none() -> Self {
        Self(None)
    }

    pub(super) fn of(time: &Arc<VirtualTime>) -> Self {
        time.acquire();
        Self(Some(Arc::clone(time)))
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        if let Some(time) = &self.0 {
            time.release();
        }
    }
}
