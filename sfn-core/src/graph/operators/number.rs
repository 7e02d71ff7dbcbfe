//! Methods of numbers, and `as`, `from`, `try_from` and `into` between them.
//!
//! Numbers in JSON are doubles on AWS: what would leave ±(2^53 − 1) in a 64-bit type raises, although Rust would go on.

use super::method::{method, text};
use crate::graph::Operator;
use crate::tape::Ty;

/// What a scalar is, for conversions.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An integer.
    Integer,
    /// `f64`
    Float,
    /// `bool`
    Bool,
    /// `String` and `&str`
    Text,
}

/// A type that can be converted to another one.
#[diagnostic::on_unimplemented(
    message = "a state machine cannot convert `{Self}` [SFN089]",
    label = "not converted as Rust does",
    note = "integers up to 64 bits, `f64` and `bool` can be converted with `as`, `from`, `try_from` and `into`, and text with `into`"
)]
pub trait Scalar {
    /// What it is.
    const KIND: Kind;
    /// The least value of an integer.
    const MIN: i128 = 0;
    /// The greatest value of an integer.
    const MAX: i128 = 0;
    /// `a as Self` of an integer that may not fit.
    const WRAPPED: Operator = ITSELF;
    /// `a as Self` of a float.
    const SATURATED: Operator = ITSELF;
    /// `Self::try_from(a)` of an integer.
    const TRIED: Operator = text!("{\"Ok\": " [0] "}");
}

const ITSELF: Operator = super::iterator::ITSELF;

const FROM_BOOL: Operator = text!("(" [0 at OR] " ? 1 : 0)");

macro_rules! small {
    ($($ty:ty: $min:literal $max:literal $span:literal $wrap:literal;)*) => {$(
        impl Scalar for $ty {
            const KIND: Kind = Kind::Integer;
            const MIN: i128 = <$ty>::MIN as i128;
            const MAX: i128 = <$ty>::MAX as i128;
            const WRAPPED: Operator = text!("($_n := " [0 at PRODUCT] " % " $span "; " $wrap ")");
            const SATURATED: Operator = text!(
                "($_n := " [0] "; $_n := $_n < 0 ? $ceil($_n) : $floor($_n); $_n < " $min " ? " $min " : $_n > " $max " ? " $max " : $_n)"
            );
            const TRIED: Operator = text!(
                "($_n := " [0] "; $_n < " $min " or $_n > " $max " ? {\"Err\": null} : {\"Ok\": $_n})"
            );
        }
    )*};
}

small! {
    u8: "0" "255" "256" "$_n < 0 ? $_n + 256 : $_n";
    u16: "0" "65535" "65536" "$_n < 0 ? $_n + 65536 : $_n";
    u32: "0" "4294967295" "4294967296" "$_n < 0 ? $_n + 4294967296 : $_n";
    i8: "-128" "127" "256" "$_n > 127 ? $_n - 256 : $_n < -128 ? $_n + 256 : $_n";
    i16: "-32768" "32767" "65536" "$_n > 32767 ? $_n - 65536 : $_n < -32768 ? $_n + 65536 : $_n";
    i32: "-2147483648" "2147483647" "4294967296" "$_n > 2147483647 ? $_n - 4294967296 : $_n < -2147483648 ? $_n + 4294967296 : $_n";
}

const TOO_WIDE: &str = "$error(\"sfn: a number beyond 2^53 - 1\")";

macro_rules! wide {
    ($($ty:ty: $wrapped:expr, $saturated:expr, $tried:expr;)*) => {$(
        impl Scalar for $ty {
            const KIND: Kind = Kind::Integer;
            const MIN: i128 = <$ty>::MIN as i128;
            const MAX: i128 = <$ty>::MAX as i128;
            const WRAPPED: Operator = $wrapped;
            const SATURATED: Operator = $saturated;
            const TRIED: Operator = $tried;
        }
    )*};
}

/// A negative number would become one near 2^64.
const UNSIGNED: Operator = text!("($_n := " [0] "; $_n < 0 ? " (TOO_WIDE) " : $_n)");
const UNSIGNED_OF_FLOAT: Operator =
    text!("($_n := " [0] "; $_n < 0 ? 0 : $_n > 9007199254740991 ? " (TOO_WIDE) " : $floor($_n))");
const SIGNED_OF_FLOAT: Operator = text!(
    "($_n := " [0] "; $_n := $_n < 0 ? $ceil($_n) : $floor($_n); $abs($_n) > 9007199254740991 ? " (TOO_WIDE) " : $_n)"
);
const TRIED_UNSIGNED: Operator =
    text!("($_n := " [0] "; $_n < 0 ? {\"Err\": null} : {\"Ok\": $_n})");
const TRIED_SIGNED: Operator = text!("{\"Ok\": " [0] "}");

