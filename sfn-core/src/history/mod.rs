//! What happened in an execution, as AWS Step Functions tells it.
//!
//! The engine makes these events; stores keep them, observers see them, the endpoint prints them. Nothing here knows
//! how they look on the wire: payloads are values, and it is the endpoint that makes JSON text of them and truncates.

mod details;
mod kind;

pub use details::{
    ActivityScheduled, ActivityStarted, EvaluationFailed, ExecutionRedriven, ExecutionStarted,
    Fault, LambdaFunctionScheduled, MapIteration, MapRunRedriven, MapRunStarted, MapStateStarted,
    ResourceFault, ResourceOutput, ResourceRef, StateEntered, StateExited, Succeeded,
    TaskScheduled,
};
pub use kind::EventKind;

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;

/// The most events an execution's history can hold. The last of them is `ExecutionFailed` with the error
/// `States.Runtime`, unless it is `ExecutionSucceeded` (AWS quota "Maximum execution history size").
pub const MAX_EVENTS: u64 = 25_000;

/// One fact of an execution's history.
///
/// Ids count from 1. [`previous_event_id`](Event::previous_event_id) is the event that led to this one, which need
/// not be the one before it: each branch of a Parallel and each iteration of a Map is a chain of its own, and the
/// first state of an execution has the previous id 0, as the histories recorded from AWS have it.
///
/// ```
/// use sfn_core::clock::Timestamp;
/// use sfn_core::history::{Event, EventKind, StateEntered};
///
/// let entered = Event {
///     id: 2,
///     previous_event_id: 0,
///     timestamp: Timestamp::UNIX_EPOCH,
///     kind: EventKind::PassStateEntered(StateEntered { name: "Hello".into(), input: 7.into() }),
/// };
/// assert_eq!(entered.kind.type_name(), "PassStateEntered");
/// assert_eq!(entered.kind.state_name(), Some("Hello"));
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// The position in the history, counted from 1.
    pub id: u64,
    /// The id of the event that led to this one, or 0.
    pub previous_event_id: u64,
    /// When it happened.
    pub timestamp: Timestamp,
    /// What happened.
    pub kind: EventKind,
}
