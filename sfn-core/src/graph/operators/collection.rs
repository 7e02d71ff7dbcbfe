//! `len`, `is_empty`, indexing, and what the lowering of `Option` and `for` needs.

use crate::graph::{Operator, Part::Hole, Part::Text, level};
use crate::shape::{Contains, IsArray, Shape};
use crate::tape::Ty;
use std::collections::{BTreeMap, HashMap, VecDeque};

/// A type with `len` and `is_empty`.
#[diagnostic::on_unimplemented(
    message = "a state machine cannot take the length of `{Self}` [SFN043]",
    note = "`len` counts the elements of a `Vec` or an array; the length of text is in bytes in Rust and in characters on AWS"
)]
pub trait Measured {
    /// `a.len()`
    const LEN: Operator = COUNT;
}

impl<T> Measured for Vec<T> {}
impl<T> Measured for VecDeque<T> {}
impl<T> Measured for [T] {}
impl<T, const N: usize> Measured for [T; N] {}
impl<K, V> Measured for BTreeMap<K, V> {
    const LEN: Operator = COUNT_KEYS;
}
impl<K, V> Measured for HashMap<K, V> {
    const LEN: Operator = COUNT_KEYS;
}
impl<T: Measured + ?Sized> Measured for &T {
    const LEN: Operator = T::LEN;
}

const COUNT_KEYS: Operator = Operator {
    level: level::ATOM,
    parts: &[Text("$count($keys("), Hole(0, level::ANY), Text("))")],
};

/// The text of `len` for a type.
pub const fn len<T: Measured + ?Sized>(_: Ty<T>) -> Operator {
    T::LEN
}

/// A type with `is_empty`.
#[diagnostic::on_unimplemented(
    message = "a state machine cannot tell whether `{Self}` is empty [SFN043]",
    note = "`is_empty` works on `Vec`, arrays and `String`"
)]
pub trait Emptiable {
    /// `a.is_empty()`
    const IS_EMPTY: Operator = Operator {
        level: level::COMPARE,
        parts: &[Text("$count("), Hole(0, level::ANY), Text(") = 0")],
    };
}

const EMPTY_TEXT: Operator = Operator {
    level: level::COMPARE,
    parts: &[Hole(0, level::COMPARE + 1), Text(" = \"\"")],
};

impl<T> Emptiable for Vec<T> {}
impl<T> Emptiable for VecDeque<T> {}
impl<T> Emptiable for [T] {}
impl<T, const N: usize> Emptiable for [T; N] {}
impl<K, V> Emptiable for BTreeMap<K, V> {
    const IS_EMPTY: Operator = NO_KEYS;
}
impl<K, V> Emptiable for HashMap<K, V> {
    const IS_EMPTY: Operator = NO_KEYS;
}

const NO_KEYS: Operator = Operator {
    level: level::COMPARE,
    parts: &[Text("$count($keys("), Hole(0, level::ANY), Text(")) = 0")],
};

impl Emptiable for String {
    const IS_EMPTY: Operator = EMPTY_TEXT;
}
impl Emptiable for str {
    const IS_EMPTY: Operator = EMPTY_TEXT;
}
impl<T: Emptiable + ?Sized> Emptiable for &T {
    const IS_EMPTY: Operator = T::IS_EMPTY;
}

/// The text of `is_empty` for a type.
pub const fn is_empty<T: Emptiable + ?Sized>(_: Ty<T>) -> Operator {
    T::IS_EMPTY
}

/// A type with `a[i]`.
#[diagnostic::on_unimplemented(
    message = "a state machine cannot index `{Self}` [SFN044]",
    note = "`a[i]` works on a `Vec` or an array with a `usize`, and on a map with `String` keys"
)]
pub trait Indexed {
    /// `a[b]`
    const INDEX: Operator = AT;
}

impl<T> Indexed for Vec<T> {}
impl<T> Indexed for [T] {}
impl<T, const N: usize> Indexed for [T; N] {}
impl<T> Indexed for VecDeque<T> {}
impl<V> Indexed for BTreeMap<String, V> {
    const INDEX: Operator = AT_KEY;
}
impl<V> Indexed for HashMap<String, V> {
    const INDEX: Operator = AT_KEY;
}
impl<T: Indexed + ?Sized> Indexed for &T {
    const INDEX: Operator = T::INDEX;
}

const AT_KEY: Operator = Operator {
    level: level::ATOM,
    parts: &[
        Text("($_v := $lookup("),
        Hole(0, level::ANY),
        Text(", "),
        Hole(1, level::ANY),
        Text("); $exists($_v) ? $_v : $error(\"sfn: no entry found for key\"))"),
    ],
};

