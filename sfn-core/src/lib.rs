//! The state graph, the typed surface, the state-machine engine, its stores and its runtime.

pub mod clock;
pub mod engine;
pub mod errors;
pub mod graph;
pub mod history;
mod items;
pub mod map_run;
pub mod objects;
pub mod payload;
pub mod plain;
pub mod program;
pub mod registry;
pub mod runtime;
pub mod shape;
pub mod store;
pub mod tape;
pub mod task;
pub mod test_state;
pub mod workflow;

pub use {sfn_asl as asl, sfn_expr as expr};
