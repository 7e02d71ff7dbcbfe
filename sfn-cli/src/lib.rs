//! The commands of sfn, as a library and as the binary sfn.

mod arguments;
mod cause;
mod commands;
mod console;
mod definition;
mod error;
mod exit;
mod explain;
mod input;
mod program;
mod progress;
mod source;
mod tool;

pub use console::Console;
pub use exit::Exit;
pub use program::{Program, main};
pub use source::MAX_TEXT_BYTES;
pub use tool::tool;
