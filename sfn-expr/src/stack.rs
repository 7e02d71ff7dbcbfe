//! How much of the thread's stack has been used since a starting point, and more of it where that is not enough.
//!
//! Steps of an evaluation have native frames whose size differs between builds; a count of levels
//! alone would be either too strict for a release build or too lax for a debug build. The address
//! of a local variable tells the truth in both. What a debug build has no room for, although AWS evaluates it, is done
//! again on a thread with a larger stack.

use crate::Error;
use std::cell::Cell;

/// What one call into this crate may use of its caller's stack. Threads have 2 MiB by default in Rust and
/// in tokio; half of it is left to the caller.
pub const MAX_STACK_BYTES: usize = 1 << 20;

/// The stack of the thread on which a call is made again. Only what is used of it becomes memory.
const ROOMY_STACK_BYTES: usize = 16 << 20;

thread_local! {
    /// What a call may use on this thread.
    static ROOM: Cell<usize> = const { Cell::new(MAX_STACK_BYTES) };
    /// Whether a call on this thread has needed more.
    static NEEDS_MORE: Cell<bool> = const { Cell::new(false) };
}

/// A place on the stack from which use is measured.
#[derive(Clone, Copy)]
pub(crate) struct Stack {
    base: usize,
    room: usize,
}

impl Stack {
    pub(crate) fn here() -> Stack {
        Stack {
            base: address(),
            room: ROOM.get(),
        }
    }

    pub(crate) fn is_exhausted(self) -> bool {
        let is_exhausted = self.base.abs_diff(address()) > self.room;
        if is_exhausted {
            NEEDS_MORE.set(true);
        }
        is_exhausted
    }
}

#[inline(never)]
fn address() -> usize {
    let marker = 0_u8;
    std::ptr::from_ref(std::hint::black_box(&marker)).addr()
}

/// Makes a call, and makes it again on a thread with a larger stack if this one's was too small.
pub(crate) fn with_room<T: Send>(call: impl Fn() -> Result<T, Error> + Sync) -> Result<T, Error> {
    NEEDS_MORE.set(false);
    let answer = call();
    if answer.is_ok() || !NEEDS_MORE.get() || ROOM.get() > MAX_STACK_BYTES {
        return answer;
    }
    let roomy = || {
        ROOM.set(ROOMY_STACK_BYTES - MAX_STACK_BYTES);
        call()
    };
    let again = std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(ROOMY_STACK_BYTES);
        thread.spawn_scoped(scope, roomy).ok()?.join().ok()
    });
    // Where no thread is to be had, the first answer stands.
    again.unwrap_or(answer)
}
