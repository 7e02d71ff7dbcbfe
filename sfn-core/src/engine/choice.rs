//! Choice: a decision.

use super::dataflow::{Carried, Scope};
use super::failure::Failure;
use super::run::{Progress, Run};
use crate::program::{Choice, State, Test, Then};

impl Run<'_> {
    pub fn work_choice(
        &mut self,
        id: u32,
        state: &State,
        choice: &Choice,
    ) -> Result<Progress, Failure> {
        let input = self.enter_data(id, &state.entry)?;
        let mut scope = Scope::of(id);
        for rule in &choice.rules {
            let applies = match &rule.test {
                Test::Jsonata(condition) => self.truth(&mut scope, condition)?,
                Test::JsonPath(predicate) => self.holds(id, &input, predicate)?,
            };
            if applies {
                return self.depart(id, &rule.exit, Carried::Input(input), Then::Next(rule.next));
            }
        }
        // The state's own `Output` and `Assign` are for its default alone.
        match choice.default {
            Some(default) => {
                self.depart(id, &state.exit, Carried::Input(input), Then::Next(default))
            }
            // AWS does not report the specification's `States.NoChoiceMatched` (measured).
            None => Err(Failure::runtime(
                "Failed to transition out of the state. No choice rule matched and there is no Default.",
            )),
        }
    }
}
