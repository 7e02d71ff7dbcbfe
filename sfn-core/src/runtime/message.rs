//! What is sent to the driver of an execution.

use tokio::sync::oneshot;

use crate::engine::{Stimulus, TaskToken};

/// Something for an execution, from outside of its driver.
///
/// Sent in a box: a channel holds room for dozens, and most executions that wait are never sent any.
#[derive(Debug)]
pub(super) enum Message {
    /// For the engine.
    Stimulus(Stimulus),
    /// For the engine, if the execution still waits for the answer that this token belongs to; whether it does is
    /// answered once the step is stored.
    Answer {
        token: TaskToken,
        stimulus: Stimulus,
        accepted: oneshot::Sender<bool>,
    },
}

impl From<Stimulus> for Box<Message> {
    fn from(stimulus: Stimulus) -> Self {
        Box::new(Message::Stimulus(stimulus))
    }
}
