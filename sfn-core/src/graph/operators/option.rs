//! Methods of `Option`, which is a value or `null`, and of `Result`, which is `{"Ok": …}` or `{"Err": …}`.
//!
//! An argument that Rust evaluates although nobody may look at it must not raise where Rust's would not, nor stay silent
//! where Rust's panics: the lowering names the `…_eager` text where an argument may raise.

use super::method::{method, text};
use crate::graph::Operator;
use crate::shape::Shape;
use crate::shape::rules::{optional_of, told_apart};
use crate::tape::Ty;

macro_rules! methods {
    ($($trait:ident $function:ident $constant:ident $what:literal: $option:expr, $result:expr;)*) => {$(
        method!($trait, $function, $constant, $what, "it is known of `Option` and `Result`");

        impl<T: Shape> $trait for Option<T> {
            const $constant: Operator = $option;
            const IS_AMBIGUOUS: bool = T::NULLABLE;
        }

        impl<T, E> $trait for Result<T, E> {
            const $constant: Operator = $result;
        }
    )*};
}

methods! {
    UnwrapOr unwrap_or UNWRAP_OR "`unwrap_or`":
        text!("($_v := " [0] "; $_v != null ? $_v : " [1 at CONDITION] ")"),
        text!("($_v := " [0] "; $exists($_v.Ok) ? $_v.Ok : " [1 at CONDITION] ")");
    UnwrapOrEager unwrap_or_eager UNWRAP_OR_EAGER "`unwrap_or` of a value that may raise":
        text!("($_v := " [0] "; $_d := " [1] "; $_v != null ? $_v : $_d)"),
        text!("($_v := " [0] "; $_d := " [1] "; $exists($_v.Ok) ? $_v.Ok : $_d)");
    UnwrapOrElse unwrap_or_else UNWRAP_OR_ELSE "`unwrap_or_else`":
        text!("($_v := " [0] "; $_v != null ? $_v : " {1} ")"),
        text!("($_v := " [0] "; $exists($_v.Ok) ? $_v.Ok : (" (1) " := $_v.Err; " {1} "))");
    Unwrap unwrap UNWRAP "`unwrap`":
        text!("($_v := " [0] "; $_v != null ? $_v : $error(\"sfn: called `Option::unwrap()` on a `None` value\"))"),
        text!("($_v := " [0] "; $exists($_v.Ok) ? $_v.Ok : $error(\"sfn: called `Result::unwrap()` on an `Err` value\"))");
    Expect expect EXPECT "`expect`":
        text!("($_v := " [0] "; $_v != null ? $_v : $error(\"sfn: \" & " [1 at PRODUCT] "))"),
        text!("($_v := " [0] "; $exists($_v.Ok) ? $_v.Ok : $error(\"sfn: \" & " [1 at PRODUCT] "))");
    AndThen and_then AND_THEN "`and_then`":
        text!("(" (1) " := " [0] "; " (1) " != null ? " {1} " : null)"),
        text!("($_v := " [0] "; $exists($_v.Ok) ? (" (1) " := $_v.Ok; " {1} ") : $_v)");
    OrElse or_else OR_ELSE "`or_else`":
        text!("($_v := " [0] "; $_v != null ? $_v : " {1} ")"),
        text!("($_v := " [0] "; $exists($_v.Ok) ? $_v : (" (1) " := $_v.Err; " {1} "))");
    MapOr map_or MAP_OR "`map_or`":
        text!("(" (2) " := " [0] "; " (2) " != null ? " {2} " : " [1 at CONDITION] ")"),
        text!("($_v := " [0] "; $exists($_v.Ok) ? (" (2) " := $_v.Ok; " {2} ") : " [1 at CONDITION] ")");
    MapOrEager map_or_eager MAP_OR_EAGER "`map_or` of a value that may raise":
        text!("(" (2) " := " [0] "; $_d := " [1] "; " (2) " != null ? " {2} " : $_d)"),
        text!("($_v := " [0] "; $_d := " [1] "; $exists($_v.Ok) ? (" (2) " := $_v.Ok; " {2} ") : $_d)");
    MapOrElse map_or_else MAP_OR_ELSE "`map_or_else`":
        text!("(" (2) " := " [0] "; " (2) " != null ? " {2} " : " {1} ")"),
        text!("($_v := " [0] "; $exists($_v.Ok) ? (" (2) " := $_v.Ok; " {2} ") : (" (1) " := $_v.Err; " {1} "))");
}

