//! Methods of `Vec`, of maps with text as keys, and of `String` where it shares their names; those that change their
//! receiver among them, with the text of what it is afterwards.

use super::comparison::{Equal, Ordered};
use super::elements;
use super::method::{method, text};
use crate::graph::Operator;
use crate::shape::Shape;
use crate::shape::rules::optional_of;
use crate::tape::Ty;
use std::collections::{BTreeMap, HashMap, VecDeque};

/// An array of elements.
#[diagnostic::on_unimplemented(
    message = "a state machine does not know this method of `{Self}` [SFN072]",
    label = "not translated for this type",
    note = "it is known of `Vec`, arrays and slices"
)]
pub trait Sequence {
    /// What is in it.
    type Element: Shape;
}

impl<T: Shape> Sequence for Vec<T> {
    type Element = T;
}
impl<T: Shape> Sequence for VecDeque<T> {
    type Element = T;
}
impl<T: Shape> Sequence for [T] {
    type Element = T;
}
impl<T: Shape, const N: usize> Sequence for [T; N] {
    type Element = T;
}
impl<T: Sequence + ?Sized> Sequence for &T {
    type Element = T::Element;
}

/// The text of `first` for a type; of `last` and `pop` below.
#[track_caller]
pub const fn first_of<T: Sequence + ?Sized>(_: Ty<T>) -> Operator {
    elements::first(Ty::<T::Element>::NEW)
}

/// The text of `last`, and of what `pop` gives.
#[track_caller]
pub const fn last_of<T: Sequence + ?Sized>(_: Ty<T>) -> Operator {
    elements::last(Ty::<T::Element>::NEW)
}

/// An array of which a part can be taken.
#[diagnostic::on_unimplemented(
    message = "a state machine cannot index `{Self}` [SFN044]",
    label = "no part of it can be taken",
    note = "`a[b..c]` works on a `Vec` or an array; text is cut at bytes in Rust"
)]
pub trait Sliced {
    /// What is in it.
    type Element: Shape;
}

impl<T: Shape> Sliced for Vec<T> {
    type Element = T;
}
impl<T: Shape> Sliced for [T] {
    type Element = T;
}
impl<T: Shape, const N: usize> Sliced for [T; N] {
    type Element = T;
}
impl<T: Sliced + ?Sized> Sliced for &T {
    type Element = T::Element;
}

/// The text of `a[b..c]` for a type.
pub const fn slice<T: Sliced + ?Sized>(_: Ty<T>) -> Operator {
    elements::part(Ty::<T::Element>::NEW)
}

/// The text of `a[b..]` for a type.
pub const fn slice_from<T: Sliced + ?Sized>(_: Ty<T>) -> Operator {
    elements::part_from(Ty::<T::Element>::NEW)
}

/// The text of `a[..b]` for a type.
pub const fn slice_to<T: Sliced + ?Sized>(_: Ty<T>) -> Operator {
    elements::part_to(Ty::<T::Element>::NEW)
}

macro_rules! methods {
    ($($trait:ident $function:ident $constant:ident $what:literal $note:literal
        { $([$($generics:tt)*] $ty:ty => $text:expr;)* })*) => {$(
        method!($trait, $function, $constant, $what, $note);
        $(
            impl<$($generics)*> $trait for $ty {
                const $constant: Operator = $text;
            }
        )*
    )*};
}

