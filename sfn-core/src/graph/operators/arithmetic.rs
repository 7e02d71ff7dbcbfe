//! `+ - * / %` and unary minus.
//!
//! JSON numbers are doubles on AWS, so 64-bit integers are checked to ±(2^53 − 1), smaller ones to their own range.

use crate::graph::{Operator, Part, Part::Hole, Part::Text, level};
use crate::tape::Ty;

/// A type with `+`.
#[diagnostic::on_unimplemented(
    message = "a state machine cannot add `{Self}` [SFN040]",
    note = "`+` works on integers up to 64 bits, `f64` and `String`; do anything else in a task"
)]
pub trait Add {
    /// `a + b`
    const ADD: Operator;
}

/// A type with `-`, `*`, `/` and `%`.
#[diagnostic::on_unimplemented(
    message = "a state machine cannot do arithmetic on `{Self}` [SFN040]",
    note = "arithmetic works on integers up to 64 bits and `f64`; do anything else in a task"
)]
pub trait Arithmetic {
    /// `a - b`
    const SUB: Operator;
    /// `a * b`
    const MUL: Operator;
    /// `a / b`
    const DIV: Operator;
    /// `a % b`
    const REM: Operator;
    /// `a / b` where `b` is a literal above zero, which needs no check.
    const DIV_BY: Operator;
    /// `a % b` where `b` is a literal above zero.
    const REM_BY: Operator = Operator {
        level: level::PRODUCT,
        parts: &[LEFT_PRODUCT, Text(" % "), RIGHT_PRODUCT],
    };
    /// `-a`
    const NEG: Operator;
}

/// What may stand at the right of `+` and `-`. A type of the user's brings an operator of the user's, which is code.
#[diagnostic::on_unimplemented(
    message = "a state machine cannot add `{Self}` [SFN040]",
    note = "`+` and `-` work on integers up to 64 bits, `f64`, `Duration` and text; do anything else in a task"
)]
pub trait Operand {}

/// What may stand at the right of `*`, `/` and `%`.
#[diagnostic::on_unimplemented(
    message = "a state machine cannot do arithmetic with `{Self}` at the right [SFN040]",
    note = "numbers can be multiplied with numbers, and a `Duration` with a number at its right: `duration * 2`; do anything else in a task"
)]
pub trait Factor: Operand {}

macro_rules! operands {
    ($($ty:ty),*) => {$(
        impl Operand for $ty {}
        impl Factor for $ty {}
    )*};
}

// What `rustc` refuses anyway is let through, so that a mistake is not said twice.
operands!(
    u8,
    u16,
    u32,
    u64,
    u128,
    usize,
    i8,
    i16,
    i32,
    i64,
    i128,
    isize,
    f32,
    f64,
    bool,
    char,
    str,
    String,
    ()
);
impl Operand for std::time::Duration {}
impl<T: Operand + ?Sized> Operand for &T {}
impl<T: Factor + ?Sized> Factor for &T {}
impl<T> Operand for Option<T> {}
impl<T> Factor for Option<T> {}
impl<T> Operand for Vec<T> {}
impl<T> Factor for Vec<T> {}

/// Makes sure of what stands at the right of `+` or `-`.
pub const fn operand<T: Operand + ?Sized>(_: Ty<T>) {}

/// Makes sure of what stands at the right of `*`, `/` or `%`.
pub const fn factor<T: Factor + ?Sized>(_: Ty<T>) {}

macro_rules! functions {
    ($($name:ident $constant:ident $bound:ident;)*) => {$(
        #[doc = concat!("The text of `", stringify!($name), "` for a type.")]
        pub const fn $name<T: $bound>(_: Ty<T>) -> Operator {
            T::$constant
        }
    )*};
}

functions! {
    add ADD Add;
    sub SUB Arithmetic;
    mul MUL Arithmetic;
    div DIV Arithmetic;
    rem REM Arithmetic;
    div_by DIV_BY Arithmetic;
    rem_by REM_BY Arithmetic;
    neg NEG Arithmetic;
}

/// `a + 1` on a counter of ours, which cannot overflow.
pub const INCREMENT: Operator = Operator {
    level: level::SUM,
    parts: &[Hole(0, level::SUM), Text(" + 1")],
};

/// `-1`: a literal needs no check.
pub const NEGATE_LITERAL: Operator = Operator {
    level: level::PRODUCT,
    parts: &[Text("-"), Hole(0, level::ATOM)],
};

const LEFT_SUM: Part = Hole(0, level::SUM);
const RIGHT_SUM: Part = Hole(1, level::SUM + 1);
const LEFT_PRODUCT: Part = Hole(0, level::PRODUCT);
const RIGHT_PRODUCT: Part = Hole(1, level::PRODUCT + 1);

const fn block(parts: &'static [Part]) -> Operator {
    Operator {
        level: level::ATOM,
        parts,
    }
}

macro_rules! checked {
    ($operator:literal, $left:expr, $right:expr, [$($test:literal),+], $verb:literal) => {
        block(&[
            Text("($_n := "),
            $left,
            Text(concat!(" ", $operator, " ")),
            $right,
            Text(concat!(
                "; ",
                $($test,)+
                " ? $_n : $error(\"sfn: attempt to ",
                $verb,
                " with overflow\"))"
            )),
        ])
    };
}

macro_rules! remainder_by_zero {
    () => {
        "attempt to calculate the remainder with a divisor of zero"
    };
}

