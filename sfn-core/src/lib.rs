//! The state graph, the typed surface, the state-machine engine, its stores and its runtime.

pub mod clock;
pub mod engine;
pub mod history;
pub mod program;
pub mod runtime;

pub use {sfn_asl as asl, sfn_expr as expr};
