//! The shapes of the standard library's types.

use super::{Digits, Field, FieldInfo, IsArray, Place, Shape};
use crate::tape::Ty;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::rc::Rc;
use std::sync::Arc;

macro_rules! scalars {
    ($($default:literal $digits:ident: $($ty:ty),+;)*) => {$($(
        impl Shape for $ty {
            type Names = ();
            const NAMES: &'static () = &();
            const DEFAULT: Option<&'static str> = Some($default);
            const DIGITS: Digits = Digits::$digits;
        }
    )+)*};
}

scalars! {
    "0" Few: u8, u16, u32, i8, i16, i32;
    "0" Integer: u64, usize, i64, isize;
    "0" Many: f32, f64;
    "false" Few: bool;
    "\"\"" Few: String, str;
}

impl Shape for () {
    type Names = ();
    const NAMES: &'static () = &();
    const DEFAULT: Option<&'static str> = Some("null");
    const NULLABLE: bool = true;
}

/// Text in JSON, and what [`crate::clock::sleep_until`] takes.
impl Shape for crate::clock::Timestamp {
    type Names = ();
    const NAMES: &'static () = &();
    const DIGITS: Digits = Digits::Few;
}

/// `{"secs": …, "nanos": …}`, as serde writes it.
impl Shape for std::time::Duration {
    type Names = ();
    const NAMES: &'static () = &();
    const DEFAULT: Option<&'static str> = Some("{\"secs\":0,\"nanos\":0}");
}

/// The digits of what holds others.
const fn around(inside: Digits) -> Digits {
    match inside {
        Digits::Few => Digits::Few,
        Digits::Integer | Digits::Many => Digits::Many,
    }
}

impl Shape for char {
    type Names = ();
    const NAMES: &'static () = &();
    const DIGITS: Digits = Digits::Few;
}

impl<T: Shape> Shape for Option<T> {
    type Names = ();
    const NAMES: &'static () = &();
    const ABSENT: Option<&'static str> = Some("null");
    const AMBIGUOUS: bool = T::NULLABLE || T::AMBIGUOUS;
    const HOLDS_RESULT: bool = T::HOLDS_RESULT;
    const DIGITS: Digits = around(T::DIGITS);
    const DEFAULT: Option<&'static str> = Some("null");
    const ARRAY: IsArray = match T::ARRAY {
        IsArray::Never => IsArray::Never,
        IsArray::Always | IsArray::Sometimes => IsArray::Sometimes,
    };
    const NULLABLE: bool = true;
}

/// What a branch of `sfn::join!` gives: `{"Ok": …}` or `{"Err": {"Error": …, "Cause": …}}`.
impl<T: Shape, E: crate::errors::TaskError> Shape for Result<T, E> {
    type Names = ();
    const NAMES: &'static () = &();
    const AMBIGUOUS: bool = T::AMBIGUOUS;
    const HOLDS_RESULT: bool = true;
}

macro_rules! arrays {
    ($([$($generics:tt)*] $ty:ty: $default:expr;)*) => {$(
        impl<$($generics)*> Shape for $ty {
            type Names = ();
            const NAMES: &'static () = &();
            const DEFAULT: Option<&'static str> = $default;
            const ARRAY: IsArray = IsArray::Always;
            const AMBIGUOUS: bool = T::AMBIGUOUS;
            const HOLDS_RESULT: bool = T::HOLDS_RESULT;
            const DIGITS: Digits = around(T::DIGITS);
        }
    )*};
}

arrays! {
    [T: Shape] Vec<T>: Some("[]");
    [T: Shape] VecDeque<T>: Some("[]");
    [T: Shape] BTreeSet<T>: Some("[]");
    [T: Shape] [T]: None;
    [T: Shape, const N: usize] [T; N]: None;
}

impl<V: Shape> Shape for BTreeMap<String, V> {
    type Names = ();
    const NAMES: &'static () = &();
    const DEFAULT: Option<&'static str> = Some("{}");
    const AMBIGUOUS: bool = V::AMBIGUOUS;
    const HOLDS_RESULT: bool = V::HOLDS_RESULT;
}

/// An object whose members are looked up; nothing asks for their order.
impl<V: Shape> Shape for HashMap<String, V> {
    type Names = ();
    const NAMES: &'static () = &();
    const DEFAULT: Option<&'static str> = Some("{}");
    const AMBIGUOUS: bool = V::AMBIGUOUS;
    const HOLDS_RESULT: bool = V::HOLDS_RESULT;
}

macro_rules! transparent {
    ($([$($generics:tt)*] $ty:ty;)*) => {$(
        impl<$($generics)*> Shape for $ty {
            type Names = T::Names;
            const NAMES: &'static T::Names = T::NAMES;
            const ABSENT: Option<&'static str> = T::ABSENT;
            const DEFAULT: Option<&'static str> = T::DEFAULT;
            const ARRAY: IsArray = T::ARRAY;
            const NULLABLE: bool = T::NULLABLE;
            const AMBIGUOUS: bool = T::AMBIGUOUS;
            const HOLDS_RESULT: bool = T::HOLDS_RESULT;
            const DIGITS: Digits = T::DIGITS;
            const IS_STRUCT: bool = T::IS_STRUCT;
            const IS_ENUM: bool = T::IS_ENUM;
        }
    )*};
}

transparent! {
    [T: Shape + ?Sized] &T;
    [T: Shape + ?Sized] &mut T;
    [T: Shape + ?Sized] Box<T>;
    [T: Shape + ?Sized] Rc<T>;
    [T: Shape + ?Sized] Arc<T>;
    [T: Shape + ToOwned + ?Sized] Cow<'_, T>;
}

macro_rules! tuples {
    ($($name:ident $index:literal),*) => {
        impl<$($name: Shape + 'static),*> Shape for ($($name,)*) {
            type Names = ($(Field<$name>,)*);
            const NAMES: &'static Self::Names = &($(
                Field {
                    info: FieldInfo { place: Place::Element($index), absent: None },
                    ty: Ty::NEW,
                },
            )*);
            const ARRAY: IsArray = IsArray::Always;
            const AMBIGUOUS: bool = false $(|| $name::AMBIGUOUS)*;
            const HOLDS_RESULT: bool = false $(|| $name::HOLDS_RESULT)*;
        }
    };
}

tuples!(A 0);
tuples!(A 0, B 1);
tuples!(A 0, B 1, C 2);
tuples!(A 0, B 1, C 2, D 3);
tuples!(A 0, B 1, C 2, D 3, E 4);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5, G 6);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7);