macro_rules! unsigned {
    ($($max:literal: $($ty:ty),+;)*) => {$($(
        impl Add for $ty {
            const ADD: Operator = checked!("+", LEFT_SUM, RIGHT_SUM, ["$_n <= ", $max], "add");
        }
        impl Arithmetic for $ty {
            const SUB: Operator = checked!("-", LEFT_SUM, RIGHT_SUM, ["$_n >= 0"], "subtract");
            const MUL: Operator =
                checked!("*", LEFT_PRODUCT, RIGHT_PRODUCT, ["$_n <= ", $max], "multiply");
            const DIV: Operator = block(&[
                Text("($_d := "),
                Hole(1, level::ANY),
                Text("; $_d = 0 ? $error(\"sfn: attempt to divide by zero\") : $floor("),
                LEFT_PRODUCT,
                Text(" / $_d))"),
            ]);
            const DIV_BY: Operator = block(&[
                Text("$floor("),
                LEFT_PRODUCT,
                Text(" / "),
                RIGHT_PRODUCT,
                Text(")"),
            ]);
            const REM: Operator = block(&[
                Text("($_d := "),
                Hole(1, level::ANY),
                Text(concat!("; $_d = 0 ? $error(\"sfn: ", remainder_by_zero!(), "\") : ")),
                LEFT_PRODUCT,
                Text(" % $_d)"),
            ]);
            const NEG: Operator = NEGATED;
        }
    )+)*};
}

macro_rules! signed {
    ($($min:literal $max:literal: $($ty:ty),+;)*) => {$($(
        impl Add for $ty {
            const ADD: Operator =
                checked!("+", LEFT_SUM, RIGHT_SUM, ["$_n >= ", $min, " and $_n <= ", $max], "add");
        }
        impl Arithmetic for $ty {
            const SUB: Operator =
                checked!("-", LEFT_SUM, RIGHT_SUM, ["$_n >= ", $min, " and $_n <= ", $max], "subtract");
            const MUL: Operator = checked!(
                "*", LEFT_PRODUCT, RIGHT_PRODUCT, ["$_n >= ", $min, " and $_n <= ", $max], "multiply"
            );
            const DIV: Operator = block(&[
                Text("($_d := "),
                Hole(1, level::ANY),
                Text("; $_d = 0 ? $error(\"sfn: attempt to divide by zero\") : ($_n := "),
                LEFT_PRODUCT,
                Text(concat!(
                    " / $_d; $_n := $_n < 0 ? $ceil($_n) : $floor($_n); $_n <= ",
                    $max,
                    " ? $_n : $error(\"sfn: attempt to divide with overflow\")))"
                )),
            ]);
            const DIV_BY: Operator = block(&[
                Text("($_n := "),
                LEFT_PRODUCT,
                Text(" / "),
                RIGHT_PRODUCT,
                Text("; $_n < 0 ? $ceil($_n) : $floor($_n))"),
            ]);
            const REM: Operator = block(&[
                Text("($_d := "),
                Hole(1, level::ANY),
                Text(concat!("; $_d = 0 ? $error(\"sfn: ", remainder_by_zero!(), "\") : ($_n := ")),
                Hole(0, level::ANY),
                Text(concat!(
                    "; $_d = -1 and $_n < -",
                    $max,
                    " ? $error(\"sfn: attempt to calculate the remainder with overflow\") : $_n % $_d))"
                )),
            ]);
            const NEG: Operator = block(&[
                Text("($_n := -"),
                Hole(0, level::ATOM),
                Text(concat!("; $_n <= ", $max, " ? $_n : $error(\"sfn: attempt to negate with overflow\"))")),
            ]);
        }
    )+)*};
}

const NEGATED: Operator = block(&[Text("(-"), Hole(0, level::ATOM), Text(")")]);

unsigned! {
    "255": u8;
    "65535": u16;
    "4294967295": u32;
    "9007199254740991": u64, usize;
}

signed! {
    "-128" "127": i8;
    "-32768" "32767": i16;
    "-2147483648" "2147483647": i32;
    "-9007199254740991" "9007199254740991": i64, isize;
}

impl Add for f64 {
    const ADD: Operator = Operator {
        level: level::SUM,
        parts: &[LEFT_SUM, Text(" + "), RIGHT_SUM],
    };
}

impl Arithmetic for f64 {
    const SUB: Operator = Operator {
        level: level::SUM,
        parts: &[LEFT_SUM, Text(" - "), RIGHT_SUM],
    };
    const MUL: Operator = Operator {
        level: level::PRODUCT,
        parts: &[LEFT_PRODUCT, Text(" * "), RIGHT_PRODUCT],
    };
    /// JSON has no infinity and no NaN: across states they would be text.
    const DIV: Operator = block(&[
        Text("($_d := "),
        Hole(1, level::ANY),
        Text("; $_d = 0 ? $error(\"sfn: a division by zero gives no number in JSON\") : "),
        LEFT_PRODUCT,
        Text(" / $_d)"),
    ]);
    const DIV_BY: Operator = Operator {
        level: level::PRODUCT,
        parts: &[LEFT_PRODUCT, Text(" / "), RIGHT_PRODUCT],
    };
    const REM: Operator = block(&[
        Text("($_d := "),
        Hole(1, level::ANY),
        Text(
            "; $_d = 0 ? $error(\"sfn: a remainder of a division by zero is no number in JSON\") : ",
        ),
        LEFT_PRODUCT,
        Text(" % $_d)"),
    ]);
    const NEG: Operator = NEGATED;
}

impl Add for String {
    const ADD: Operator = super::CONCAT;
}

impl<T: Add> Add for &T {
    const ADD: Operator = T::ADD;
}

impl<T: Arithmetic> Arithmetic for &T {
    const SUB: Operator = T::SUB;
    const MUL: Operator = T::MUL;
    const DIV: Operator = T::DIV;
    const DIV_BY: Operator = T::DIV_BY;
    const REM: Operator = T::REM;
    const REM_BY: Operator = T::REM_BY;
    const NEG: Operator = T::NEG;
}
