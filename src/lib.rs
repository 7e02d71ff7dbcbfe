//! Workflows as plain async Rust: checked by `rustc`, run by a runtime in your own binary, and emitted as JSON for AWS
//! Step Functions.
//!
//! A *task* is work; a *state machine* is the order in which work is done, with decisions, loops, typed errors, and
//! branches side by side. Both are `async` functions:
//!
//! ```
//! use sfn::{TaskError, state_machine, task};
//!
//! #[derive(Debug, PartialEq, TaskError)]
//! enum GreetingError {
//!     Nobody,
//! }
//!
//! #[task(retry(attempts = 2))]
//! async fn greet(name: String) -> Result<String, GreetingError> {
//!     if name.is_empty() { Err(GreetingError::Nobody) } else { Ok(format!("Hello, {name}")) }
//! }
//!
//! /// Greets everybody, one after the other.
//! #[state_machine]
//! async fn welcome(names: Vec<String>) -> Result<Vec<String>, GreetingError> {
//!     sfn::map(names, async |name| greet(name).await).concurrency(1).await
//! }
//!
//! # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
//! // It is the plain function it looks like,
//! assert_eq!(welcome(vec!["Ada".to_owned()]).await, Ok(vec!["Hello, Ada".to_owned()]));
//!
//! // runs on the native runtime, where waits and retries take no time if they need not,
//! let runtime = sfn::runtime::Runtime::builder().virtual_time().build();
//! let execution = runtime.start::<welcome>(vec!["Bob".to_owned()]).await.unwrap();
//! assert_eq!(execution.result().await.unwrap(), ["Hello, Bob"]);
//!
//! // and is a definition in the Amazon States Language.
//! assert!(welcome::definition().to_json().contains(r#""Type":"Map""#));
//! # });
//! ```
//!
//! What cannot mean the same in all three places does not compile, and the error says why and what to write instead.

pub use sfn_core::asl::Definition;
pub use sfn_core::clock::Timestamp;
pub use sfn_core::errors::{Caught, TaskError, Uncaught};
pub use sfn_core::plain::{catch_all, map, sleep, sleep_until};
pub use sfn_core::shape::{Opaque, Shape};
pub use sfn_core::task::{Retry, Task, TaskCall};
pub use sfn_core::workflow::{ExecutionError, Workflow, WorkflowHandle, WorkflowStartError};
pub use sfn_core::{clock, history, join, registry, try_join};
pub use sfn_macros::state_machine;

#[doc = include_str!("docs/shape.md")]
pub use sfn_macros::Shape;
#[doc = include_str!("docs/task_error.md")]
pub use sfn_macros::TaskError;
#[doc = include_str!("docs/task.md")]
pub use sfn_macros::task;

/// The serialisation framework that workflow data goes through, for crates that depend on `sfn` alone: they say
/// `#[serde(crate = "sfn::serde")]` beside the derives.
pub use serde;

#[cfg(feature = "inventory")]
pub use sfn_core::demonstration;

#[cfg(feature = "cli")]
pub use sfn_cli::main;

/// The native runtime: one binary, nothing to install.
pub mod runtime {
    pub use sfn_core::engine::{Outcome, Status};
    pub use sfn_core::program::{CompileError, Program};
    pub use sfn_core::runtime::*;
}

/// What generated code names. Nothing here is promised to anybody else.
#[doc(hidden)]
pub mod __private {
    pub use sfn_core::clock::Timestamp;
    pub use sfn_core::errors::{
        ErrorNames, error_names, is_from, raised_as, variants, with_payload,
    };
    pub use sfn_core::expr::Value;
    pub use sfn_core::graph::{Graph, Piece, constant, operators};
    pub use sfn_core::registry::{LinkedMachine, LinkedTask};
    pub use sfn_core::runtime::{TaskFailure, TaskFuture};
    pub use sfn_core::shape::{FieldInfo, Place, Shape, inner, is_array, names, names_with};
    pub use sfn_core::tape::{
        Never, Ty, block, caught, failure, foreign, fresh, is_catch_all, is_duration, is_map,
        is_sleep, item, never, out, raised, step, success, tape, tie, tied, try_join2, try_join3,
        try_join4, try_join5, try_join6, try_join7, try_join8, walk,
    };
    pub use sfn_core::task::{CallSpec, call_retry, call_timeout, error, output, spec};
    pub use sfn_core::workflow::{Outcome, Workflow};
    pub use sfn_core::{errors, payload, register_machine, register_task, shape, tape, task};
}
