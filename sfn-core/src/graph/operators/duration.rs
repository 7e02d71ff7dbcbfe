//! `Duration`, which is `{"secs": …, "nanos": …}` as serde writes it: sums, multiples, comparisons and its methods.

use super::arithmetic::{Add, Arithmetic};
use super::comparison::Compared;
use super::method::{method, text};
use super::number::SaturatingSub;
use crate::graph::Operator;
use std::time::Duration;

/// `Duration::from_millis(n)`
pub const MILLISECONDS: Operator = text!(
    "($_n := " [0] "; {\"secs\": $floor($_n / 1000), \"nanos\": $_n % 1000 * 1000000})"
);

/// When a wait of a duration ends that begins in this state: to the millisecond, as times are in the plain run.
pub const SLEEP_END: Operator = text!(
    "($_d := " [0] "; $fromMillis($toMillis($states.context.State.EnteredTime) + $_d.secs * 1000 + $floor($_d.nanos / 1000000)))"
);

impl Add for Duration {
    const ADD: Operator = text!(
        "($_x := " [0] "; $_y := " [1] "; $_n := $_x.nanos + $_y.nanos; $_s := $_x.secs + $_y.secs + $floor($_n / 1000000000); \
         $_s > 9007199254740991 ? $error(\"sfn: overflow when adding durations\") : {\"secs\": $_s, \"nanos\": $_n % 1000000000})"
    );
}

/// The first part of a difference: `$_s` and `$_n`.
macro_rules! difference {
    ($otherwise:literal) => {
        text!(
            "($_x := " [0] "; $_y := " [1] "; $_n := $_x.nanos - $_y.nanos; $_s := $_x.secs - $_y.secs + $floor($_n / 1000000000); "
            "$_s < 0 ? " $otherwise " : {\"secs\": $_s, \"nanos\": $_n < 0 ? $_n + 1000000000 : $_n})"
        )
    };
}

/// What `rustc` knows that no program asks of a `Duration`.
const NEVER: Operator = super::UNMATCHED;

impl Arithmetic for Duration {
    const SUB: Operator = difference!("$error(\"sfn: overflow when subtracting durations\")");
    // The nanoseconds in two parts, so that no product needs more digits than a double has.
    const MUL: Operator = text!(
        "($_x := " [0] "; $_y := " [1] "; $_h := $floor($_x.nanos / 100000) * $_y; $_l := $_x.nanos % 100000 * $_y; \
         $_n := $_h % 10000 * 100000 + $_l % 1000000000; \
         $_s := $_x.secs * $_y + $floor($_h / 10000) + $floor($_l / 1000000000) + $floor($_n / 1000000000); \
         $_s > 9007199254740991 ? $error(\"sfn: overflow when multiplying duration by scalar\") \
         : {\"secs\": $_s, \"nanos\": $_n % 1000000000})"
    );
    // Long division, for the same reason.
    const DIV: Operator = text!(
        "($_x := " [0] "; $_y := " [1] "; $_y = 0 ? $error(\"sfn: divide by zero error when dividing duration by scalar\") : (\
         $_h := $_x.secs % $_y * 100000 + $floor($_x.nanos / 10000); $_l := $_h % $_y * 10000 + $_x.nanos % 10000; \
         {\"secs\": ($_x.secs - $_x.secs % $_y) / $_y, \
         \"nanos\": ($_h - $_h % $_y) / $_y * 10000 + ($_l - $_l % $_y) / $_y}))"
    );
    const DIV_BY: Operator = Self::DIV;
    const REM: Operator = NEVER;
    const NEG: Operator = NEVER;
}

macro_rules! compared {
    ($least:literal) => {
        text!(
            "($_x := " [0] "; $_y := " [1] "; $_x.secs = $_y.secs ? $_x.nanos " $least " $_y.nanos : $_x.secs " $least " $_y.secs)"
        )
    };
}

impl Compared for Duration {
    const LT: Operator = compared!("<");
    const LE: Operator = compared!("<=");
    const GT: Operator = compared!(">");
    const GE: Operator = compared!(">=");
}

impl SaturatingSub for Duration {
    const SATURATING_SUB: Operator = difference!("{\"secs\": 0, \"nanos\": 0}");
}

macro_rules! methods {
    ($($trait:ident $function:ident $constant:ident $what:literal: $text:expr;)*) => {$(
        method!($trait, $function, $constant, $what, "it is known of `Duration`");

        impl $trait for Duration {
            const $constant: Operator = $text;
        }
    )*};
}

methods! {
    AsSecs as_secs AS_SECS "`as_secs`": text!("(" [0 at ELEMENT] ".secs)");
    AsSecsF64 as_secs_f64 AS_SECS_F64 "`as_secs_f64`":
        text!("($_d := " [0] "; $_d.secs + $_d.nanos / 1000000000)");
    SubsecMillis subsec_millis SUBSEC_MILLIS "`subsec_millis`":
        text!("$floor(" [0 at ELEMENT] ".nanos / 1000000)");
    IsZero is_zero IS_ZERO "`is_zero`":
        text!("($_d := " [0] "; $_d.secs = 0 and $_d.nanos = 0)");
}
