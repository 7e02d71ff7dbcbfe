//! From a definition to a program.
//!
//! This file goes through the machines and their states; `kinds.rs` compiles what is of one kind, `fields.rs` what
//! kinds share, `jsonpath.rs` the paths among that.

mod distributed;
mod fields;
mod jsonpath;
mod kinds;

use std::time::Duration;

use sfn_asl::{Definition, InvalidDefinition, Machine, QueryLanguage, StateName, Transition};

use super::error::{CompileError, Unsupported};
use super::retry::Retrier;
use super::state::{State, Then};
use super::variables::Variables;
use super::{Block, BlockIndex, Program, StateIndex};

pub(super) fn build(definition: &Definition) -> Result<Program, CompileError> {
    if let Some(invalid) = InvalidDefinition::from_findings(definition.validate()) {
        return Err(CompileError::Invalid(invalid));
    }
    match build_unchecked(definition) {
        (program, unsupported) if unsupported.is_empty() => Ok(program),
        (_, unsupported) => Err(CompileError::Unsupported(unsupported)),
    }
}

/// Compiles a definition that keeps the rules; what cannot be run is left out of the program, and told.
pub(super) fn build_unchecked(definition: &Definition) -> (Program, Vec<Unsupported>) {
    let mut builder = Builder::new(definition.query_language.unwrap_or_default());
    builder.block(&definition.machine, None, "");
    let unsupported = std::mem::take(&mut builder.unsupported);
    let timeout = definition
        .timeout_seconds
        .and_then(|seconds| u64::try_from(seconds).ok());
    (
        builder.program(timeout.map(Duration::from_secs)),
        unsupported,
    )
}

struct Builder {
    /// The language of states that name none.
    language: QueryLanguage,
    /// Places are taken before what goes there is compiled, so that outer machines come before inner ones.
    blocks: Vec<Option<Block>>,
    states: Vec<Option<State>>,
    unsupported: Vec<Unsupported>,
}

/// What a state's compilation knows of the state and its surroundings.
struct Place<'a> {
    machine: &'a Machine,
    /// The index of the machine's first state.
    first: usize,
    variables: &'a Variables<'a>,
    /// Where the state stands, as `/States/Total`.
    path: String,
    language: QueryLanguage,
}

impl Builder {
    fn new(language: QueryLanguage) -> Self {
        Self {
            language,
            blocks: Vec::new(),
            states: Vec::new(),
            unsupported: Vec::new(),
        }
    }

    fn program(self, timeout: Option<Duration>) -> Program {
        Program {
            // Every place was filled or reported.
            blocks: self.blocks.into_iter().flatten().collect(),
            states: self.states.into_iter().flatten().collect(),
            timeout,
        }
    }

    fn block(
        &mut self,
        machine: &Machine,
        outer: Option<&Variables<'_>>,
        path: &str,
    ) -> BlockIndex {
        let variables = Variables::of(machine, outer);
        let block = self.blocks.len();
        let first = self.states.len();
        self.blocks.push(None);
        self.states.extend(machine.states.iter().map(|_| None));
        for (position, (name, state)) in machine.states.iter().enumerate() {
            let place = Place {
                machine,
                first,
                variables: &variables,
                path: format!("{path}/States/{name}"),
                language: state.query_language.unwrap_or(self.language),
            };
            let compiled = self.state(name, state, &place);
            self.states[first + position] = Some(compiled);
        }
        let start = target(machine, first, &machine.start_at);
        self.blocks[block] = Some(Block {
            start,
            variables: variables.names(),
        });
        index(block)
    }

    fn state(&mut self, name: &StateName, state: &sfn_asl::State, place: &Place<'_>) -> State {
        let kind = self.kind(name.as_str(), state, place);
        let retriers = state.retriers().iter().map(Retrier::new).collect();
        let catchers = state.catchers().iter().enumerate();
        let catchers = catchers
            .map(|(position, catcher)| self.catcher(position, catcher, place))
            .collect();
        let then = match state.transition() {
            Some(Transition::Next(next)) => Then::Next(place.target(next)),
            Some(Transition::End) | None => Then::End,
        };
        State {
            name: name.as_str().into(),
            kind,
            entry: self.entry(state, place),
            exit: self.exit(state, place),
            then,
            retriers,
            catchers,
            // Too often rather than too rarely: this looks into inner machines and at constants as well.
            paths_read_context: format!("{state:?}").contains("$$"),
        }
    }

    fn unsupported(&mut self, place: &Place<'_>, field: &str, what: &str) {
        let location = format!("{}/{field}", place.path);
        self.unsupported.push(Unsupported {
            location,
            what: what.to_owned(),
        });
    }
}

impl Place<'_> {
    fn target(&self, name: &StateName) -> StateIndex {
        target(self.machine, self.first, name)
    }
}

/// The index of a state by its name. The rules have made sure that there is one.
fn target(machine: &Machine, first: usize, name: &StateName) -> StateIndex {
    let position = machine.states.index_of(name.as_str());
    index(first + position.unwrap_or(0))
}

/// A definition has at most 1,048,576 characters, and so fewer states and machines than that.
fn index(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}
