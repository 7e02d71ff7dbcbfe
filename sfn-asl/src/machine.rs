//! Machines: a set of states and where to start. A definition is one, and so is each branch of a
//! Parallel and the processor of a Map.

use indexmap::IndexMap;

use crate::name::StateName;
use crate::read::Fields;
use crate::state::State;
use crate::write::ObjectWriter;

/// States, and the one to start at.
///
/// ```
/// use sfn_asl::{Machine, Pass, Succeed, Transition};
///
/// let machine = Machine::new("Shape")
///     .with_state("Shape", Pass { transition: Transition::next("Done"), ..Pass::default() })
///     .with_state("Done", Succeed);
/// assert_eq!(machine.states.names().map(|name| name.as_str()).collect::<Vec<_>>(), ["Shape", "Done"]);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Machine {
    /// A remark for people.
    pub comment: Option<String>,
    /// The state to start at.
    pub start_at: StateName,
    /// The states.
    pub states: States,
}

/// The states of one machine by name, in the order in which they were written.
///
/// ```
/// use sfn_asl::{States, Succeed};
///
/// let mut states = States::new();
/// states.insert("Done", Succeed);
/// assert!(states.get("Done").is_some_and(|state| state.is_terminal()));
/// assert_eq!(states.len(), 1);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct States(IndexMap<StateName, State>);

impl Machine {
    /// A machine without states that starts at `start_at`.
    pub fn new(start_at: impl Into<StateName>) -> Self {
        Self {
            comment: None,
            start_at: start_at.into(),
            states: States::new(),
        }
    }

    /// The same machine with one more state; a state of the same name is replaced.
    #[must_use]
    pub fn with_state(mut self, name: impl Into<StateName>, state: impl Into<State>) -> Self {
        self.states.insert(name, state);
        self
    }

    pub(crate) fn read(fields: &mut Fields<'_, '_>) -> Self {
        let comment = fields.string("Comment");
        // AWS lists the two in this order when both are missing.
        let states = fields.required_states();
        Self {
            comment,
            start_at: fields.required_state_name("StartAt"),
            states,
        }
    }

    pub(crate) fn write(&self, object: &mut ObjectWriter) {
        object.optional_string("Comment", self.comment.as_deref());
        self.write_states(object);
    }

    pub(crate) fn write_states(&self, object: &mut ObjectWriter) {
        object.string("StartAt", self.start_at.as_str());
        object.states("States", &self.states);
    }
}

impl Default for Machine {
    fn default() -> Self {
        Self::new("")
    }
}

impl States {
    /// No states.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many states there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no state.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The state of that name.
    pub fn get(&self, name: &str) -> Option<&State> {
        self.0.get(name)
    }

    /// The state of that name, for changing it.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut State> {
        self.0.get_mut(name)
    }

    /// The position of the state of that name, from 0.
    pub fn index_of(&self, name: &str) -> Option<usize> {
        self.0.get_index_of(name)
    }

    /// Adds a state at the end, or replaces the one of that name and returns it.
    pub fn insert(&mut self, name: impl Into<StateName>, state: impl Into<State>) -> Option<State> {
        self.0.insert(name.into(), state.into())
    }

    /// The states in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&StateName, &State)> {
        self.0.iter()
    }

    /// The names in order.
    pub fn names(&self) -> impl ExactSizeIterator<Item = &StateName> {
        self.0.keys()
    }
}

impl<N: Into<StateName>, S: Into<State>> FromIterator<(N, S)> for States {
    fn from_iter<I: IntoIterator<Item = (N, S)>>(states: I) -> Self {
        Self(
            states
                .into_iter()
                .map(|(name, state)| (name.into(), state.into()))
                .collect(),
        )
    }
}
