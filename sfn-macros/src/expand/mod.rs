//! Graph and model to tokens. Decides nothing.

mod machine;
mod members;
mod outline;
mod place;
mod shape;
mod tape;
mod task;
mod task_error;
mod types;

pub use machine::machine;
pub use shape::shape;
pub use task::task;
pub use task_error::task_error;
