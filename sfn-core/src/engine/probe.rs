//! What a test of one state learns from the engine, and what it puts in the place of the world.
//!
//! A step that is not a test has no probe and does nothing here. Nothing decides anything for itself: the engine runs
//! the state as it always does, and shows what it finds out on the way. `test_state` makes a test of it.

use std::sync::Arc;
use std::time::Duration;

use sfn_asl::StateType;
use sfn_expr::{Object, Value};

use super::dataflow::Carried;
use super::failure::Failure;
use super::run::{Departure, Progress, Run};
use super::strand::Item;
use super::{Commands, Execution, Stimulus};
use crate::clock::Timestamp;
use crate::history::Fault;
use crate::program::{Program, State, Then};

/// A test's side of a step.
#[derive(Debug)]
pub(crate) struct Probe {
    pub given: Given,
    pub seen: Seen,
}

/// What a test brings.
#[derive(Debug, Default)]
pub(crate) struct Given {
    /// The context object.
    pub context: Value,
    /// The variables that the state finds.
    pub variables: Vec<(Arc<str>, Value)>,
    /// What the branches of a Parallel or the iterations of a Map come to: nothing of them is run.
    pub fork: Option<Result<Value, Fault>>,
    /// What the `ItemReader` of a Map has read, as it stands at its source.
    pub reader_data: Option<String>,
    /// How many iterations of a Map have failed.
    pub failed_iterations: Option<u64>,
    /// How often the retrier that is for the error has fired before.
    pub retries: Option<u32>,
}

/// What a test has learned.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    pub inspection: Inspection,
    pub end: Option<End>,
    /// More iterations shall have failed than there are.
    pub too_many_failures: bool,
}

/// What became of the state.
#[derive(Debug)]
pub(crate) enum End {
    /// It was left, after an error if a fault stands here.
    Left {
        output: Value,
        next: Option<Arc<str>>,
        caught: Option<Fault>,
    },
    /// It would be tried again.
    Retried(Fault),
    /// It failed.
    Failed(Fault),
}

/// What happened to the data of a state on its way through it.
///
/// ```
/// use sfn_core::test_state::{Inspection, DataStage};
///
/// let inspection = Inspection::default();
/// assert_eq!(inspection.stages, []);
/// assert_eq!(DataStage::InputPath.as_str(), "afterInputPath");
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Inspection {
    /// The values, in the order in which they came about. AWS tells some stages for some kinds of states only.
    pub stages: Vec<(DataStage, Value)>,
    /// The state's variables, if it had some or assigned some.
    pub variables: Option<Value>,
    /// `MaxConcurrency` of a Map, 0 where it has none.
    pub max_concurrency: Option<i64>,
    /// `ToleratedFailureCount` of a Map.
    pub tolerated_failure_count: Option<i64>,
    /// `ToleratedFailurePercentage` of a Map.
    pub tolerated_failure_percentage: Option<f64>,
    /// The position of the retrier that is for the error.
    pub retry_index: Option<usize>,
    /// The delay before the next try, if there is one.
    pub retry_backoff: Option<Duration>,
    /// The position of the catcher that took the error.
    pub catch_index: Option<usize>,
}

/// A stage of a state's data flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DataStage {
    /// What the state was given.
    Input,
    /// Behind `InputPath`.
    InputPath,
    /// Behind `Parameters`.
    Parameters,
    /// Behind `Arguments`.
    Arguments,
    /// Behind `ItemsPointer` of an `ItemReader`.
    ItemsPointer,
    /// The items of a Map, behind `ItemsPath`.
    ItemsPath,
    /// The inputs of a Map's iterations, behind `ItemSelector`.
    ItemSelector,
    /// The batches of a Map's items.
    ItemBatcher,
    /// What the state's work came to.
    Result,
    /// Behind `ResultSelector`.
    ResultSelector,
    /// Behind `ResultPath`.
    ResultPath,
}

impl DataStage {
    /// The field of AWS's `InspectionData`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Input => "input",
            Self::InputPath => "afterInputPath",
            Self::Parameters => "afterParameters",
            Self::Arguments => "afterArguments",
            Self::ItemsPointer => "afterItemsPointer",
            Self::ItemsPath => "afterItemsPath",
            Self::ItemSelector => "afterItemSelector",
            Self::ItemBatcher => "afterItemBatcher",
            Self::Result => "result",
            Self::ResultSelector => "afterResultSelector",
            Self::ResultPath => "afterResultPath",
        }
    }

    /// Whether AWS tells this stage of states of this type (recorded).
    fn is_told_of(self, state: StateType) -> bool {
        use StateType::{Map, Parallel, Pass, Task};
        match self {
            Self::InputPath => state != Parallel,
            Self::Parameters => matches!(state, Task | Pass),
            Self::Arguments => state == Task,
            Self::Result => matches!(state, Task | Pass),
            Self::ResultSelector | Self::ResultPath => {
                matches!(state, Task | Pass | Parallel | Map)
            }
            Self::Input
            | Self::ItemsPointer
            | Self::ItemsPath
            | Self::ItemSelector
            | Self::ItemBatcher => true,
        }
    }
}

