//! JSON values and JSONata as AWS Step Functions evaluates it, with bounded cost.
//!
//! [`Value`] is the one JSON value of the whole project, from wire to wire. [`Expression`] is a
//! compiled JSONata expression: source → `syntax` → `resolve` → `compile` → closures.
//! Nothing here does I/O, reads a clock or draws a random number; [`World`] brings them in.
//!
//! # Where this differs from the reference
//!
//! The judge is npm jsonata 2.0.6. Known differences, all deliberate:
//!
//! - Members of an object keep the order of insertion; JavaScript moves keys like `"1"` to the front.
//! - Regular expressions take linear time, so look-around and back-references are refused (`S0303`).
//! - Integers written in a source or in the input keep digits that a double does not have, as long
//!   as nothing is computed with them.
//! - Texts are Unicode: half a surrogate pair in a literal becomes U+FFFD.
//! - Elements of a constructor are evaluated from left to right. The reference starts all at once,
//!   and of several errors reports the one that happens to come first.
//! - Bindings (`@`, `#`, `%`) survive an order-by of several elements. In the reference a predicate or
//!   group behind it no longer sees them.
//! - Where the reference falls over a value of the wrong type inside a function that was partially
//!   applied, this reports `T0410`.
//! - Whatever the reference does by accident of its host is left out: `$spread` of a function, the text of
//!   a function as the answer of a replacement, bindings (`@`, `#`) of a constructed list that begins a path.
//! - `$formatBase` prints digits beyond 2^53 as zeros; the reference prints a few of them.
//! - Limits (`U1001`) are this crate's own: see [`Limits`], [`MAX_SOURCE_BYTES`],
//!   [`MAX_SOURCE_DEPTH`] and [`MAX_STACK_BYTES`].

pub mod batch;
mod compile;
mod error;
mod eval;
mod expression;
mod function;
mod functions;
mod infinite;
mod limits;
mod random;
mod regex;
mod resolve;
mod run;
mod signature;
mod stack;
mod syntax;
pub mod value;

pub use error::Error;
pub use expression::{Expression, StatesFields, check_syntax, normal_form};
pub use functions::is_builtin;
pub use limits::{Dialect, Limits, World};
pub use stack::MAX_STACK_BYTES;
pub use syntax::{MAX_SOURCE_BYTES, MAX_SOURCE_DEPTH};
pub use value::{Array, Object, Str, Value, from_value, to_value};