/// The text of `a[i]` for a type: out of bounds is an error, as in Rust.
pub const fn index<T: Indexed + ?Sized>(_: Ty<T>) -> Operator {
    T::INDEX
}

/// `a[i]`, checked.
pub const AT: Operator = Operator {
    level: level::ATOM,
    parts: &[
        Text("($_v := "),
        Hole(0, level::ATOM),
        Text("["),
        Hole(1, level::ANY),
        Text("]; $exists($_v) ? $_v : $error(\"sfn: index out of bounds\"))"),
    ],
};

/// The text of `a` with another value at `i`, for a type: out of bounds is an error, as in Rust.
pub const fn with_element<T: Indexed + Contains + ?Sized>(_: Ty<T>) -> Operator
where
    T::Item: Shape,
{
    match <T::Item as Shape>::ARRAY {
        IsArray::Never => WITH_ELEMENT,
        IsArray::Always => WITH_ARRAY,
        IsArray::Sometimes => WITH_EITHER,
    }
}

/// The value comes first, as in Rust.
macro_rules! replaced {
    ($all:literal) => {
        Operator {
            level: level::ATOM,
            parts: &[
                Text("($_x := "),
                Hole(2, level::ANY),
                Text("; $_a := "),
                Hole(0, level::ANY),
                Text("; $_i := "),
                Hole(1, level::ANY),
                Text(concat!(
                    "; $_i < $count($_a) ? ",
                    $all,
                    " : $error(\"sfn: index out of bounds\"))"
                )),
            ],
        }
    };
}

const WITH_ELEMENT: Operator =
    replaced!("[$map($_a, function($_e, $_n) { $_n = $_i ? $_x : $_e })]");

/// An array of one array is unwrapped by `$map`, and would be flattened into the constructor around it.
const WITH_ARRAY: Operator = replaced!(
    "($count($_a) = 1 ? [[$_x]] : [$map($_a, function($_e, $_n) { $_n = $_i ? $_x : $_e })])"
);

const WITH_EITHER: Operator = replaced!(
    "($count($_a) = 1 ? ($type($_x) = \"array\" ? [[$_x]] : [$_x]) : [$map($_a, function($_e, $_n) { $_n = $_i ? $_x : $_e })])"
);

/// The text of `[.., rest @ .., ..]` for the type of the elements: what lies between so many at either end.
pub const fn rest<T: Shape + ?Sized>(_: Ty<T>) -> Operator {
    match T::ARRAY {
        IsArray::Never => REST,
        IsArray::Always => REST_OF_ARRAYS,
        IsArray::Sometimes => REST_OF_EITHER,
    }
}

macro_rules! rest {
    ($($all:expr),+) => {
        Operator {
            level: level::ATOM,
            parts: &[
                Text("($_a := "),
                Hole(0, level::ANY),
                Text("; $_c := $count($_a) - "),
                Hole(2, level::SUM + 1),
                Text("; "),
                $($all,)+
                Text("[$filter($_a, function($_e, $_n) { $_n >= "),
                Hole(1, level::COMPARE + 1),
                Text(" and $_n < $_c })])"),
            ],
        }
    };
}

const REST: Operator = rest!(Text(""));

/// An array of one array is unwrapped by `$filter`, and would be flattened into the constructor around it.
const REST_OF_ARRAYS: Operator = rest!(
    Text("$_c - "),
    Hole(1, level::SUM + 1),
    Text(" = 1 ? [[$_a["),
    Hole(1, level::ANY),
    Text("]]] : ")
);

const REST_OF_EITHER: Operator = rest!(
    Text("$_c - "),
    Hole(1, level::SUM + 1),
    Text(" = 1 ? ($_e := $_a["),
    Hole(1, level::ANY),
    Text("]; $type($_e) = \"array\" ? [[$_e]] : [$_e]) : ")
);

/// `a[i]` where the lowering has made sure that `i` is in bounds.
pub const ELEMENT: Operator = Operator {
    level: level::ELEMENT,
    parts: &[
        Hole(0, level::ATOM),
        Text("["),
        Hole(1, level::ANY),
        Text("]"),
    ],
};

/// `a.is_some()`
pub const PRESENT: Operator = Operator {
    level: level::COMPARE,
    parts: &[Hole(0, level::COMPARE + 1), Text(" != null")],
};

/// `a.is_none()`
pub const ABSENT: Operator = Operator {
    level: level::COMPARE,
    parts: &[Hole(0, level::COMPARE + 1), Text(" = null")],
};

/// `a.len()` of an array that the lowering walks.
pub const COUNT: Operator = Operator {
    level: level::ATOM,
    parts: &[Text("$count("), Hole(0, level::ANY), Text(")")],
};
