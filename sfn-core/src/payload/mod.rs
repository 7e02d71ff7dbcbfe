//! What crosses between Rust values and JSON when a task runs: arguments in, results out, errors as `Error` and `Cause`.
//!
//! Generated code calls this. It follows serde; the expressions of the same members are made from
//! [`Shape`](crate::shape::Shape).

pub mod arguments;
pub mod cause;

use serde::de::DeserializeOwned;
use sfn_expr::Value;
use sfn_expr::value::{ConvertError, from_value};

/// A member of an object. One that is missing is read as `null`, so that an `Option` may be left out.
fn member<T: DeserializeOwned>(object: &Value, name: &str) -> Result<T, ConvertError> {
    match object.get(name) {
        Some(value) => from_value(value),
        None => from_value(&Value::Null)
            .map_err(|_| <ConvertError as serde::de::Error>::custom("it is missing")),
    }
}
