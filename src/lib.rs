//! Workflows as plain async Rust.

pub use sfn_core::asl::Definition;
pub use sfn_core::clock::Timestamp;
pub use sfn_core::errors::{TaskError, Uncaught};
pub use sfn_core::plain::{map, sleep, sleep_until};
pub use sfn_core::shape::{Opaque, Shape};
pub use sfn_core::task::{Task, TaskCall};
pub use sfn_core::workflow::{ExecutionError, Workflow, WorkflowHandle, WorkflowStartError};
pub use sfn_core::{clock, history, join, registry, try_join};
pub use sfn_macros::{Shape, TaskError, state_machine, task};

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
    pub use sfn_core::errors::{ErrorNames, error_names, variants};
    pub use sfn_core::expr::Value;
    pub use sfn_core::graph::{
        Branch, Catcher, Choice, Edge, Expr, Fail, Failure, Graph, MapState, Next, Parallel, Pass,
        Rule, State, StateKind, Succeed, TaskState, Wait, WaitUntil, operators,
    };
    pub use sfn_core::registry::{LinkedMachine, LinkedTask};
    pub use sfn_core::runtime::{TaskFailure, TaskFuture};
    pub use sfn_core::shape::{FieldInfo, Place, Shape, inner, is_array, names, names_with};
    pub use sfn_core::tape::{
        Ty, block, failure, foreign, fresh, is_duration, is_map, is_sleep, item, out, raised, step,
        success, tape, tie, tied, try_join2, try_join3, try_join4, try_join5, try_join6, try_join7,
        try_join8,
    };
    pub use sfn_core::task::spec;
    pub use sfn_core::workflow::{Outcome, Workflow};
    pub use sfn_core::{errors, payload, register_machine, register_task, shape, tape, task};
}
