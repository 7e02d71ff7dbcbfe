//! The state machine engine: a function from a program, an execution and a stimulus to commands.
//!
//! [`step`] reads no clock, draws no random number and does no I/O. The time and the results of tasks come in with
//! [`Stimulus`]; random numbers come from a generator whose seed came in with the execution; what the engine wants
//! done goes out as [`Commands`]. So the same stimuli make the same history, whoever drives it.
//!
//! What comes in is not called an event, for that is the history's word.
//!
//! ```
//! use sfn_asl::Definition;
//! use sfn_core::clock::Timestamp;
//! use sfn_core::engine::{Execution, Identity, Status, Stimulus, step};
//! use sfn_core::program::Program;
//!
//! let definition = Definition::from_json(r#"{
//!     "StartAt": "Hello", "States": {"Hello": {"Type": "Pass", "Result": "Hello, world", "End": true}}
//! }"#)?;
//! let program = Program::compile(&definition)?;
//! let mut execution = Execution::new(Identity::local("Greeter", "first"), 7.into(), 42);
//! let commands = step(&program, &mut execution, Timestamp::UNIX_EPOCH, Stimulus::Start);
//!
//! assert_eq!(commands.events.len(), 4);
//! let outcome = execution.outcome().ok_or("still running")?;
//! assert_eq!(outcome.status, Status::Succeeded);
//! assert_eq!(outcome.output, Some("Hello, world".into()));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! One file per kind of state; `run.rs` holds what they share, `fork.rs` what Parallel and Map share.

mod attempt;
mod batch;
mod catch;
mod choice;
mod command;
mod context;
mod dataflow;
mod distributed;
#[cfg(feature = "testing")]
pub mod evaluation;
mod execution;
mod fail;
mod failure;
mod fork;
mod given_map;
mod identity;
mod map;
mod parallel;
mod pass;
pub(crate) mod probe;
mod random;
mod redrive;
mod resume;
mod retry;
mod run;
mod size;
mod stimulus;
mod stop;
mod strand;
mod succeed;
mod task;
mod task_events;
mod timer;
mod token;
mod variables;
mod wait;

pub use command::{Command, Commands, MapRunStart, Processor, ReadItems, TaskStart, TimerReason};
pub use execution::{Execution, Outcome, Redrive, Status};
pub use identity::Identity;
pub(crate) use identity::{DEFAULT_ACCOUNT, DEFAULT_REGION};
pub(crate) use random::Random;
pub use size::MAX_PAYLOAD_BYTES;
pub(crate) use size::is_too_large;
pub use stimulus::{Stimulus, TaskId, TimerId};
pub use token::TaskToken;

use crate::clock::Timestamp;
use crate::program::Program;

/// How many inline iterations of a Map run at once at most (AWS quota "Maximum concurrency of an inline Map").
pub const MAX_INLINE_CONCURRENCY: usize = 40;

/// How many half-states one [`step`] goes through at most before it asks to be continued.
pub const MAX_TURNS_PER_STEP: usize = 10_000;

/// Takes an execution as far as it gets at the time `now`.
///
/// Stimuli that come too late (a timer that was cancelled, a task that was aborted, anything after the end) change
/// nothing. If the answer says [`more`](Commands::more), the next stimulus must be [`Stimulus::Continue`] or
/// [`Stimulus::Stop`].
pub fn step(
    program: &Program,
    execution: &mut Execution,
    now: Timestamp,
    stimulus: Stimulus,
) -> Commands {
    run::Run::new(program, execution, now).take(stimulus)
}
