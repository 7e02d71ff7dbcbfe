//! What a workflow body says besides calling tasks, as the plain run does it: side by side, for each item, later.
//!
//! A state machine compiles the same words to `Parallel`, `Map` and `Wait` states.

mod catch_all;
mod join;
mod map;

pub use crate::clock::{sleep, sleep_until};
pub use catch_all::{CatchAll, catch_all};
pub use join::{Steps, TrySteps};
pub use map::{Map, MapFuture, map};
