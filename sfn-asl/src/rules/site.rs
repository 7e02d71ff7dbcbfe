//! Where rules look: machines and states with their places, and the list of what is found.

use crate::definition::Definition;
use crate::finding::{Code, Finding};
use crate::language::QueryLanguage;
use crate::machine::Machine;
use crate::state::{ExecutionType, ProcessorMode, Spelling, State, StateKind};

/// What has been found so far.
#[derive(Default)]
pub(super) struct Findings(Vec<Finding>);

impl Findings {
    pub(super) fn report(
        &mut self,
        code: Code,
        location: impl Into<String>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.0
            .push(Finding::new(code, Some(location.into()), message, help));
    }

    /// Reports what AWS gives no place for.
    pub(super) fn report_without_place(&mut self, code: Code, message: &str, help: &str) {
        self.0.push(Finding::new(code, None, message, help));
    }

    pub(super) fn finish(self) -> Vec<Finding> {
        self.0
    }
}

/// One machine and where it stands.
#[derive(Clone)]
pub(super) struct MachineSite<'d> {
    pub(super) machine: &'d Machine,
    /// Empty for the definition itself.
    pub(super) location: String,
    /// The language of the states that name none.
    pub(super) language: QueryLanguage,
    /// The type of the executions that run this machine.
    pub(super) execution_type: ExecutionType,
    /// Whether the machine runs in executions of its own, which see no variable of the machine around.
    pub(super) is_apart: bool,
}

/// One state and where it stands.
pub(super) struct StateSite<'s, 'd> {
    pub(super) name: &'d str,
    pub(super) state: &'d State,
    pub(super) location: String,
    pub(super) language: QueryLanguage,
    pub(super) machine: &'s MachineSite<'d>,
}

impl<'d> MachineSite<'d> {
    pub(super) fn root(definition: &'d Definition, execution_type: ExecutionType) -> Self {
        Self {
            machine: &definition.machine,
            location: String::new(),
            language: definition.query_language.unwrap_or_default(),
            execution_type,
            is_apart: true,
        }
    }

    /// The states of this machine itself.
    pub(super) fn states(&self) -> impl Iterator<Item = StateSite<'_, 'd>> {
        self.machine
            .states
            .iter()
            .map(|(name, state)| self.site(name.as_str(), state))
    }

    /// The state of this machine that has the name.
    pub(super) fn state(&self, name: &'d str) -> Option<StateSite<'_, 'd>> {
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
    pub(super) fn for_each_machine(&self, visit: &mut impl FnMut(&MachineSite<'d>)) {
        visit(self);
        for state in self.states() {
            for machine in state.machines() {
                machine.for_each_machine(visit);
            }
        }
    }

    /// Visits the states of this machine and of all machines within it, in the order of the document.
    pub(super) fn for_each_state(&self, visit: &mut impl FnMut(&StateSite<'_, 'd>)) {
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
    pub(super) fn place(&self, field: &str) -> String {
        format!("{}/{field}", self.location)
    }

    /// The machines directly within this state.
    pub(super) fn machines(&self) -> Vec<MachineSite<'d>> {
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
    pub(super) fn processor_field(&self) -> &'static str {
        match &self.state.kind {
            StateKind::Map(map) if map.item_processor_spelling == Spelling::Deprecated => {
                "Iterator"
            }
            _ => "ItemProcessor",
        }
    }
}
