//! What stands inside a container.

use crate::tape::Ty;
use std::collections::{BTreeMap, HashMap, VecDeque};

/// A type that a `for` loop or `sfn::map` can walk: its JSON form is an array.
#[diagnostic::on_unimplemented(
    message = "a state machine cannot iterate over `{Self}` [SFN021]",
    note = "only arrays in JSON can be walked: a `Vec`, an array or a slice"
)]
pub trait Iterate {
    /// What the loop variable is.
    type Item;
}

impl<T> Iterate for Vec<T> {
    type Item = T;
}
impl<T> Iterate for VecDeque<T> {
    type Item = T;
}
impl<T, const N: usize> Iterate for [T; N] {
    type Item = T;
}
impl<'a, T> Iterate for &'a Vec<T> {
    type Item = &'a T;
}
impl<'a, T> Iterate for &'a [T] {
    type Item = &'a T;
}
impl<'a, T, const N: usize> Iterate for &'a [T; N] {
    type Item = &'a T;
}
impl<'a, T> Iterate for &'a VecDeque<T> {
    type Item = &'a T;
}
impl<T> Iterate for std::vec::IntoIter<T> {
    type Item = T;
}
impl<T, const N: usize> Iterate for std::array::IntoIter<T, N> {
    type Item = T;
}
impl<'a, T> Iterate for std::slice::Iter<'a, T> {
    type Item = &'a T;
}

/// A type whose values stand around values of another one.
pub trait Contains {
    /// The inner type.
    type Item;
}

impl<T> Contains for Option<T> {
    type Item = T;
}
impl<T> Contains for Vec<T> {
    type Item = T;
}
impl<T> Contains for VecDeque<T> {
    type Item = T;
}
impl<T, const N: usize> Contains for [T; N] {
    type Item = T;
}
impl<T> Contains for [T] {
    type Item = T;
}
impl<K, V> Contains for BTreeMap<K, V> {
    type Item = V;
}
impl<K, V> Contains for HashMap<K, V> {
    type Item = V;
}
impl<T, E> Contains for Result<T, E> {
    type Item = T;
}
impl<T: Contains + ?Sized> Contains for &T {
    type Item = T::Item;
}

/// The type inside.
pub const fn inner<T: Contains>(_: Ty<T>) -> Ty<T::Item> {
    Ty::NEW
}