methods! {
    Get get GET "`get`" "`get` works on `Vec`, arrays, and maps with `String` keys" {
        [T: Shape] Vec<T> => elements::element(Ty::<T>::NEW);
        [T: Shape] VecDeque<T> => elements::element(Ty::<T>::NEW);
        [T: Shape] [T] => elements::element(Ty::<T>::NEW);
        [T: Shape, const N: usize] [T; N] => elements::element(Ty::<T>::NEW);
        [V: Shape] BTreeMap<String, V> => looked_up::<V>();
        [V: Shape] HashMap<String, V> => looked_up::<V>();
    }
    ContainsKey contains_key CONTAINS_KEY "`contains_key`" "`contains_key` works on maps with `String` keys" {
        [V] BTreeMap<String, V> => HAS_KEY;
        [V] HashMap<String, V> => HAS_KEY;
    }
    Push push PUSHED "`push`" "`push` works on `Vec` and `String`" {
        [T: Shape] Vec<T> => elements::pushed(Ty::<T>::NEW);
        [] String => super::CONCAT;
    }
    PushStr push_str PUSHED_TEXT "`push_str`" "`push_str` works on `String`" {
        [] String => super::CONCAT;
    }
    Pop pop POPPED "`pop`" "`pop` works on `Vec`" {
        [T: Shape] Vec<T> => elements::but_last(Ty::<T>::NEW);
    }
    Extend extend EXTENDED "`extend`" "`extend` works on `Vec`" {
        [T] Vec<T> => elements::APPEND;
    }
    Insert insert INSERTED "`insert`" "`insert` works on `Vec` and on maps with `String` keys" {
        [T: Shape] Vec<T> => elements::inserted(Ty::<T>::NEW);
        [V] BTreeMap<String, V> => text!("$merge([" [0] ", {" [1] ": " [2] "}])");
        [V] HashMap<String, V> => text!("$merge([" [0] ", {" [1] ": " [2] "}])");
    }
    Replaced replaced REPLACED "`insert`" "`insert` works on `Vec` and on maps with `String` keys" {
        [T] Vec<T> => text!("null");
        [V: Shape] BTreeMap<String, V> => looked_up::<V>();
        [V: Shape] HashMap<String, V> => looked_up::<V>();
    }
    Remove remove REMOVED "`remove`" "`remove` works on `Vec` and on maps with `String` keys" {
        [T: Shape] Vec<T> => elements::without(Ty::<T>::NEW);
        [V] BTreeMap<String, V> => WITHOUT_KEY;
        [V] HashMap<String, V> => WITHOUT_KEY;
    }
    Removed removed REMOVED_VALUE "`remove`" "`remove` works on `Vec` and on maps with `String` keys" {
        [T: Shape] Vec<T> => super::AT;
        [V: Shape] BTreeMap<String, V> => looked_up::<V>();
        [V: Shape] HashMap<String, V> => looked_up::<V>();
    }
    Clear clear CLEARED "`clear`" "`clear` works on `Vec`, `String` and maps" {
        [T] Vec<T> => text!("[]");
        [] String => text!("\"\"");
        [K, V] BTreeMap<K, V> => text!("{}");
        [K, V] HashMap<K, V> => text!("{}");
    }
    Truncate truncate TRUNCATED "`truncate`" "`truncate` works on `Vec`" {
        [T: Shape] Vec<T> => elements::take_items(Ty::<T>::NEW);
    }
    Retain retain RETAINED "`retain`" "`retain` works on `Vec`" {
        [T: Shape] Vec<T> => elements::filter_items(Ty::<T>::NEW);
    }
    Reverse reverse REVERSED "`reverse`" "`reverse` works on `Vec`" {
        [T] Vec<T> => elements::REVERSE;
    }
    Sort sort SORTED "`sort`" "`sort` works on a `Vec` of integers: text is ordered by UTF-16 on AWS and by UTF-8 in Rust" {
        [T: Ordered] Vec<T> => text!("$sort(" [0] ")");
    }
    Join join JOINED "`join`" "`join` works on a `Vec`, array or slice of text" {
        [T: Text] Vec<T> => JOIN_TEXT;
        [T: Text] [T] => JOIN_TEXT;
        [T: Text, const N: usize] [T; N] => JOIN_TEXT;
    }
}

const JOIN_TEXT: Operator = text!("$join(" [0] ", " [1] ")");

const HAS_KEY: Operator = text!("$exists($lookup(" [0] ", " [1] "))");

/// `$sift` gives nothing where nothing is left.
const WITHOUT_KEY: Operator = text!(
    "($_x := " [1] "; $_v := $sift(" [0] ", function($_e, $_k) { $_k != $_x }); $exists($_v) ? $_v : {})"
);

/// The value of a key, or `null`.
#[track_caller]
const fn looked_up<V: Shape>() -> Operator {
    optional_of::<V>();
    text!("($_v := $lookup(" [0] ", " [1] "); $exists($_v) ? $_v : null)")
}

/// Text in JSON.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not text [SFN146]",
    label = "not text",
    note = "a pattern, a separator or a part is a `String`, `&str` or `char` here; closures and sets of characters have no translation"
)]
pub trait Text {}

impl Text for String {}
impl Text for str {}
impl Text for char {}
impl<T: Text + ?Sized> Text for &T {}

/// A type with `contains`.
#[diagnostic::on_unimplemented(
    message = "a state machine does not know this method of `{Self}` [SFN072]",
    label = "not translated for this type",
    note = "`contains` works on `Vec`, arrays and text, with what `==` works on"
)]
pub trait Contains<P: ?Sized> {
    /// The text of `contains`.
    const CONTAINS: Operator;
}

macro_rules! contains_element {
    ($([$($generics:tt)*] $ty:ty;)*) => {$(
        impl<$($generics)*, P: ?Sized> Contains<P> for $ty {
            const CONTAINS: Operator = text!(
                "($_x := " [1] "; $reduce(" [0] ", function($_a, $_e) { $_a ? true : $_e = $_x }, false))"
            );
        }
    )*};
}

contains_element! {
    [T: Equal] Vec<T>;
    [T: Equal] VecDeque<T>;
    [T: Equal] [T];
    [T: Equal, const N: usize] [T; N];
}

const CONTAINS_TEXT: Operator = text!("$contains(" [0] ", " [1] ")");

impl<P: Text + ?Sized> Contains<P> for String {
    const CONTAINS: Operator = CONTAINS_TEXT;
}
impl<P: Text + ?Sized> Contains<P> for str {
    const CONTAINS: Operator = CONTAINS_TEXT;
}
impl<T: Contains<P> + ?Sized, P: ?Sized> Contains<P> for &T {
    const CONTAINS: Operator = T::CONTAINS;
}

/// The text of `contains` for a type and what is looked for.
pub const fn contains<T: Contains<P> + ?Sized, P: ?Sized>(_: Ty<T>, _: Ty<P>) -> Operator {
    T::CONTAINS
}
