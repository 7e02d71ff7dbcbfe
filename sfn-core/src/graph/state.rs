//! The states of a graph. Each is the twin of a state in [`sfn_asl`], before rendering.

use super::Expr;
use crate::errors::{ErrorInfo, ErrorNames};
use crate::shape::{Digits, FieldInfo};
use crate::task::{CallSpec, TaskSpec};

/// `StartAt` and `States`: a machine, a branch of a `Parallel`, the processor of a `Map`.
#[derive(Debug, Clone, PartialEq)]
pub struct Branch {
    /// The first state.
    pub start_at: String,
    /// The states, in source order.
    pub states: Vec<State>,
}

/// A named state.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// Its name, unique in the machine.
    pub name: String,
    /// `file:line` of the source.
    pub place: String,
    /// What it does.
    pub kind: StateKind,
}

/// What a state does.
#[derive(Debug, Clone, PartialEq)]
pub enum StateKind {
    /// Calls a task.
    Task(TaskState),
    /// Only assigns.
    Pass(Pass),
    /// Decides.
    Choice(Choice),
    /// Sleeps.
    Wait(Wait),
    /// Ends with an output.
    Succeed(Succeed),
    /// Ends with an error.
    Fail(Fail),
    /// Runs branches side by side.
    Parallel(Parallel),
    /// Runs one branch for each item.
    Map(MapState),
}

/// The way out of a state, with what it assigns on the way.
#[derive(Debug, Clone, PartialEq)]
pub struct Edge {
    /// `Assign`.
    pub assign: Vec<(String, Expr)>,
    /// Where it leads.
    pub next: Next,
}

/// Where an edge leads.
#[derive(Debug, Clone, PartialEq)]
pub enum Next {
    /// To a state.
    State(String),
    /// Out of the branch, with this output.
    End(Expr),
}

/// Calls a task.
#[derive(Debug, Clone, PartialEq)]
pub struct TaskState {
    /// The task's attribute.
    pub spec: TaskSpec,
    /// What the call says besides.
    pub call: CallSpec,
    /// Its arguments, in order.
    pub arguments: Vec<Expr>,
    /// Its catchers, in order.
    pub catch: Vec<Catcher>,
    /// The way on.
    pub edge: Edge,
}

/// Only assigns.
#[derive(Debug, Clone, PartialEq)]
pub struct Pass {
    /// The way on.
    pub edge: Edge,
}

/// Decides.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// The first whose condition holds is taken.
    pub rules: Vec<Rule>,
    /// Taken when none does.
    pub default: Edge,
}

/// One way out of a [`Choice`].
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    /// `Condition`.
    pub condition: Expr,
    /// Where it leads.
    pub edge: Edge,
}

/// Sleeps.
#[derive(Debug, Clone, PartialEq)]
pub struct Wait {
    /// Until when.
    pub until: WaitUntil,
    /// The way on.
    pub edge: Edge,
}

/// How long a [`Wait`] takes.
#[derive(Debug, Clone, PartialEq)]
pub enum WaitUntil {
    /// `Seconds`.
    Seconds(Expr),
    /// `Timestamp`.
    Timestamp(Expr),
    /// So long, as a `Duration`: `Seconds` where it is known to be whole ones, and `Timestamp` otherwise.
    Passed(Expr),
}

/// Ends with an output.
#[derive(Debug, Clone, PartialEq)]
pub struct Succeed {
    /// `Output`.
    pub output: Expr,
}

/// Ends with an error.
#[derive(Debug, Clone, PartialEq)]
pub struct Fail {
    /// Which.
    pub failure: Failure,
}

/// An error as an expression of the body.
#[derive(Debug, Clone, PartialEq)]
pub enum Failure {
    /// A caught error, passed on: the variable holds `{Error, Cause}`.
    Caught(Expr),
    /// A variant, made here.
    Raised {
        /// The variant.
        info: ErrorInfo,
        /// Its members.
        members: Vec<(FieldInfo, Expr, Digits)>,
    },
    /// A fixed name and cause: what Rust's exhaustiveness rules out and JSON does not.
    Unreachable {
        /// `Error`.
        error: &'static str,
        /// `Cause`.
        cause: &'static str,
    },
}

/// Catches errors by name.
#[derive(Debug, Clone, PartialEq)]
pub struct Catcher {
    /// `ErrorEquals`.
    pub errors: ErrorNames,
    /// `Assign`; [`Expr::Payload`] and `$states.errorOutput` are in reach.
    pub assign: Vec<(String, Expr)>,
    /// Where it leads.
    pub next: String,
}

/// Runs branches side by side.
#[derive(Debug, Clone, PartialEq)]
pub struct Parallel {
    /// The branches.
    pub branches: Vec<Branch>,
    /// Its catchers.
    pub catch: Vec<Catcher>,
    /// The way on.
    pub edge: Edge,
}

/// Runs one branch for each item.
#[derive(Debug, Clone, PartialEq)]
pub struct MapState {
    /// `Items`.
    pub items: Expr,
    /// `MaxConcurrency`.
    pub max_concurrency: Option<Expr>,
    /// The branch; the item is its input.
    pub processor: Branch,
    /// Its catchers.
    pub catch: Vec<Catcher>,
    /// The way on.
    pub edge: Edge,
}

impl Failure {
    /// A value that no variant of its enum has: Rust rules it out, JSON does not.
    pub const UNMATCHED: Failure = Failure::Unreachable {
        error: "sfn.UnmatchedValue",
        cause: "a value has no variant that the program knows",
    };
}