/// As [`step`](super::step), for a test.
pub(crate) fn step(
    program: &Program,
    execution: &mut Execution,
    now: Timestamp,
    stimulus: Stimulus,
    probe: &mut Probe,
) -> Commands {
    let mut run = Run::new(program, execution, now);
    run.probe = Some(probe);
    run.take(stimulus)
}

impl Run<'_> {
    /// Whether this is the test of a state.
    pub fn is_test(&self) -> bool {
        self.probe.is_some()
    }

    /// The strand begins with the variables that a test brings.
    pub fn bring_variables(&mut self, id: u32) {
        let Some(probe) = &self.probe else {
            return;
        };
        let given = probe.given.variables.clone();
        let program = self.program;
        let strand = self.strand(id);
        let names = &program.block(strand.block).variables;
        for (name, value) in given {
            if let Some(slot) = names.iter().position(|known| *known == name) {
                strand.variables[slot] = Some(value);
            }
        }
    }

    /// The context object of a test, with the item that an `ItemSelector` is evaluated for.
    pub fn given_context(&self, item: Option<&Item>) -> Option<Value> {
        let context = &self.probe.as_ref()?.given.context;
        let Some(item) = item else {
            return Some(context.clone());
        };
        let mut context = context.as_object().cloned().unwrap_or_default();
        let member = Object::from_iter([("Item", item.to_context())]);
        context.insert("Map", member);
        Some(context.into())
    }

    /// Shows a value on its way. Of the state behind the tested one nothing is shown.
    pub fn show(&mut self, id: u32, stage: DataStage, value: &Value) {
        if self.probe.is_none() {
            return;
        }
        let state = self.state(id).kind.state_type();
        if let Some(probe) = &mut self.probe
            && probe.seen.end.is_none()
            && stage.is_told_of(state)
        {
            let stages = &mut probe.seen.inspection.stages;
            if !stages.iter().any(|(known, _)| *known == stage) {
                stages.push((stage, value.clone()));
            }
        }
    }

    /// Shows that a state is left.
    pub fn show_departure(&mut self, id: u32, departure: &Departure) {
        if self.probe.is_none() {
            return;
        }
        let next = match departure.then {
            Then::Next(next) => Some(self.program.state(next).name.clone()),
            Then::End => None,
        };
        let variables = self.variables_after(id, departure);
        let Some(probe) = &mut self.probe else {
            return;
        };
        let seen = &mut probe.seen;
        let caught = match seen.end.take() {
            None => None,
            // The state's failure was shown, and a catcher has taken it.
            Some(End::Failed(fault)) if seen.inspection.catch_index.is_some() => Some(fault),
            Some(end) => {
                seen.end = Some(end);
                return;
            }
        };
        seen.inspection.variables = variables;
        seen.end = Some(End::Left {
            output: departure.output.clone(),
            next,
            caught,
        });
    }

    /// All variables of the tested state's scope as they are behind it; `None` if there are none.
    fn variables_after(&mut self, id: u32, departure: &Departure) -> Option<Value> {
        let program = self.program;
        let strand = self.strand(id);
        let names = &program.block(strand.block).variables;
        let known = names.iter().zip(&strand.variables);
        let mut variables: Object = known
            .filter_map(|(name, value)| Some((&**name, value.clone()?)))
            .collect();
        for assigned in &departure.assigned {
            variables.insert(&*assigned.name, assigned.value.clone());
        }
        (!variables.is_empty()).then(|| variables.into())
    }

    /// Shows that a state has failed, before it is known whether a catcher takes the failure.
    pub fn show_failure(&mut self, failure: &Failure) {
        if let Some(probe) = &mut self.probe
            && !matches!(probe.seen.end, Some(End::Left { .. } | End::Retried(_)))
        {
            probe.seen.end = Some(End::Failed(failure.fault()));
        }
    }

    /// Shows which retrier is for a failure, and when it would try again.
    pub fn show_retrier(&mut self, index: usize, backoff: Option<Duration>) {
        if let Some(probe) = &mut self.probe {
            let seen = &mut probe.seen;
            seen.inspection.retry_index = Some(index);
            seen.inspection.retry_backoff = backoff;
            if backoff.is_some()
                && let Some(End::Failed(fault)) = seen.end.take()
            {
                seen.end = Some(End::Retried(fault));
            }
        }
    }

    /// Shows which catcher takes a failure.
    pub fn show_catcher(&mut self, index: usize) {
        if let Some(probe) = &mut self.probe {
            probe.seen.inspection.catch_index = Some(index);
        }
    }

    /// How often a retrier has fired before, if a test says so.
    pub fn given_retries(&self) -> Option<u32> {
        self.probe.as_ref()?.given.retries
    }

    /// What the branches or iterations of a tested state come to.
    pub fn given_fork(&self) -> Option<Result<Value, Fault>> {
        self.probe.as_ref()?.given.fork.clone()
    }

    /// Leaves a Parallel or a Map with what a test says of its branches or iterations.
    pub fn join_given(
        &mut self,
        id: u32,
        state: &State,
        given: Result<Value, Fault>,
    ) -> Result<Progress, Failure> {
        match given {
            Ok(result) => self.depart(id, &state.exit, Carried::Result(result), state.then),
            Err(fault) => Err(Failure::told(fault.error, fault.cause)),
        }
    }
}
