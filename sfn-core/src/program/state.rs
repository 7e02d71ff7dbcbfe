//! States, compiled: what the engine needs of each kind, and nothing that is only for people.

use std::sync::Arc;

use sfn_asl::{Path, Predicate, StateType};
use sfn_expr::Value;

use super::dataflow::{Computed, Entry, Exit};
use super::distributed::{Distributed, Payload};
use super::expression::Jsonata;
use super::resource::Resource;
use super::retry::{Catcher, Retrier};
use super::template::Template;
use super::{BlockIndex, StateIndex};

/// A state of any kind.
#[derive(Debug)]
pub(crate) struct State {
    pub name: Arc<str>,
    pub kind: Kind,
    /// How the state's input becomes what it works on.
    pub entry: Entry,
    /// How its result becomes its output.
    pub exit: Exit,
    /// Where it goes; of no meaning for Choice, Succeed and Fail.
    pub then: Then,
    pub retriers: Vec<Retrier>,
    pub catchers: Vec<Catcher>,
    /// Whether a path of it may begin with `$$`, so that the context object must be built.
    pub paths_read_context: bool,
}

/// Where a state goes when it is done.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Then {
    Next(StateIndex),
    End,
}

/// What a state does.
#[derive(Debug)]
pub(crate) enum Kind {
    Task(Task),
    Pass(Pass),
    Choice(Choice),
    Wait(Wait),
    Succeed,
    Fail(Fail),
    Parallel(Parallel),
    Map(Map),
}

#[derive(Debug)]
pub(crate) struct Task {
    pub resource: Arc<Resource>,
    pub timeout_seconds: Option<Computed<i64>>,
    pub heartbeat_seconds: Option<Computed<i64>>,
    pub credentials: Option<Computed<Arc<str>>>,
}

#[derive(Debug)]
pub(crate) struct Pass {
    /// JSONPath: the result, instead of the effective input.
    pub result: Option<Value>,
}

#[derive(Debug)]
pub(crate) struct Choice {
    pub rules: Vec<Rule>,
    pub default: Option<StateIndex>,
}

#[derive(Debug)]
pub(crate) struct Rule {
    pub test: Test,
    pub exit: Exit,
    pub next: StateIndex,
}

/// When a rule applies.
#[derive(Debug)]
pub(crate) enum Test {
    Jsonata(Computed<bool>),
    JsonPath(Box<Predicate>),
}

#[derive(Debug)]
pub(crate) enum Wait {
    Seconds(Computed<i64>),
    Timestamp(Computed<Arc<str>>),
    SecondsPath(Box<Path>),
    TimestampPath(Box<Path>),
}

#[derive(Debug)]
pub(crate) struct Fail {
    pub error: Option<Computed<Arc<str>>>,
    pub cause: Option<Computed<Arc<str>>>,
}

#[derive(Debug)]
pub(crate) struct Parallel {
    pub branches: Vec<BlockIndex>,
}

#[derive(Debug)]
pub(crate) struct Map {
    pub iterations: Iterations,
    pub items: Items,
    /// What an iteration gets instead of its item.
    pub item_selector: Option<Payload>,
    pub max_concurrency: Option<Computed<i64>>,
    pub tolerated_failure_count: Option<Computed<i64>>,
    pub tolerated_failure_percentage: Option<Computed<f64>>,
}

/// Where a Map's iterations run.
#[derive(Debug)]
pub(crate) enum Iterations {
    /// In the execution itself.
    Inline(BlockIndex),
    Distributed(Box<Distributed>),
}

/// Where a Map's items come from.
#[derive(Debug)]
pub(crate) enum Items {
    /// JSONata without `Items`: the input.
    EffectiveInput,
    /// JSONata: one expression, which the cause of a failure quotes.
    Expression(Box<Jsonata>),
    /// JSONata: a list with expressions in it.
    Template(Template),
    /// `ItemsPath`
    Path(Box<Path>),
}

impl Kind {
    pub fn state_type(&self) -> StateType {
        match self {
            Self::Task(_) => StateType::Task,
            Self::Pass(_) => StateType::Pass,
            Self::Choice(_) => StateType::Choice,
            Self::Wait(_) => StateType::Wait,
            Self::Succeed => StateType::Succeed,
            Self::Fail(_) => StateType::Fail,
            Self::Parallel(_) => StateType::Parallel,
            Self::Map(_) => StateType::Map,
        }
    }
}
