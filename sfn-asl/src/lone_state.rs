//! A state without a machine around it, as AWS's `TestState` takes it.

use sfn_expr::Object;

use crate::definition::{Definition, json};
use crate::finding::Finding;
use crate::state::State;

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
