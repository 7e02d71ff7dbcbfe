//! JSON values and JSONata as AWS Step Functions evaluates it, with bounded cost.
//!
//! [`Value`] is the one JSON value of the whole project, from wire to wire. [`Expression`] is a
//! compiled JSONata expression: source → `syntax` → `resolve` → `compile` → closures.
//! Nothing here does I/O, reads a clock or draws a random number; [`World`] brings them in.

pub mod batch;
mod compile;
mod error;
mod eval;
mod expression;
mod function;
mod functions;
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
pub use expression::{Expression, StatesFields};
pub use limits::{Dialect, Limits, World};
pub use stack::MAX_STACK_BYTES;
pub use syntax::{MAX_SOURCE_BYTES, MAX_SOURCE_DEPTH};
pub use value::{Array, Object, Str, Value, from_value, to_value};
