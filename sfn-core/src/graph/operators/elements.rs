//! Parts of arrays, and what walks them one by one: `take`, `push`, `map`, `filter`, `fold`, `any`, …
//!
//! JSONata flattens: `[$map(xs, f)]` is right unless the one result is an array itself, which would melt into the
//! constructor around it. So each text that makes an array has three forms, by whether its elements are arrays: never
//! (the plain one), always (a single element is wrapped once more), sometimes (it is looked at). `$reverse`, `$append`,
//! `$zip` and `$reduce` keep what they are given and need only one.

use super::method::text;
use crate::graph::Operator;
use crate::shape::rules::optional_of;
use crate::shape::{IsArray, Shape};
use crate::tape::Ty;

/// An array of one element.
macro_rules! one {
    (never $element:literal) => {
        concat!("[", $element, "]")
    };
    (always $element:literal) => {
        concat!("[[", $element, "]]")
    };
    (sometimes $element:literal) => {
        concat!(
            "($_e := ",
            $element,
            "; $type($_e) = \"array\" ? [[$_e]] : [$_e])"
        )
    };
}

/// The elements of `$_s` from `$_a` to before `$_b`.
macro_rules! select {
    (never) => {
        "[$filter($_s, function($_e, $_i) { $_i >= $_a and $_i < $_b })]"
    };
    ($kind:ident) => {
        concat!("($_b - $_a = 1 ? ", one!($kind "$_s[$_a]"), " : ", select!(never), ")")
    };
}

/// The elements of `$_s` from one place to before another.
macro_rules! between {
    ($kind:ident $from:literal $to:literal) => {
        concat!(
            "($_a := ",
            $from,
            "; $_b := ",
            $to,
            "; ",
            select!($kind),
            ")"
        )
    };
}

/// The values in the objects `$_o`.
macro_rules! unpacked {
    ($kind:ident) => {
        concat!(
            "$count($_o) = 1 ? ",
            one!($kind "$_o[0].v"),
            " : [$map($_o, function($_e) { $_e.v })]"
        )
    };
}

