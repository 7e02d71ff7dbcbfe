//! What is the same value in JSON: views of a value, and conversions that change nothing. A type of the user's may have
//! methods of these names, which do what the user likes.

use super::vector::Text;
use crate::tape::Ty;
use std::collections::{BTreeMap, HashMap, VecDeque};

/// A type whose `as_str`, `as_ref`, `as_slice`, `to_vec`, `cloned` and `copied` are the value itself in JSON.
#[diagnostic::on_unimplemented(
    message = "a state machine does not know this method of `{Self}` [SFN072]",
    label = "not translated for this type",
    note = "`as_str`, `as_ref` and the like are known of `Option`, `Result`, text and collections; match an enum of yours, or call a task"
)]
pub trait Viewed {}

impl Viewed for String {}
impl Viewed for str {}
impl<T> Viewed for Vec<T> {}
impl<T> Viewed for VecDeque<T> {}
impl<T> Viewed for [T] {}
impl<T, const N: usize> Viewed for [T; N] {}
impl<T> Viewed for Option<T> {}
impl<T, E> Viewed for Result<T, E> {}
impl<K, V> Viewed for BTreeMap<K, V> {}
impl<K, V> Viewed for HashMap<K, V> {}
impl<T: ?Sized> Viewed for Box<T> {}
impl<T: Viewed + ?Sized> Viewed for &T {}

/// Asks for a view.
pub const fn viewed<T: Viewed + ?Sized>(_: Ty<T>) {}

/// An `Option` whose `as_deref` is the value itself in JSON.
#[diagnostic::on_unimplemented(
    message = "a state machine does not know this method of `{Self}` [SFN072]",
    label = "not translated for this type",
    note = "`as_deref` is known of an `Option` of a `String`, `Vec` or `Box`"
)]
pub trait Dereferenced {}

impl Dereferenced for Option<String> {}
impl<T> Dereferenced for Option<Vec<T>> {}
impl<T: ?Sized> Dereferenced for Option<Box<T>> {}
impl<T: Dereferenced + ?Sized> Dereferenced for &T {}

/// Asks for an option that can be dereferenced.
pub const fn dereferenced<T: Dereferenced + ?Sized>(_: Ty<T>) {}

/// Asks for text, of which a `String` is made.
pub const fn is_text<T: Text + ?Sized>(_: Ty<T>) {}

/// A type with `!`.
#[diagnostic::on_unimplemented(
    message = "a state machine cannot negate `{Self}` [SFN040]",
    label = "not a `bool`",
    note = "`!` works on `bool`; JSONata has no operators on bits, so do that in a task"
)]
pub trait Negated {}

impl Negated for bool {}
impl<T: Negated + ?Sized> Negated for &T {}

/// Asks for a `bool`.
pub const fn is_bool<T: Negated + ?Sized>(_: Ty<T>) {}
