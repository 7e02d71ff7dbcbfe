//! States: what all kinds share, and which kind a state is.
//!
//! One file per kind. A kind's file holds its type, and how it is read from and written to JSON; what
//! makes a state wrong beyond its shape is in `rules`.

mod choice;
mod comparison;
mod fail;
mod item_batcher;
mod item_reader;
mod map;
mod parallel;
mod pass;
mod processor;
mod result_writer;
mod succeed;
mod task;
mod wait;

pub use choice::{Choice, ChoiceRule, Condition, DataTest, NestedTest};
pub(crate) use comparison::OperandForm;
pub use comparison::{Comparison, Operand, Order, TypeTest};
pub use fail::Fail;
pub use item_batcher::ItemBatcher;
pub use item_reader::{
    CsvDelimiter, CsvHeaderLocation, InputType, ItemReader, ManifestType, ReaderConfig,
    ReaderTransformation,
};
pub use map::{Map, Spelling};
pub use parallel::Parallel;
pub use pass::Pass;
pub use processor::{ExecutionType, ItemProcessor, ProcessorConfig, ProcessorMode};
pub use result_writer::{OutputType, ResultWriter, WriterConfig, WriterTransformation};
pub use succeed::Succeed;
pub use task::{Credentials, Task};
pub use wait::{Wait, WaitUntil};

use crate::catch::Catcher;
use crate::expression::NullablePath;
use crate::keyword::keywords;
use crate::language::QueryLanguage;
use crate::name::StateName;
use crate::read::{Field, Fields};
use crate::retry::Retrier;
use crate::template::Template;
use crate::write::ObjectWriter;

/// One state of a machine.
///
/// The fields that several kinds share stand here; the field matrix of the language (a `Fail` state has no
/// `Output`, say) is checked by [`Definition::validate`](crate::Definition::validate), not by this type.
///
/// ```
/// use sfn_asl::{Pass, State, StateKind, Transition};
///
/// let state = State::from(Pass { transition: Transition::next("Ship"), ..Pass::default() });
/// assert_eq!(state.state_type().as_str(), "Pass");
/// assert_eq!(state.transition(), Some(&Transition::next("Ship")));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// A remark for people.
    pub comment: Option<String>,
    /// The language of this state's expressions, if it names one.
    pub query_language: Option<QueryLanguage>,
    /// JSONPath: what part of the raw input the state sees.
    pub input_path: Option<NullablePath>,
    /// JSONPath: what part of the state's result becomes its output.
    pub output_path: Option<NullablePath>,
    /// The variables that the state assigns when it succeeds.
    pub assign: Option<Template>,
    /// JSONata: the state's output.
    pub output: Option<Template>,
    /// What the state does.
    pub kind: StateKind,
}

/// What a state does, with the fields of that kind.
#[derive(Clone, Debug, PartialEq)]
pub enum StateKind {
    /// Work outside the machine.
    Task(Box<Task>),
    /// Data in, data out.
    Pass(Pass),
    /// A decision.
    Choice(Choice),
    /// A delay.
    Wait(Wait),
    /// The successful end of its machine.
    Succeed(Succeed),
    /// The failed end of its machine.
    Fail(Fail),
    /// Machines that run side by side.
    Parallel(Parallel),
    /// A machine that runs once for each item.
    Map(Box<Map>),
}

keywords! {
    /// The eight types of states, in the order in which AWS lists them.
    StateType {
        /// See [`Task`].
        Task = "Task",
        /// See [`Wait`].
        Wait = "Wait",
        /// See [`Pass`].
        Pass = "Pass",
        /// See [`Succeed`].
        Succeed = "Succeed",
        /// See [`Fail`].
        Fail = "Fail",
        /// See [`Choice`].
        Choice = "Choice",
        /// See [`Parallel`].
        Parallel = "Parallel",
        /// See [`Map`].
        Map = "Map",
    }
}

/// Where a state goes when it is done: to another state, or to the end of its machine.
///
/// ```
/// use sfn_asl::Transition;
///
/// assert_ne!(Transition::next("Ship"), Transition::End);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Transition {
    /// `"Next": "…"`
    Next(StateName),
    /// `"End": true`
    #[default]
    End,
}

