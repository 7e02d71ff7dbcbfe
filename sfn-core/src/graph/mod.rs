//! The state graph that `#[state_machine]` makes of a function: a constant, checked by the compiler.
//!
//! A [`Graph`] is in two parts. The *outline* is text: the states and expressions, as far as a macro knows them. The
//! *pieces* are what only types decide, operators and JSON names above all, and `rustc` evaluates them with everything that
//! may fail to compile. The module `outline` puts the two together; [`Graph::definition`] renders the result as the
//! [`Definition`](sfn_asl::Definition) that runs and that is emitted. Nothing else reads a graph.
//!
//! One constant of nested `'static` slices would say the same, at several times the cost: `rustc` types, qualifies
//! and evaluates every node, where the nodes hold nothing that it has to know.

mod constant;
mod expr;
pub mod operators;
mod outline;
mod piece;
mod render;
mod state;

pub use constant::{Constant, Literal, Readable, constant};
pub use expr::{Expr, Operator, Part, level};
pub use piece::Piece;
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
    /// The states and expressions, as JSON that names [`pieces`](Graph::pieces) by their place among them.
    pub outline: &'static str,
    /// What types decide.
    pub pieces: &'static [Piece],
}