macro_rules! of_option {
    ($($trait:ident $function:ident $constant:ident $what:literal: $text:expr;)*) => {$(
        method!($trait, $function, $constant, $what, "it is known of `Option`");

        impl<T: Shape> $trait for Option<T> {
            const $constant: Operator = $text;
            const IS_AMBIGUOUS: bool = T::NULLABLE;
        }
    )*};
}

of_option! {
    IsSome is_some IS_SOME "`is_some`": super::PRESENT;
    IsNone is_none IS_NONE "`is_none`": super::ABSENT;
    IsSomeAnd is_some_and IS_SOME_AND "`is_some_and`":
        text!("(" (1) " := " [0] "; " (1) " != null ? " {1} " : false)");
    IsNoneOr is_none_or IS_NONE_OR "`is_none_or`":
        text!("(" (1) " := " [0] "; " (1) " != null ? " {1} " : true)");
    Or or OR_OTHER "`or`": text!("($_v := " [0] "; $_v != null ? $_v : " [1 at CONDITION] ")");
    OrEager or_eager OR_EAGER "`or` of a value that may raise":
        text!("($_v := " [0] "; $_d := " [1] "; $_v != null ? $_v : $_d)");
    OkOr ok_or OK_OR "`ok_or`":
        text!("($_v := " [0] "; $_v != null ? {\"Ok\": $_v} : {\"Err\": " [1] "})");
    OkOrEager ok_or_eager OK_OR_EAGER "`ok_or` of a value that may raise":
        text!("($_v := " [0] "; $_d := " [1] "; $_v != null ? {\"Ok\": $_v} : {\"Err\": $_d})");
    OkOrElse ok_or_else OK_OR_ELSE "`ok_or_else`":
        text!("($_v := " [0] "; $_v != null ? {\"Ok\": $_v} : {\"Err\": " {1} "})");
}

macro_rules! of_result {
    ($($trait:ident $function:ident $constant:ident $what:literal: $text:expr;)*) => {$(
        method!($trait, $function, $constant, $what, "it is known of `Result`");

        impl<T, E> $trait for Result<T, E> {
            const $constant: Operator = $text;
        }
    )*};
}

of_result! {
    MapErr map_err MAP_ERR "`map_err`":
        text!("($_v := " [0] "; $exists($_v.Ok) ? $_v : (" (1) " := $_v.Err; {\"Err\": " {1} "}))");
    IsOk is_ok IS_OK "`is_ok`": text!("$exists(" [0 at ELEMENT] ".Ok)");
    IsErr is_err IS_ERR "`is_err`": text!("$exists(" [0 at ELEMENT] ".Err)");
    IsOkAnd is_ok_and IS_OK_AND "`is_ok_and`":
        text!("($_v := " [0] "; $exists($_v.Ok) ? (" (1) " := $_v.Ok; " {1} ") : false)");
}

method!(
    UnwrapOrDefault,
    unwrap_or_default,
    UNWRAP_OR_DEFAULT,
    "`unwrap_or_default`",
    "it is known of `Option` and `Result`"
);

impl<T: Shape> UnwrapOrDefault for Option<T> {
    const IS_AMBIGUOUS: bool = T::NULLABLE;
    const UNWRAP_OR_DEFAULT: Operator =
        text!("($_v := " [0] "; $_v != null ? $_v : " (known_default::<T>()) ")");
}

