//! The run of a distributed Map's child executions: which begin when, how many may fail, what comes of them.
//!
//! [`MapRun`] is plain data and pure functions, as the engine is: the runtime starts the executions and tells it how
//! they ended.

mod counts;
mod label;
mod results;
mod run;
mod tolerance;

pub use counts::{Counts, MapRunStatus};
pub use label::label_of;
pub use results::Destination;
pub(crate) use results::{Child, files, inline};
pub use run::{ChildEnd, MapRun, MapRunUpdate};
pub use tolerance::Tolerance;

/// How many child executions of a map run are under way at once at most (AWS quota "Maximum number of parallel Map Run
/// child executions").
pub const MAX_CONCURRENCY: u32 = 10_000;
