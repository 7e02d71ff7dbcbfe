//! The workflow of `examples/order_processing`, as it stands there; its cases are its order files.

#[path = "../../../../examples/order_processing/main.rs"]
#[allow(dead_code, reason = "it is a program of its own")]
mod program;

use program::order_processing;

crate::harness::subjects!(order_processing);
