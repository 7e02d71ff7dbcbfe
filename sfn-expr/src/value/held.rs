//! How much memory the values made on this thread hold, so that an evaluation can be bounded by
//! what it holds at one time instead of by what it ever allocated.
//!
//! Only differences mean something: a value may be made on one thread and dropped on another, but
//! what an evaluation makes and drops again stays on its thread.

use std::cell::Cell;

thread_local! {
    static HELD: Cell<usize> = const { Cell::new(0) };
}

/// What an element of an array counts, in bytes. AWS's measure.
pub(crate) const ELEMENT_BYTES: usize = 8;

/// What a member of an object counts besides its key's text, in bytes.
pub(crate) const MEMBER_BYTES: usize = 24;

pub(crate) fn hold(bytes: usize) {
    HELD.with(|held| held.set(held.get().wrapping_add(bytes)));
}

pub(crate) fn release(bytes: usize) {
    HELD.with(|held| held.set(held.get().wrapping_sub(bytes)));
}

/// The counter as it is. Subtract an earlier reading, wrapping, to know what was held since.
pub(crate) fn reading() -> usize {
    HELD.with(Cell::get)
}