wide! {
    u64: UNSIGNED, UNSIGNED_OF_FLOAT, TRIED_UNSIGNED;
    usize: UNSIGNED, UNSIGNED_OF_FLOAT, TRIED_UNSIGNED;
    i64: ITSELF, SIGNED_OF_FLOAT, TRIED_SIGNED;
    isize: ITSELF, SIGNED_OF_FLOAT, TRIED_SIGNED;
}

impl Scalar for f64 {
    const KIND: Kind = Kind::Float;
}
impl Scalar for bool {
    const KIND: Kind = Kind::Bool;
}
impl Scalar for String {
    const KIND: Kind = Kind::Text;
}
impl Scalar for str {
    const KIND: Kind = Kind::Text;
}
impl<T: Scalar + ?Sized> Scalar for &T {
    const KIND: Kind = T::KIND;
    const MIN: i128 = T::MIN;
    const MAX: i128 = T::MAX;
    const WRAPPED: Operator = T::WRAPPED;
    const SATURATED: Operator = T::SATURATED;
    const TRIED: Operator = T::TRIED;
}

/// The text of `a as T`, `T::from(a)` and `a.into()`, which `rustc` allows for fewer types.
pub const fn cast<F: Scalar + ?Sized, T: Scalar + ?Sized>(_: Ty<F>, _: Ty<T>) -> Operator {
    match (F::KIND, T::KIND) {
        (Kind::Bool, Kind::Integer | Kind::Float) => FROM_BOOL,
        (Kind::Integer, Kind::Integer) if F::MIN < T::MIN || F::MAX > T::MAX => T::WRAPPED,
        (Kind::Float, Kind::Integer) => T::SATURATED,
        _ => ITSELF,
    }
}

/// The text of `T::try_from(a)`, for the type of its result.
pub const fn try_cast<F: Scalar + ?Sized, T: Scalar, E>(_: Ty<F>, _: Ty<Result<T, E>>) -> Operator {
    T::TRIED
}

macro_rules! methods {
    ($($trait:ident $function:ident $constant:ident $what:literal $note:literal
        { $($text:expr => $($ty:ty),+;)* })*) => {$(
        method!($trait, $function, $constant, $what, $note);
        $($(
            impl $trait for $ty {
                const $constant: Operator = $text;
            }
        )+)*
    )*};
}

/// A result, where it fits its type, and what happens otherwise.
macro_rules! within {
    ($value:literal, $test:literal, $otherwise:expr) => {
        text!("($_x := " [0] "; $_y := " [1] "; $_n := " $value "; " $test " ? $_n : " ($otherwise) ")")
    };
}

macro_rules! overflow {
    ($verb:literal) => {
        concat!("$error(\"sfn: attempt to ", $verb, " with overflow\")")
    };
}

methods! {
    Min min MIN "`min`" "`min` works on integers and `f64`" {
        text!("$min([" [0] ", " [1] "])") => u8, u16, u32, u64, usize, i8, i16, i32, i64, isize, f64;
    }
    Max max MAX "`max`" "`max` works on integers and `f64`" {
        text!("$max([" [0] ", " [1] "])") => u8, u16, u32, u64, usize, i8, i16, i32, i64, isize, f64;
    }
    Clamp clamp CLAMP "`clamp`" "`clamp` works on integers and `f64`" {
        text!(
            "($_l := " [1] "; $_h := " [2] "; $_l > $_h ? $error(\"sfn: assertion failed: min <= max\") : $min([$max([" [0] ", $_l]), $_h]))"
        ) => u8, u16, u32, u64, usize, i8, i16, i32, i64, isize, f64;
    }
    Abs abs ABS "`abs`" "`abs` works on signed integers and `f64`" {
        text!("($_n := $abs(" [0] "); $_n <= 127 ? $_n : " (overflow!("negate")) ")") => i8;
        text!("($_n := $abs(" [0] "); $_n <= 32767 ? $_n : " (overflow!("negate")) ")") => i16;
        text!("($_n := $abs(" [0] "); $_n <= 2147483647 ? $_n : " (overflow!("negate")) ")") => i32;
        text!("$abs(" [0] ")") => i64, isize, f64;
    }
    AbsDiff abs_diff ABS_DIFF "`abs_diff`" "`abs_diff` works on integers" {
        text!("$abs(" [0 at SUM] " - " [1 at PRODUCT] ")") => u8, u16, u32, u64, usize, i8, i16, i32;
        within!("$abs($_x - $_y)", "$_n <= 9007199254740991", TOO_WIDE) => i64, isize;
    }
    Pow pow POW "`pow`" "`pow` works on integers" {
        within!("$power($_x, $_y)", "$_n <= 255", overflow!("multiply")) => u8;
        within!("$power($_x, $_y)", "$_n <= 65535", overflow!("multiply")) => u16;
        within!("$power($_x, $_y)", "$_n <= 4294967295", overflow!("multiply")) => u32;
        within!("$power($_x, $_y)", "$_n <= 9007199254740991", overflow!("multiply")) => u64, usize;
        within!("$power($_x, $_y)", "$_n >= -128 and $_n <= 127", overflow!("multiply")) => i8;
        within!("$power($_x, $_y)", "$_n >= -32768 and $_n <= 32767", overflow!("multiply")) => i16;
        within!("$power($_x, $_y)", "$_n >= -2147483648 and $_n <= 2147483647", overflow!("multiply")) => i32;
        within!("$power($_x, $_y)", "$abs($_n) <= 9007199254740991", overflow!("multiply")) => i64, isize;
    }
    Floor floor FLOOR "`floor`" "`floor` works on `f64`" { text!("$floor(" [0] ")") => f64; }
    Ceil ceil CEIL "`ceil`" "`ceil` works on `f64`" { text!("$ceil(" [0] ")") => f64; }
    Trunc trunc TRUNC "`trunc`" "`trunc` works on `f64`" {
        text!("($_n := " [0] "; $_n < 0 ? $ceil($_n) : $floor($_n))") => f64;
    }
    // Rust rounds half away from zero, JSONata half to even.
    Round round ROUND "`round`" "`round` works on `f64`" {
        text!(
            "($_n := " [0] "; $_m := $abs($_n); $_f := $floor($_m); $_f := $_m - $_f >= 0.5 ? $_f + 1 : $_f; $_n < 0 ? -$_f : $_f)"
        ) => f64;
    }
}

