//! The state graph that `#[state_machine]` makes of a function: a constant, checked by the compiler.
//!
//! A [`Graph`] is what a macro can write and `rustc` can evaluate: `'static` slices of states whose expressions are trees
//! of [`Expr`]. Everything that needs types is already decided in it. [`Graph::definition`] renders it as the
//! [`Definition`](sfn_asl::Definition) that runs and that is emitted; nothing else reads a graph.

mod constant;
mod expr;
pub mod operators;
mod render;
mod state;

pub use constant::{Constant, Readable, constant};
pub use expr::{Expr, Operator, Part, level};
pub use state::{
    Branch, Catcher, Choice, Edge, Fail, Failure, MapState, Next, Parallel, Pass, Rule, State,
    StateKind, Succeed, TaskState, Wait, WaitUntil,
};

/// A state machine as its macro wrote it.
#[derive(Debug, Clone, Copy)]
pub struct Graph {
    /// The machine's name.
    pub name: &'static str,
    /// `Comment`: the function's first line of documentation, unless the attribute says otherwise.
    pub comment: Option<&'static str>,
    /// `TimeoutSeconds`.
    pub timeout_seconds: Option<u64>,
    /// The states.
    pub body: Branch,
}
