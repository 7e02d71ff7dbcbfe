//! How much of the thread's stack has been used since a starting point.
//!
//! Steps of an evaluation have native frames whose size differs between builds; a count of levels
//! alone would be either too strict for a release build or too lax for a debug build. The address
//! of a local variable tells the truth in both.

/// What one call into this crate may use of the stack. Threads have 2 MiB by default in Rust and
/// in tokio; half of it is left to the caller.
pub const MAX_STACK_BYTES: usize = 1 << 20;

/// A place on the stack from which use is measured.
#[derive(Clone, Copy)]
pub(crate) struct Stack {
    base: usize,
}

impl Stack {
    pub(crate) fn here() -> Stack {
        Stack { base: address() }
    }

    pub(crate) fn is_exhausted(self) -> bool {
        self.base.abs_diff(address()) > MAX_STACK_BYTES
    }
}

#[inline(never)]
fn address() -> usize {
    let marker = 0_u8;
    std::ptr::from_ref(std::hint::black_box(&marker)).addr()
}
