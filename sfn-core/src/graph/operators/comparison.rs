//! `== != < <= > >=`, `&& || !` and `if` as a value.

use crate::graph::{Operator, Part::Body, Part::Hole, Part::Parameter, Part::Text, level};
use crate::shape::rules::told_apart;
use crate::tape::Ty;

macro_rules! compare {
    ($operator:literal) => {
        Operator {
            level: level::COMPARE,
            parts: &[
                Hole(0, level::COMPARE + 1),
                Text(concat!(" ", $operator, " ")),
                Hole(1, level::COMPARE + 1),
            ],
        }
    };
}

/// A type whose values JSONata compares as Rust does.
#[diagnostic::on_unimplemented(
    message = "a state machine cannot compare `{Self}` for equality [SFN041]",
    note = "`==` works on numbers, `bool`, text, and `Option` and `Vec` of those; compare members, and ask for a variant by `matches!(status, Status::Done)`"
)]
pub trait Equal {
    /// Whether it may be `null`.
    const IS_NULLABLE: bool = false;
    /// Whether it holds an `Option` around what may be `null` itself.
    const IS_AMBIGUOUS: bool = false;
}

/// A type whose values can be compared by `<`.
#[diagnostic::on_unimplemented(
    message = "a state machine cannot order `{Self}` [SFN042]",
    note = "`<` works on numbers and `Duration`; text is ordered by UTF-16 on AWS and by UTF-8 in Rust, so do that in a task"
)]
pub trait Compared {
    /// `a < b`
    const LT: Operator = compare!("<");
    /// `a <= b`
    const LE: Operator = compare!("<=");
    /// `a > b`
    const GT: Operator = compare!(">");
    /// `a >= b`
    const GE: Operator = compare!(">=");
}

impl<T: Compared + ?Sized> Compared for &T {
    const LT: Operator = T::LT;
    const LE: Operator = T::LE;
    const GT: Operator = T::GT;
    const GE: Operator = T::GE;
}

/// A type whose values JSONata orders as Rust does, by itself.
#[diagnostic::on_unimplemented(
    message = "a state machine cannot order `{Self}` [SFN042]",
    note = "numbers have an order; text is ordered by UTF-16 on AWS and by UTF-8 in Rust, so do that in a task"
)]
pub trait Ordered {}

macro_rules! implement {
    ($marker:ident: $($ty:ty),+) => {
        $(impl $marker for $ty {})+
    };
}

implement!(Equal: std::time::Duration, u8, u16, u32, u64, usize, i8, i16, i32, i64, isize, f64, bool, String, str, char);
implement!(Ordered: u8, u16, u32, u64, usize, i8, i16, i32, i64, isize, f64);
implement!(Compared: u8, u16, u32, u64, usize, i8, i16, i32, i64, isize, f64);

impl<T: Ordered + ?Sized> Ordered for &T {}
impl<T: Equal + ?Sized> Equal for &T {
    const IS_NULLABLE: bool = T::IS_NULLABLE;
    const IS_AMBIGUOUS: bool = T::IS_AMBIGUOUS;
}
impl<T: Equal> Equal for Option<T> {
    const IS_NULLABLE: bool = true;
    const IS_AMBIGUOUS: bool = T::IS_NULLABLE || T::IS_AMBIGUOUS;
}
impl<T: Equal> Equal for Vec<T> {
    const IS_AMBIGUOUS: bool = T::IS_AMBIGUOUS;
}
impl<T: Equal> Equal for [T] {
    const IS_AMBIGUOUS: bool = T::IS_AMBIGUOUS;
}
impl<T: Equal, const N: usize> Equal for [T; N] {
    const IS_AMBIGUOUS: bool = T::IS_AMBIGUOUS;
}

/// The text of `==` for a type.
#[track_caller]
pub const fn eq<T: Equal + ?Sized>(_: Ty<T>) -> Operator {
    told_apart(T::IS_AMBIGUOUS);
    compare!("=")
}

/// The text of `!=` for a type.
#[track_caller]
pub const fn ne<T: Equal + ?Sized>(_: Ty<T>) -> Operator {
    told_apart(T::IS_AMBIGUOUS);
    compare!("!=")
}

macro_rules! comparisons {
    ($($name:ident $constant:ident $operator:literal;)*) => {$(
        #[doc = concat!("The text of `", $operator, "` for a type.")]
        pub const fn $name<T: Compared + ?Sized>(_: Ty<T>) -> Operator {
            T::$constant
        }
    )*};
}

comparisons! {
    lt LT "<";
    le LE "<=";
    gt GT ">";
    ge GE ">=";
}

/// `a && b`
pub const AND: Operator = Operator {
    level: level::AND,
    parts: &[Hole(0, level::AND), Text(" and "), Hole(1, level::AND + 1)],
};

/// `a || b`
pub const OR: Operator = Operator {
    level: level::OR,
    parts: &[Hole(0, level::OR), Text(" or "), Hole(1, level::OR + 1)],
};

/// `!a`
pub const NOT: Operator = Operator {
    level: level::ATOM,
    parts: &[Text("$not("), Hole(0, level::ANY), Text(")")],
};

/// `if a { b } else { c }`
pub const IF: Operator = Operator {
    level: level::ATOM,
    parts: &[
        Text("("),
        Hole(0, level::CONDITION + 1),
        Text(" ? "),
        Hole(1, level::CONDITION + 1),
        Text(" : "),
        Hole(2, level::CONDITION),
        Text(")"),
    ],
};

/// `a == b` on counters of ours.
pub const EQUAL: Operator = compare!("=");

/// `a < b` on counters of ours.
pub const LESS: Operator = compare!("<");

/// `a <= b` on counters of ours.
pub const LESS_OR_EQUAL: Operator = compare!("<=");

/// `{ let x = a; b }`, where the second argument is a closure of `x`.
pub const LET: Operator = Operator {
    level: level::ATOM,
    parts: &[
        Text("("),
        Parameter(1, 0),
        Text(" := "),
        Hole(0, level::ANY),
        Text("; "),
        Body(1, level::CONDITION),
        Text(")"),
    ],
};

/// What no arm of a `match` expects: Rust rules it out, JSON does not.
pub const UNMATCHED: Operator = Operator {
    level: level::ATOM,
    parts: &[Text(
        "$error(\"sfn: a value has no variant that the program knows\")",
    )],
};