impl Transition {
    /// A transition to the state of that name.
    pub fn next(name: impl Into<StateName>) -> Self {
        Self::Next(name.into())
    }

    /// The state that follows, if one does.
    pub fn target(&self) -> Option<&StateName> {
        match self {
            Self::Next(name) => Some(name),
            Self::End => None,
        }
    }

    /// Exactly one of `Next` and `End`.
    pub(crate) fn read(fields: &mut Fields<'_, '_>) -> Self {
        let next = fields.state_name("Next");
        if fields.literal("End") == Some(false) {
            // It is no transition, and beside a `Next` it says nothing.
            fields.report_at("End", "Value must be true", "remove `End`, or write `true`");
        }
        fields.exactly_one_of(&["Next", "End"]);
        next.map_or(Self::End, Self::Next)
    }

    pub(crate) fn write(&self, object: &mut ObjectWriter) {
        match self {
            Self::Next(name) => object.string("Next", name.as_str()),
            Self::End => object.boolean("End", true),
        }
    }
}

impl State {
    /// The type of the state, as its field `Type` says it.
    pub fn state_type(&self) -> StateType {
        match self.kind {
            StateKind::Task(_) => StateType::Task,
            StateKind::Pass(_) => StateType::Pass,
            StateKind::Choice(_) => StateType::Choice,
            StateKind::Wait(_) => StateType::Wait,
            StateKind::Succeed(_) => StateType::Succeed,
            StateKind::Fail(_) => StateType::Fail,
            StateKind::Parallel(_) => StateType::Parallel,
            StateKind::Map(_) => StateType::Map,
        }
    }

    /// Where the state goes when it has done its work; `None` for the kinds that decide it themselves
    /// (Choice) or end their machine (Succeed, Fail).
    pub fn transition(&self) -> Option<&Transition> {
        match &self.kind {
            StateKind::Task(task) => Some(&task.transition),
            StateKind::Pass(pass) => Some(&pass.transition),
            StateKind::Wait(wait) => Some(&wait.transition),
            StateKind::Parallel(parallel) => Some(&parallel.transition),
            StateKind::Map(map) => Some(&map.transition),
            StateKind::Choice(_) | StateKind::Succeed(_) | StateKind::Fail(_) => None,
        }
    }

    /// The state's retriers, in order; none for the kinds that cannot be retried.
    pub fn retriers(&self) -> &[Retrier] {
        let retry = match &self.kind {
            StateKind::Task(task) => &task.retry,
            StateKind::Parallel(parallel) => &parallel.retry,
            StateKind::Map(map) => &map.retry,
            StateKind::Pass(_)
            | StateKind::Choice(_)
            | StateKind::Wait(_)
            | StateKind::Succeed(_)
            | StateKind::Fail(_) => &None,
        };
        retry.as_deref().unwrap_or_default()
    }

    /// The state's catchers, in order; none for the kinds that catch nothing.
    pub fn catchers(&self) -> &[Catcher] {
        let catch = match &self.kind {
            StateKind::Task(task) => &task.catch,
            StateKind::Parallel(parallel) => &parallel.catch,
            StateKind::Map(map) => &map.catch,
            StateKind::Pass(_)
            | StateKind::Choice(_)
            | StateKind::Wait(_)
            | StateKind::Succeed(_)
            | StateKind::Fail(_) => &None,
        };
        catch.as_deref().unwrap_or_default()
    }

    /// Whether the machine of this state can end here.
    pub fn is_terminal(&self) -> bool {
        match &self.kind {
            StateKind::Succeed(_) | StateKind::Fail(_) => true,
            StateKind::Choice(_) => false,
            StateKind::Task(_)
            | StateKind::Pass(_)
            | StateKind::Wait(_)
            | StateKind::Parallel(_)
            | StateKind::Map(_) => self.transition() == Some(&Transition::End),
        }
    }

