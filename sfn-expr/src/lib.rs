//! JSON values and JSONata as AWS Step Functions evaluates it, with bounded cost.
//!
//! [`Value`] is the one JSON value of the whole project, from wire to wire.

pub mod value;

pub use value::{Array, Object, Str, Value, from_value, to_value};
