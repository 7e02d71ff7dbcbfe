//! Machines and states with their places.

use crate::definition::Definition;
use crate::language::QueryLanguage;
use crate::machine::Machine;
use crate::state::{ExecutionType, ProcessorMode, Spelling, State, StateKind};

/// One machine and where it stands.
#[derive(Clone)]
pub(crate) struct MachineSite<'d> {
    pub(crate) machine: &'d Machine,
    /// Empty for the definition itself.
    pub(crate) location: String,
    /// The language of the states that name none.
    pub(crate) language: QueryLanguage,
    /// The type of the executions that run this machine.
    pub(crate) execution_type: ExecutionType,
    /// Whether the machine runs in executions of its own, which see no variable of the machine around.
    pub(crate) is_apart: bool,
}

/// One state and where it stands.
pub(crate) struct StateSite<'s, 'd> {
    pub(crate) name: &'d str,
    pub(crate) state: &'d State,
    pub(crate) location: String,
    pub(crate) language: QueryLanguage,
    pub(crate) machine: &'s MachineSite<'d>,
}

impl<'d> MachineSite<'d> {
    pub(crate) fn root(definition: &'d Definition, execution_type: ExecutionType) -> Self {
        Self {
            machine: &definition.machine,
            location: String::new(),
            language: definition.query_language.unwrap_or_default(),
            execution_type,
            is_apart: true,
        }
    }

    /// The states of this machine itself.
    pub(crate) fn states(&self) -> impl Iterator<Item = StateSite<'_, 'd>> {
        self.machine
            .states
            .iter()
            .map(|(name, state)| self.site(name.as_str(), state))
    }

    /// The state of this machine that has the name.
    pub(crate) fn state(&self, name: &'d str) -> Option<StateSite<'_, 'd>> {
        self.machine
            .states
            .get(name)
            .map(|state| self.site(name, state))
    }

    fn site(&self, name: &'d str, state: &'d State) -> StateSite<'_, 'd> {
        StateSite {
            name,
            state,
            location: format!("{}/States/{name}", self.location),
            language: state.query_language.unwrap_or(self.language),
            machine: self,
        }
    }

    /// Visits this machine and all machines within it, outer ones first.
    pub(crate) fn for_each_machine(&self, visit: &mut impl FnMut(&MachineSite<'d>)) {
        visit(self);
        for state in self.states() {
            for machine in state.machines() {
                machine.for_each_machine(visit);
            }
        }
    }

    /// Visits the states of this machine and of all machines within it, in the order of the document.
    pub(crate) fn for_each_state(&self, visit: &mut impl FnMut(&StateSite<'_, 'd>)) {
        for state in self.states() {
            visit(&state);
            for machine in state.machines() {
                machine.for_each_state(visit);
            }
        }
    }
}

impl<'d> StateSite<'_, 'd> {
    /// The place of one of the state's fields.
    pub(crate) fn place(&self, field: &str) -> String {
        format!("{}/{field}", self.location)
    }

    /// The machines directly within this state.
    pub(crate) fn machines(&self) -> Vec<MachineSite<'d>> {
        let within = |machine: &'d Machine, location: String| MachineSite {
            machine,
            location,
            is_apart: false,
            ..self.machine.clone()
        };
        match &self.state.kind {
            StateKind::Parallel(parallel) => {
                let branches = parallel.branches.iter().enumerate();
                branches
                    .map(|(position, branch)| {
                        within(branch, self.place(&format!("Branches[{position}]")))
                    })
                    .collect()
            }
            StateKind::Map(map) => {
                let processor = &map.item_processor;
                let mut machine = within(&processor.machine, self.place(self.processor_field()));
                if processor.mode() == ProcessorMode::Distributed {
                    machine.is_apart = true;
                    let config = processor.config.as_ref();
                    if let Some(own) = config.and_then(|config| config.execution_type) {
                        machine.execution_type = own;
                    }
                }
                vec![machine]
            }
            StateKind::Task(_)
            | StateKind::Pass(_)
            | StateKind::Choice(_)
            | StateKind::Wait(_)
            | StateKind::Succeed(_)
            | StateKind::Fail(_) => Vec::new(),
        }
    }

    /// The name of the field that holds a Map's processor.
    pub(crate) fn processor_field(&self) -> &'static str {
        match &self.state.kind {
            StateKind::Map(map) if map.item_processor_spelling == Spelling::Deprecated => {
                "Iterator"
            }
            _ => "ItemProcessor",
        }
    }
}
