//! Graph and model to tokens. Decides nothing.

mod graph;
mod machine;
mod place;
mod tape;
mod types;

pub use machine::machine;