/// Declares an operator with a form for each kind of elements.
macro_rules! by_elements {
    ($($(#[$doc:meta])* $name:ident |$kind:ident| $never:expr, $always:expr, $sometimes:expr;)*) => {$(
        $(#[$doc])*
        pub const fn $name<T: Shape + ?Sized>(_: Ty<T>) -> Operator {
            const NEVER: Operator = $never;
            const ALWAYS: Operator = $always;
            const SOMETIMES: Operator = $sometimes;
            match T::ARRAY {
                IsArray::Never => NEVER,
                IsArray::Always => ALWAYS,
                IsArray::Sometimes => SOMETIMES,
            }
        }
    )*};
    // One text with `$kind` in it for all three.
    ($($(#[$doc:meta])* $name:ident $make:ident;)*) => {
        by_elements! {$(
            $(#[$doc])*
            $name |kind| $make!(never), $make!(always), $make!(sometimes);
        )*}
    };
}

macro_rules! take {
    ($kind:ident) => {
        text!("($_s := " [0] "; $_a := 0; $_b := $min([" [1] ", $count($_s)]); " (select!($kind)) ")")
    };
}

macro_rules! skip {
    ($kind:ident) => {
        text!("($_s := " [0] "; $_b := $count($_s); $_a := $min([" [1] ", $_b]); " (select!($kind)) ")")
    };
}

macro_rules! slice {
    ($kind:ident) => {
        text!("($_s := " [0] "; $_a := " [1] "; $_b := " [2] "; $_a > $_b or $_b > $count($_s) ? $error(\"sfn: range out of bounds\") : " (select!($kind)) ")")
    };
}

macro_rules! slice_from {
    ($kind:ident) => {
        text!("($_s := " [0] "; $_a := " [1] "; $_b := $count($_s); $_a > $_b ? $error(\"sfn: range out of bounds\") : " (select!($kind)) ")")
    };
}

macro_rules! slice_to {
    ($kind:ident) => {
        text!("($_s := " [0] "; $_a := 0; $_b := " [1] "; $_b > $count($_s) ? $error(\"sfn: range out of bounds\") : " (select!($kind)) ")")
    };
}

macro_rules! but_last {
    ($kind:ident) => {
        text!("($_s := " [0] "; $_a := 0; $_b := $count($_s) - 1; " (select!($kind)) ")")
    };
}

macro_rules! inserted {
    ($kind:ident) => {
        text!(
            "($_s := " [0] "; $_n := " [1] "; $_x := " [2]
            "; $_n > $count($_s) ? $error(\"sfn: insertion index out of bounds\") : $append($append("
            (between!($kind "0" "$_n")) ", " (one!($kind "$_x")) "), " (between!($kind "$_n" "$count($_s)")) "))"
        )
    };
}

macro_rules! without {
    ($kind:ident) => {
        text!(
            "($_s := " [0] "; $_n := " [1]
            "; $_n >= $count($_s) ? $error(\"sfn: index out of bounds\") : $append("
            (between!($kind "0" "$_n")) ", " (between!($kind "$_n + 1" "$count($_s)")) "))"
        )
    };
}

macro_rules! retained {
    ($kind:ident) => {
        text!(
            "($_p := " [1] "; $_o := [$filter([$map(" [0] ", function($_e) { {\"v\": $_e} })], function($_e) { $_p($_e.v) })]; "
            (unpacked!($kind)) ")"
        )
    };
}

macro_rules! present {
    ($kind:ident) => {
        text!(
            "($_o := [$filter([$map(" [0] ", function($_e) { {\"v\": $_e} })], function($_e) { $_e.v != null })]; "
            (unpacked!($kind)) ")"
        )
    };
}

by_elements! {
    /// `a.iter().take(n)`, and what `a.truncate(n)` leaves.
    take_items take;
    /// `a.iter().skip(n)`
    skip_items skip;
    /// `a[b..c]`
    part slice;
    /// `a[b..]`
    part_from slice_from;
    /// `a[..b]`
    part_to slice_to;
    /// What `a.pop()` leaves.
    but_last but_last;
    /// What `a.insert(i, b)` makes.
    inserted inserted;
    /// What `a.remove(i)` leaves.
    without without;
}

by_elements! {
    /// What `a.push(b)` makes.
    pushed |kind|
        text!("$append(" [0] ", [" [1] "])"),
        text!("($_x := " [1] "; $append(" [0] ", [[$_x]]))"),
        text!("($_x := " [1] "; $append(" [0] ", $type($_x) = \"array\" ? [[$_x]] : [$_x]))");
    /// `a.iter().map(|x| b)`, by what the closure gives.
    map_items |kind|
        text!("[$map(" [0] ", " [1] ")]"),
        text!("($_s := " [0] "; $_f := " [1] "; $count($_s) = 1 ? " (one!(always "$_f($_s[0])")) " : [$map($_s, $_f)])"),
        text!("($_s := " [0] "; $_f := " [1] "; $count($_s) = 1 ? " (one!(sometimes "$_f($_s[0])")) " : [$map($_s, $_f)])");
    /// `a.iter().filter(|x| b)`, by what the elements are.
    filter_items |kind|
        text!("[$filter(" [0] ", " [1] ")]"), retained!(always), retained!(sometimes);
    /// `a.iter().flatten()` over options, by what is in them.
    present_items |kind|
        text!("[$filter(" [0] ", function($_e) { $_e != null })]"), present!(always), present!(sometimes);
}

macro_rules! optional_elements {
    ($($(#[$doc:meta])* $name:ident $text:expr;)*) => {$(
        $(#[$doc])*
        #[track_caller]
        pub const fn $name<T: Shape + ?Sized>(_: Ty<T>) -> Operator {
            const TEXT: Operator = $text;
            optional_of::<T>();
            TEXT
        }
    )*};
}

optional_elements! {
    /// `a.first()`, by what the elements are.
    first text!("($_v := " [0 at ATOM] "[0]; $exists($_v) ? $_v : null)");
    /// `a.last()`
    last text!("($_v := " [0 at ATOM] "[-1]; $exists($_v) ? $_v : null)");
    /// `a.get(i)`
    element text!("($_v := " [0 at ATOM] "[" [1] "]; $exists($_v) ? $_v : null)");
    /// `a.iter().find(|x| b)`
    find text!("($_v := $reduce(" [0] ", function($_a, " (1) ") { $_a != null ? $_a : (" {1} " ? {\"v\": " (1) "} : null) }, null); $_v != null ? $_v.v : null)");
    /// `a.iter().min_by_key(|x| b)`: the first of the smallest.
    smallest text!("($_v := $reduce(" [0] ", function($_a, " (1) ") { ($_k := " {1} "; $_a = null ? {\"k\": $_k, \"v\": " (1) "} : $_k < $_a.k ? {\"k\": $_k, \"v\": " (1) "} : $_a) }, null); $_v != null ? $_v.v : null)");
    /// `a.iter().max_by_key(|x| b)`: the last of the greatest.
    greatest text!("($_v := $reduce(" [0] ", function($_a, " (1) ") { ($_k := " {1} "; $_a = null ? {\"k\": $_k, \"v\": " (1) "} : $_k >= $_a.k ? {\"k\": $_k, \"v\": " (1) "} : $_a) }, null); $_v != null ? $_v.v : null)");
}

/// `a.iter().any(|x| b)`: what follows the first hit is not looked at.
pub const ANY: Operator =
    text!("$reduce(" [0] ", function($_a, " (1) ") { $_a ? true : " {1} " }, false)");

/// `a.iter().all(|x| b)`: what follows the first miss is not looked at.
pub const ALL: Operator =
    text!("$reduce(" [0] ", function($_a, " (1) ") { $_a ? " {1} " : false }, true)");

/// `a.iter().position(|x| b)`
pub const POSITION: Operator = text!("$reduce(" [0] ", function($_a, " (1) ", $_i) { $_a != null ? $_a : (" {1} " ? $_i : null) }, null)");

/// `a.iter().fold(b, |c, x| d)`
pub const FOLD: Operator = text!("$reduce(" [0] ", " [2] ", " [1] ")");

/// `a.iter().flat_map(|x| b)`, where `b` is an array.
pub const FLAT_MAP: Operator =
    text!("$reduce(" [0] ", function($_a, " (1) ") { $append($_a, " {1} ") }, [])");

/// `a.iter().flatten()` over arrays.
pub const FLATTEN: Operator =
    text!("$reduce(" [0] ", function($_a, $_e) { $append($_a, $_e) }, [])");

/// `a.iter().enumerate()`
pub const ENUMERATE: Operator = text!("($_s := " [0] "; $zip([0..$count($_s) - 1], $_s))");

/// `a.iter().zip(b)`
pub const ZIP: Operator = text!("$zip(" [0] ", " [1] ")");

/// `a.iter().rev()`
pub const REVERSE: Operator = text!("$reverse(" [0] ")");

/// `a.iter().chain(b)`, and what `a.extend(b)` makes.
pub const APPEND: Operator = text!("$append(" [0] ", " [1] ")");

/// `(a..b)` as items.
pub const RANGE: Operator = text!("[" [0 at SUM] ".." [1 at SUM] " - 1]");

/// `(a..=b)` as items.
pub const RANGE_INCLUSIVE: Operator = text!("[" [0 at SUM] ".." [1 at SUM] "]");