impl<T: Shape, E> UnwrapOrDefault for Result<T, E> {
    const UNWRAP_OR_DEFAULT: Operator =
        text!("($_v := " [0] "; $exists($_v.Ok) ? $_v.Ok : " (known_default::<T>()) ")");
}

/// The JSON text of a type's default.
const fn known_default<T: Shape>() -> &'static str {
    match T::DEFAULT {
        Some(text) => text,
        None => panic!(
            "the default of this type is not known as JSON [SFN026]\n\
             why: on AWS no Rust runs that could make it\n\
             help: write it out: `unwrap_or(…)`"
        ),
    }
}

method!(
    Filter,
    filter,
    FILTER,
    "`filter`",
    "it is known of `Option` and of iterators"
);

impl<T: Shape> Filter for Option<T> {
    const IS_AMBIGUOUS: bool = T::NULLABLE;
    const FILTER: Operator =
        text!("(" (1) " := " [0] "; " (1) " != null ? (" {1} " ? " (1) " : null) : null)");
}

/// A type with `map`.
#[diagnostic::on_unimplemented(
    message = "a state machine does not know this method of `{Self}` [SFN072]",
    label = "not translated for this type",
    note = "`map` is known of `Option`, `Result` and iterators"
)]
pub trait Map {
    /// Whether what the closure gives must not be `null`.
    const IS_OPTION: bool;
    /// Whether it is an `Option` around what may be `null` itself.
    const IS_AMBIGUOUS: bool = false;
    /// The text of `map`.
    const MAP: Operator;
}

impl<T: Shape> Map for Option<T> {
    const IS_OPTION: bool = true;
    const IS_AMBIGUOUS: bool = T::NULLABLE;
    const MAP: Operator = <Self as AndThen>::AND_THEN;
}

impl<T, E> Map for Result<T, E> {
    const IS_OPTION: bool = false;
    const MAP: Operator =
        text!("($_v := " [0] "; $exists($_v.Ok) ? (" (1) " := $_v.Ok; {\"Ok\": " {1} "}) : $_v)");
}

impl<T: Map + ?Sized> Map for &T {
    const IS_OPTION: bool = T::IS_OPTION;
    const IS_AMBIGUOUS: bool = T::IS_AMBIGUOUS;
    const MAP: Operator = T::MAP;
}

/// The text of `map` for a type, with a closure that gives another one.
#[track_caller]
pub const fn map<T: Map, R: Shape + ?Sized>(_: Ty<T>, _: Ty<R>) -> Operator {
    told_apart(T::IS_AMBIGUOUS);
    if T::IS_OPTION {
        optional_of::<R>();
    }
    T::MAP
}

/// A type with `ok`.
#[diagnostic::on_unimplemented(
    message = "a state machine does not know this method of `{Self}` [SFN072]",
    label = "not translated for this type",
    note = "`ok` is known of `Result`"
)]
pub trait Success {
    /// What success holds.
    type Value: Shape;
}

impl<T: Shape, E> Success for Result<T, E> {
    type Value = T;
}

impl<T: Success + ?Sized> Success for &T {
    type Value = T::Value;
}

/// The text of `ok` for a type.
#[track_caller]
pub const fn ok<T: Success>(_: Ty<T>) -> Operator {
    optional_of::<T::Value>();
    text!("($_v := " [0] "; $exists($_v.Ok) ? $_v.Ok : null)")
}

method!(
    Taken,
    taken,
    TAKEN,
    "`take`",
    "`take` works on `Option`, and on iterators"
);
method!(
    LeftByTake,
    left_by_take,
    LEFT_BY_TAKE,
    "`take`",
    "`take` works on `Option`, and on iterators"
);

impl<T> Taken for Option<T> {
    const TAKEN: Operator = super::iterator::ITSELF;
}

impl<T> LeftByTake for Option<T> {
    const LEFT_BY_TAKE: Operator = text!("null");
}
