//! What a type can be asked to do in an expression, and the JSONata text that does exactly that.
//!
//! One trait per Rust operator or method; the text is an associated constant, so that `rustc` chooses it by type while
//! it evaluates a graph. Where Rust panics, the text raises `$error("sfn: …")`: on AWS that is
//! `States.QueryEvaluationError`, which generated catchers and retriers never match.
//!
//! Local variables of these texts begin with an underscore (`$_n`); the macro keeps workflow variables clear of them.

mod arithmetic;
mod caught;
mod collection;
mod comparison;
mod duration;
mod elements;
mod iterator;
mod method;
mod number;
mod option;
mod string;
#[cfg(test)]
mod tests;
mod text;
mod vector;
mod view;

pub use arithmetic::{
    Add, Arithmetic, Factor, INCREMENT, NEGATE_LITERAL, Operand, add, div, div_by, factor, mul,
    neg, operand, rem, rem_by, sub,
};
pub use caught::CAUGHT;
pub use collection::{
    ABSENT, AT, COUNT, ELEMENT, Emptiable, Indexed, Measured, PRESENT, index, is_empty, len, rest,
    with_element,
};
pub use comparison::{
    AND, Compared, EQUAL, Equal, IF, LESS, LESS_OR_EQUAL, LET, NOT, OR, Ordered, UNMATCHED, eq, ge,
    gt, le, lt, ne,
};
pub use duration::*;
pub use elements::*;
pub use iterator::*;
pub use number::*;
pub use option::*;
pub use string::*;
pub use text::{CONCAT, Displayed, JOINED, display};
pub use vector::*;
pub use view::*;
