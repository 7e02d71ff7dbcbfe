//! The table of event types.

use serde::{Deserialize, Serialize};

use super::details::{
    ActivityScheduled, ActivityStarted, EvaluationFailed, ExecutionRedriven, ExecutionStarted,
    Fault, LambdaFunctionScheduled, MapIteration, MapRunRedriven, MapRunStarted, MapStateStarted,
    ResourceFault, ResourceOutput, ResourceRef, StateEntered, StateExited, Succeeded,
    TaskScheduled,
};

macro_rules! event_kinds {
    ($($(#[$attribute:meta])* $kind:ident $(($details:ty))?,)+) => {
        /// What happened: one of AWS's 62 event types with its details (botocore's service model, `HistoryEvent`).
        ///
        /// ```
        /// use sfn_core::history::{EventKind, MapStateStarted};
        ///
        /// let started = EventKind::MapStateStarted(MapStateStarted { length: 3 });
        /// assert_eq!(started.type_name(), "MapStateStarted");
        /// assert_eq!(EventKind::TYPE_NAMES.len(), 62);
        /// ```
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub enum EventKind {
            $($(#[$attribute])* $kind $(($details))?,)+
        }

        impl EventKind {
            /// The names of all types.
            pub const TYPE_NAMES: &'static [&'static str] = &[$(stringify!($kind),)+];

            /// The name of the type, as AWS spells it.
            pub fn type_name(&self) -> &'static str {
                match self {
                    $(event_kinds!(@pattern $kind $($details)?) => stringify!($kind),)+
                }
            }
        }
    };
    (@pattern $kind:ident) => { Self::$kind };
    (@pattern $kind:ident $details:ty) => { Self::$kind(_) };
}

event_kinds! {
    /// An activity task waits for a worker.
    ActivityScheduled(Box<ActivityScheduled>),
    /// An activity task could not be scheduled.
    ActivityScheduleFailed(Fault),
    /// A worker took an activity task.
    ActivityStarted(ActivityStarted),
    /// A worker answered.
    ActivitySucceeded(Succeeded),
    /// A worker reported a failure.
    ActivityFailed(Fault),
    /// A worker did not answer, or sent no heartbeat, in time.
    ActivityTimedOut(Fault),
    /// A Choice state was entered.
    ChoiceStateEntered(StateEntered),
    /// A Choice state chose.
    ChoiceStateExited(StateExited),
    /// A JSONata expression failed.
    EvaluationFailed(Box<EvaluationFailed>),
    /// The execution began.
    ExecutionStarted(Box<ExecutionStarted>),
    /// The execution ended with an output.
    ExecutionSucceeded(Succeeded),
    /// The execution ended with an error.
    ExecutionFailed(Fault),
    /// The execution was stopped.
    ExecutionAborted(Fault),
    /// The execution ran longer than its `TimeoutSeconds`.
    ExecutionTimedOut(Fault),
    /// The execution goes on after a failure.
    ExecutionRedriven(ExecutionRedriven),
    /// A Fail state was entered.
    FailStateEntered(StateEntered),
    /// A Lambda function's invocation was decided.
    LambdaFunctionScheduled(Box<LambdaFunctionScheduled>),
    /// A Lambda function's invocation could not be scheduled.
    LambdaFunctionScheduleFailed(Fault),
    /// A Lambda function was invoked.
    LambdaFunctionStarted,
    /// A Lambda function could not be invoked.
    LambdaFunctionStartFailed(Fault),
    /// A Lambda function returned.
    LambdaFunctionSucceeded(Succeeded),
    /// A Lambda function failed.
    LambdaFunctionFailed(Fault),
    /// A Lambda function did not return within the state's `TimeoutSeconds`.
    LambdaFunctionTimedOut(Fault),
    /// A Map state was entered.
    MapStateEntered(StateEntered),
    /// A Map state begins with its items.
    MapStateStarted(MapStateStarted),
    /// All iterations of a Map state are done.
    MapStateSucceeded,
    /// A Map state failed.
    MapStateFailed,
    /// A Map state ended with its surroundings.
    MapStateAborted,
    /// A Map state is left.
    MapStateExited(StateExited),
    /// An iteration begins.
    MapIterationStarted(MapIteration),
    /// An iteration is done.
    MapIterationSucceeded(MapIteration),
    /// An iteration failed.
    MapIterationFailed(MapIteration),
    /// An iteration ended with its Map.
    MapIterationAborted(MapIteration),
    /// The child executions of a distributed Map begin.
    MapRunStarted(MapRunStarted),
    /// The child executions of a distributed Map are done.
    MapRunSucceeded,
    /// The child executions of a distributed Map failed.
    MapRunFailed(Fault),
    /// The child executions of a distributed Map ended with their parent.
    MapRunAborted,
    /// The child executions of a distributed Map go on after a failure.
    MapRunRedriven(MapRunRedriven),
    /// A Parallel state was entered.
    ParallelStateEntered(StateEntered),
    /// The branches of a Parallel state begin.
    ParallelStateStarted,
    /// All branches of a Parallel state are done.
    ParallelStateSucceeded,
    /// A branch of a Parallel state failed.
    ParallelStateFailed,
    /// A Parallel state ended with its surroundings.
    ParallelStateAborted,
    /// A Parallel state is left.
    ParallelStateExited(StateExited),
    /// A Pass state was entered.
    PassStateEntered(StateEntered),
    /// A Pass state is left.
    PassStateExited(StateExited),
    /// A Succeed state was entered.
    SucceedStateEntered(StateEntered),
    /// A Succeed state is left.
    SucceedStateExited(StateExited),
    /// A Task state was entered.
    TaskStateEntered(StateEntered),
    /// A Task state is left.
    TaskStateExited(StateExited),
    /// A Task state ended with its surroundings.
    TaskStateAborted,
    /// A service call was decided.
    TaskScheduled(Box<TaskScheduled>),
    /// A service call was begun.
    TaskStarted(ResourceRef),
    /// A service call could not be begun.
    TaskStartFailed(Box<ResourceFault>),
    /// A service accepted what it will finish later.
    TaskSubmitted(Box<ResourceOutput>),
    /// A service refused what it would have finished later.
    TaskSubmitFailed(Box<ResourceFault>),
    /// A service call succeeded.
    TaskSucceeded(Box<ResourceOutput>),
    /// A service call failed.
    TaskFailed(Box<ResourceFault>),
    /// A service call took too long.
    TaskTimedOut(Box<ResourceFault>),
    /// A Wait state was entered.
    WaitStateEntered(StateEntered),
    /// A Wait state is left.
    WaitStateExited(StateExited),
    /// A Wait state ended with its surroundings.
    WaitStateAborted,
}

impl EventKind {
    /// The name of the state that this event enters or leaves; `None` for all other events.
    pub fn state_name(&self) -> Option<&str> {
        match self {
            Self::ChoiceStateEntered(entered)
            | Self::FailStateEntered(entered)
            | Self::MapStateEntered(entered)
            | Self::ParallelStateEntered(entered)
            | Self::PassStateEntered(entered)
            | Self::SucceedStateEntered(entered)
            | Self::TaskStateEntered(entered)
            | Self::WaitStateEntered(entered) => Some(&entered.name),
            Self::ChoiceStateExited(exited)
            | Self::MapStateExited(exited)
            | Self::ParallelStateExited(exited)
            | Self::PassStateExited(exited)
            | Self::SucceedStateExited(exited)
            | Self::TaskStateExited(exited)
            | Self::WaitStateExited(exited) => Some(&exited.name),
            _ => None,
        }
    }

    /// Whether the history ends here, until a redrive.
    pub fn is_terminal(&self) -> bool {
        matches!(
            self,
            Self::ExecutionSucceeded(_)
                | Self::ExecutionFailed(_)
                | Self::ExecutionAborted(_)
                | Self::ExecutionTimedOut(_)
        )
    }
}