    pub(crate) fn read(fields: &mut Fields<'_, '_>) -> Self {
        let state_type = fields.required_keyword::<StateType>("Type");
        let comment = fields.string("Comment");
        // Before every other field: it says which of them this state may have.
        let query_language = fields.state_query_language();
        let mut state = Self {
            comment,
            query_language,
            ..Self::from(Pass::default())
        };
        let Some(state_type) = state_type else {
            // Without a type nothing is known about the other fields. The transition is still read, so that
            // the states behind this one are not reported as unreachable.
            fields.ignore_the_rest();
            let next = fields.lenient_next();
            let transition = next.map_or(Transition::End, Transition::Next);
            return state.with_kind(Pass {
                transition,
                ..Pass::default()
            });
        };
        if state_type != StateType::Fail {
            state.input_path = fields.nullable_path("InputPath");
            state.output_path = fields.nullable_path("OutputPath");
            state.output = fields.template(Field::jsonata("Output"));
        }
        if !matches!(state_type, StateType::Fail | StateType::Succeed) {
            state.assign = fields.object_template("Assign");
        }
        state.kind = StateKind::read(state_type, fields);
        state
    }

    pub(crate) fn write(&self, object: &mut ObjectWriter) {
        object.string("Type", self.state_type().as_str());
        object.optional_string("Comment", self.comment.as_deref());
        object.optional_string(
            "QueryLanguage",
            self.query_language.map(QueryLanguage::as_str),
        );
        object.optional_nullable_path("InputPath", self.input_path.as_ref());
        self.kind.write(object);
        object.optional_nullable_path("OutputPath", self.output_path.as_ref());
        object.optional_template("Assign", self.assign.as_ref());
        object.optional_template("Output", self.output.as_ref());
        if let Some(transition) = self.transition() {
            transition.write(object);
        }
        self.kind.write_errors(object);
    }

    /// The same state, doing something else.
    pub fn with_kind(self, kind: impl Into<StateKind>) -> Self {
        Self {
            kind: kind.into(),
            ..self
        }
    }
}

impl<K: Into<StateKind>> From<K> for State {
    fn from(kind: K) -> Self {
        Self {
            comment: None,
            query_language: None,
            input_path: None,
            output_path: None,
            assign: None,
            output: None,
            kind: kind.into(),
        }
    }
}

impl StateKind {
    fn read(state_type: StateType, fields: &mut Fields<'_, '_>) -> Self {
        match state_type {
            StateType::Task => Task::read(fields).into(),
            StateType::Pass => Pass::read(fields).into(),
            StateType::Choice => Choice::read(fields).into(),
            StateType::Wait => Wait::read(fields).into(),
            StateType::Succeed => Succeed.into(),
            StateType::Fail => Fail::read(fields).into(),
            StateType::Parallel => Parallel::read(fields).into(),
            StateType::Map => Map::read(fields).into(),
        }
    }

    fn write(&self, object: &mut ObjectWriter) {
        match self {
            Self::Task(task) => task.write(object),
            Self::Pass(pass) => pass.write(object),
            Self::Choice(choice) => choice.write(object),
            Self::Wait(wait) => wait.write(object),
            Self::Succeed(Succeed) => {}
            Self::Fail(fail) => fail.write(object),
            Self::Parallel(parallel) => parallel.write(object),
            Self::Map(map) => map.write(object),
        }
    }

    /// `Retry` and `Catch` come last in a state, by custom.
    fn write_errors(&self, object: &mut ObjectWriter) {
        let (retry, catch) = match self {
            Self::Task(task) => (&task.retry, &task.catch),
            Self::Parallel(parallel) => (&parallel.retry, &parallel.catch),
            Self::Map(map) => (&map.retry, &map.catch),
            Self::Pass(_) | Self::Choice(_) | Self::Wait(_) | Self::Succeed(_) | Self::Fail(_) => {
                return;
            }
        };
        object.optional_list("Retry", retry.as_deref(), Retrier::write);
        object.optional_list("Catch", catch.as_deref(), Catcher::write);
    }
}

macro_rules! state_kinds {
    ($($kind:ident => $make:expr,)+) => {
        $(impl From<$kind> for StateKind {
            fn from(kind: $kind) -> Self {
                let make: fn($kind) -> Self = $make;
                make(kind)
            }
        })+
    };
}

state_kinds! {
    Task => |task| Self::Task(Box::new(task)),
    Pass => Self::Pass,
    Choice => Self::Choice,
    Wait => Self::Wait,
    Succeed => Self::Succeed,
    Fail => Self::Fail,
    Parallel => Self::Parallel,
    Map => |map| Self::Map(Box::new(map)),
}
