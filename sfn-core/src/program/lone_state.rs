//! One state compiled for itself, for a test of it.

use std::sync::Arc;

use sfn_asl::{Definition, Machine, Pass, QueryLanguage, StateKind, Succeed, Transition};
use sfn_expr::{Object, Value};

use super::Program;
use super::build::build_unchecked;

/// The name of the state that is never entered.
const NEVER_ENTERED: &str = "";

impl Program {
    /// Compiles one state, in a machine where everything it leads to ends at once. The state must keep the rules; what
    /// breaks them is left out of the program.
    ///
    /// A further state, which is never entered, assigns the variables that the test brings, so that they have a place.
    pub(crate) fn compile_state(
        name: &str,
        state: &sfn_asl::State,
        language: QueryLanguage,
        variables: &[(Arc<str>, Value)],
    ) -> Self {
        let mut machine = Machine::new(name);
        machine.states.insert(name, state.clone());
        for target in targets(state) {
            if machine.states.get(&target).is_none() {
                machine.states.insert(target.as_str(), Succeed);
            }
        }
        let names = variables.iter().map(|(name, _)| (&**name, Value::Null));
        let declaring = sfn_asl::State {
            assign: Some(sfn_asl::Template(names.collect::<Object>().into())),
            ..Pass::default().into()
        };
        machine.states.insert(NEVER_ENTERED, declaring);
        let definition = Definition {
            query_language: Some(language),
            ..machine.into()
        };
        build_unchecked(&definition).0
    }
}

/// The states that a state may lead to.
fn targets(state: &sfn_asl::State) -> Vec<String> {
    let next = match state.transition() {
        Some(Transition::Next(next)) => Some(next),
        Some(Transition::End) | None => None,
    };
    let (rules, default) = match &state.kind {
        StateKind::Choice(choice) => (&choice.choices[..], choice.default.as_ref()),
        _ => (&[][..], None),
    };
    let rules = rules.iter().map(|rule| &rule.next);
    let catchers = state.catchers().iter().map(|catcher| &catcher.next);
    let all = next.into_iter().chain(rules).chain(default).chain(catchers);
    all.map(|name| name.as_str().to_owned()).collect()
}