macro_rules! otherwise {
    (nothing $limit:literal) => {
        "null"
    };
    (limit $limit:literal) => {
        $limit
    };
}

/// `checked_…` and `saturating_…`, by what stands for a result that does not fit.
macro_rules! bounded {
    ($($trait:ident $function:ident $constant:ident $what:literal $value:literal
        $below:ident $above:ident;)*) => {$(
        method!($trait, $function, $constant, $what, "it works on integers");
        bounded!(@small $trait $constant $value $below $above
            u8 "0" "255", u16 "0" "65535", u32 "0" "4294967295", i8 "-128" "127", i16 "-32768" "32767",
            i32 "-2147483648" "2147483647");
        bounded!(@wide $trait $constant $value $below u64 "0", usize "0");
        bounded!(@signed $trait $constant $value i64, isize);
    )*};
    (@small $trait:ident $constant:ident $value:literal $below:ident $above:ident $($ty:ident $min:literal $max:literal),+) => {$(
        impl $trait for $ty {
            const $constant: Operator = text!(
                "($_x := " [0] "; $_y := " [1] "; $_n := " $value "; $_n < " $min " ? "
                (otherwise!($below $min)) " : $_n > " $max " ? " (otherwise!($above $max)) " : $_n)"
            );
        }
    )+};
    (@wide $trait:ident $constant:ident $value:literal $below:ident $($ty:ident $min:literal),+) => {$(
        impl $trait for $ty {
            const $constant: Operator = text!(
                "($_x := " [0] "; $_y := " [1] "; $_n := " $value "; $_n < " $min " ? "
                (otherwise!($below $min)) " : $_n > 9007199254740991 ? " (TOO_WIDE) " : $_n)"
            );
        }
    )+};
    (@signed $trait:ident $constant:ident $value:literal $($ty:ident),+) => {$(
        impl $trait for $ty {
            const $constant: Operator = text!(
                "($_x := " [0] "; $_y := " [1] "; $_n := " $value "; $abs($_n) > 9007199254740991 ? " (TOO_WIDE) " : $_n)"
            );
        }
    )+};
}

bounded! {
    CheckedAdd checked_add CHECKED_ADD "`checked_add`" "$_x + $_y" nothing nothing;
    CheckedSub checked_sub CHECKED_SUB "`checked_sub`" "$_x - $_y" nothing nothing;
    CheckedMul checked_mul CHECKED_MUL "`checked_mul`" "$_x * $_y" nothing nothing;
    SaturatingAdd saturating_add SATURATING_ADD "`saturating_add`" "$_x + $_y" limit limit;
    SaturatingSub saturating_sub SATURATING_SUB "`saturating_sub`" "$_x - $_y" limit limit;
    SaturatingMul saturating_mul SATURATING_MUL "`saturating_mul`" "$_x * $_y" limit limit;
}

methods! {
    CheckedDiv checked_div CHECKED_DIV "`checked_div`" "it works on unsigned integers" {
        text!("($_x := " [0] "; $_y := " [1] "; $_y = 0 ? null : $floor($_x / $_y))") => u8, u16, u32, u64, usize;
    }
    CheckedRem checked_rem CHECKED_REM "`checked_rem`" "it works on unsigned integers" {
        text!("($_x := " [0] "; $_y := " [1] "; $_y = 0 ? null : $_x % $_y)") => u8, u16, u32, u64, usize;
    }
}
