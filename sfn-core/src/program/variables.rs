//! Which variable a name means: the nearest enclosing `States` object that assigns it.

use std::collections::HashMap;
use std::sync::Arc;

use sfn_asl::{Machine, State, StateKind, Template};

/// The variables that the states of one machine assign, and those around it.
#[derive(Debug)]
pub(crate) struct Variables<'a> {
    slots: HashMap<Arc<str>, u32>,
    outer: Option<&'a Variables<'a>>,
}

/// A variable, seen from where it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct VariableRef {
    /// How many blocks further out.
    pub up: u32,
    /// Its slot there.
    pub slot: u32,
}

impl<'a> Variables<'a> {
    /// Collects the names that are assigned by the states of `machine` itself, not by machines within it.
    pub fn of(machine: &Machine, outer: Option<&'a Self>) -> Self {
        let mut variables = Self {
            slots: HashMap::new(),
            outer,
        };
        for (_, state) in machine.states.iter() {
            assignments(state).for_each(|assign| variables.declare(assign));
        }
        variables
    }

    /// The slot of a variable that is assigned in this very block.
    pub fn slot(&self, name: &str) -> Option<u32> {
        self.slots.get(name).copied()
    }

    /// The variable that a name means here; `None` if nothing ever assigns it.
    pub fn resolve(&self, name: &str) -> Option<VariableRef> {
        let (mut up, mut block) = (0, self);
        loop {
            if let Some(slot) = block.slot(name) {
                return Some(VariableRef { up, slot });
            }
            block = block.outer?;
            up += 1;
        }
    }

    /// The names, by slot.
    pub fn names(&self) -> Vec<Arc<str>> {
        let mut names: Vec<(&Arc<str>, u32)> = self
            .slots
            .iter()
            .map(|(name, slot)| (name, *slot))
            .collect();
        names.sort_by_key(|(_, slot)| *slot);
        names
            .into_iter()
            .map(|(name, _)| Arc::clone(name))
            .collect()
    }

    fn declare(&mut self, assign: &Template) {
        let Some(members) = assign.0.as_object() else {
            return;
        };
        for name in members.keys() {
            // In JSONPath states the name of a computed variable ends in `.$`.
            let name = name.strip_suffix(".$").unwrap_or(name);
            let slot = u32::try_from(self.slots.len()).unwrap_or(u32::MAX);
            self.slots.entry(name.into()).or_insert(slot);
        }
    }
}

/// Every `Assign` of a state: its own, its catchers', its rules'.
fn assignments(state: &State) -> impl Iterator<Item = &Template> {
    let rules = match &state.kind {
        StateKind::Choice(choice) => &choice.choices[..],
        _ => &[],
    };
    let caught = state
        .catchers()
        .iter()
        .filter_map(|catcher| catcher.assign.as_ref());
    let chosen = rules.iter().filter_map(|rule| rule.assign.as_ref());
    state.assign.iter().chain(caught).chain(chosen)
}
