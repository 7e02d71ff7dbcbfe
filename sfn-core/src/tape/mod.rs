//! The tape: how the compiler hands a workflow's types back to the graph.
//!
//! A macro sees tokens and rustc sees types. Each machine repeats its body once inside a closure that is never called;
//! [`tie`] unifies a fresh [`Ty`] with the type of a place, with all of Rust's inference; the closure returns the flat
//! tuple of those type variables, and the const graph reads it through [`tape`]. Nothing here runs.

mod slots;
mod step;

use std::marker::PhantomData;

pub use slots::Slots;
pub use step::{
    Local, Never, Step, block, caught, failure, foreign, is_catch_all, is_duration, is_map,
    is_sleep, item, never, out, pair, raised, step, success, try_join2, try_join3, try_join4,
    try_join5, try_join6, try_join7, try_join8, walk,
};

/// A type as a value: zero-sized, `Copy`, and constructible for any type.
pub struct Ty<T: ?Sized>(PhantomData<fn() -> PhantomData<T>>);

impl<T: ?Sized> Clone for Ty<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: ?Sized> Copy for Ty<T> {}

impl<T: ?Sized> Ty<T> {
    /// The one value of this type.
    pub const NEW: Self = Ty(PhantomData);
}

/// A type variable that inference has yet to bind.
pub const fn fresh<T>() -> Ty<T> {
    Ty::NEW
}

/// Binds a type variable to the type of a place.
pub fn tie<T>(_: Ty<T>, _: &T) {}

/// Binds a type variable to the type of a value and hands the value on.
pub fn tied<T>(_: Ty<T>, value: T) -> T {
    value
}

/// Reads the types that a body has bound. `fn() -> R` is only a type here: nothing is called.
pub const fn tape<R: Slots>(_: fn() -> R) -> R {
    R::ALL
}
