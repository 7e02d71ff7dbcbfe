//! A state without a machine around it, as AWS's `TestState` takes it.

use sfn_expr::Object;

use crate::definition::{Definition, json};
use crate::finding::Finding;
use crate::machine::Machine;
use crate::state::{State, StateKind};

/// The name that AWS gives a state that has none.
const NAME: &str = "StateName";

impl State {
    /// Reads one state and tells everything that is wrong with it, in places as `TestState` prints them: as if
    /// the state stood in a machine under the name `StateName`. Where its transitions lead is not checked.
    ///
    /// The state is there whenever it says what the document says, even if rules are broken.
    ///
    /// ```
    /// use sfn_asl::State;
    ///
    /// let (state, findings) = State::parse(r#"{"Type": "Wait", "Seconds": -1, "Next": "Anywhere"}"#);
    /// assert!(state.is_some());
    /// assert_eq!(findings[0].location.as_deref(), Some("/States/StateName/Seconds"));
    /// ```
    pub fn parse(text: &str) -> (Option<Self>, Vec<Finding>) {
        let state = match json(text) {
            Ok(state) => state,
            Err(finding) => return (None, vec![finding]),
        };
        let states: Object = [(NAME, state)].into_iter().collect();
        let mut machine = Object::new();
        machine.insert("StartAt", NAME);
        machine.insert("States", states);
        let (definition, findings) =
            Definition::check(&machine.into(), crate::rules::lone_state_findings);
        let state = definition.and_then(|definition| definition.machine.states.get(NAME).cloned());
        (state, findings)
    }
}

impl Definition {
    /// The state of that name, in whichever machine of the definition it stands. The rules allow a name only once.
    ///
    /// ```
    /// use sfn_asl::{Definition, Machine, Map, Succeed};
    ///
    /// let inner = Machine::new("Inner").with_state("Inner", Succeed);
    /// let definition = Definition::from(Machine::new("Outer").with_state("Outer", Map::new(inner)));
    /// assert!(definition.find_state("Inner").is_some());
    /// ```
    pub fn find_state(&self, name: &str) -> Option<&State> {
        find(&self.machine, name)
    }
}

/// A definition is not nested deeper than its JSON text may be.
fn find<'m>(machine: &'m Machine, name: &str) -> Option<&'m State> {
    machine.states.get(name).or_else(|| {
        let mut states = machine.states.iter();
        states.find_map(|(_, state)| match &state.kind {
            StateKind::Parallel(parallel) => parallel
                .branches
                .iter()
                .find_map(|branch| find(branch, name)),
            StateKind::Map(map) => find(&map.item_processor.machine, name),
            _ => None,
        })
    })
}
