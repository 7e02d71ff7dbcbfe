//! Model to graph. Total on a checked model: it decides everything that needs no types, and leaves a [`types::Type`]
//! wherever `rustc` has to decide.

mod assign;
mod catching;
mod chain;
mod code;
mod destructure;
mod flow;
mod loops;
mod matching;
mod method;
mod names;
mod operation;
mod outcome;
mod pattern;
mod prune;
mod pure;
#[cfg(test)]
mod soundness;
mod statement;
mod step;
#[cfg(test)]
mod tests;
mod try_block;
mod types;
mod value;

pub use code::{Code, Operator};
pub use flow::{Edge, Frame, Node, NodeKind, Role, Target};
pub use names::plain as plain_name;
pub use step::{ErrorSet, Failure, Until};
pub use types::{Slots, Type};

use crate::model::{Machine, VarId};
use flow::Flow;

/// A machine's states, with every name decided.
pub struct Graph {
    pub body: Frame,
    pub slots: Slots,
    /// The workflow variables' names, by [`VarId`].
    pub variables: Vec<String>,
}

/// Lowers a checked machine.
pub fn machine(machine: &Machine) -> Graph {
    let mut flow = Flow::new(machine.variables.clone(), machine.item.sig.ident.span());
    let input = |index: usize, name: &VarId| match machine.parameters.len() {
        1 => Code::Path("$states.input"),
        _ => Code::Named(
            Box::new(Code::Path("$states.input")),
            flow_name(machine, *name),
            Some(index),
        ),
    };
    let inputs: Vec<_> = machine
        .parameters
        .iter()
        .enumerate()
        .map(|(index, name)| (*name, input(index, name)))
        .collect();
    for (name, code) in inputs {
        flow.assign(name, code);
    }
    flow.returned_block(&machine.body);
    let (mut body, slots, variables) = flow.finish();
    prune::prune(&mut body);
    let variables = names::variables(&variables);
    names::states(&mut body);
    Graph {
        body,
        slots,
        variables,
    }
}

fn flow_name(machine: &Machine, id: VarId) -> String {
    names::plain(&machine.variables[id.0].name)
}
