//! Runs state machines on tokio: the world around the engine.
//!
//! Semantics are the engine's; this module brings it the time, the results of tasks and the wishes of people, and
//! does what it commands.

mod handler;
mod registry;

pub use handler::{TaskContext, TaskFailure, TaskFuture, TaskHandler};
pub use registry::TaskRegistry;
