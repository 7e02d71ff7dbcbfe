//! `format!` and concatenation.

use crate::graph::{Operator, Part::Hole, Part::Text, level};
use crate::tape::Ty;

/// A type that `format!("{}")` prints in a state machine as it does in Rust.
#[diagnostic::on_unimplemented(
    message = "a state machine cannot print `{Self}` as Rust does [SFN045]",
    note = "`format!` takes text, integers and `bool`; floating-point numbers print differently on AWS"
)]
pub trait Displayed {
    /// `format!("{a}")`
    const DISPLAY: Operator;
}

const ITSELF: Operator = Operator {
    level: level::SUM,
    parts: &[Hole(0, level::SUM)],
};

const STRING: Operator = Operator {
    level: level::ATOM,
    parts: &[Text("$string("), Hole(0, level::ANY), Text(")")],
};

/// `$string` keeps 15 digits in JSONata 2.0.6; `$formatBase` keeps all of an integer's.
const ALL_DIGITS: Operator = Operator {
    level: level::ATOM,
    parts: &[Text("$formatBase("), Hole(0, level::ANY), Text(", 10)")],
};

macro_rules! displayed {
    ($($operator:ident: $($ty:ty),+;)*) => {$($(
        impl Displayed for $ty {
            const DISPLAY: Operator = $operator;
        }
    )+)*};
}

displayed! {
    ITSELF: String, str, char;
    STRING: bool, u8, u16, u32, i8, i16, i32;
    ALL_DIGITS: u64, usize, i64, isize;
}

impl<T: Displayed + ?Sized> Displayed for &T {
    const DISPLAY: Operator = T::DISPLAY;
}

/// The text of `{}` for a type.
pub const fn display<T: Displayed + ?Sized>(_: Ty<T>) -> Operator {
    T::DISPLAY
}

/// Many pieces of text, put together at one level.
pub const JOINED: Operator = super::method::text!("$join(" [0] ")");

/// `a + &b` on text.
pub const CONCAT: Operator = Operator {
    level: level::SUM,
    parts: &[Hole(0, level::SUM), Text(" & "), Hole(1, level::SUM + 1)],
};
