//! How deeply evaluations nest in a node at the least, counted as the reference counts them.
//!
//! With it a call can be refused before it is made, and nothing is counted per node.

use crate::resolve::{Node, NodeKind};
use crate::syntax::Symbol;

/// The nesting that any evaluation of `node` reaches, itself included.
pub(super) fn certain(node: &Node) -> u32 {
    let below = match &node.kind {
        NodeKind::Path { steps, .. } => steps.first().map_or(0, certain),
        NodeKind::Negate(inner) => certain(inner),
        NodeKind::Array(items) => most(items),
        NodeKind::Block(items) => most(items),
        NodeKind::Range(from, to) => certain(from).max(certain(to)),
        NodeKind::Object(pairs) => pairs
            .iter()
            .map(|(key, value)| certain(key).max(certain(value)))
            .max()
            .unwrap_or(0),
        NodeKind::Call {
            procedure,
            arguments,
        } => certain(procedure).max(most(arguments)),
        NodeKind::Partial {
            procedure,
            arguments,
        } => certain(procedure).max(most(arguments.iter().flatten())),
        NodeKind::Condition {
            condition,
            then,
            otherwise,
        } => {
            let otherwise = otherwise.as_deref().map_or(0, certain);
            certain(condition).max(certain(then).min(otherwise))
        }
        NodeKind::Bind { value, .. } => certain(value),
        NodeKind::Apply { argument, .. } => certain(argument),
        NodeKind::Chain { first, rest } => {
            // `a + b + c` is `(a + b) + c`: the first operand lies deepest.
            let mut deepest = levels(rest.len()) - 1 + certain(first);
            for (at, (symbol, _, right)) in rest.iter().enumerate() {
                if !matches!(symbol, Symbol::And | Symbol::Or) {
                    deepest = deepest.max(levels(rest.len() - at) - 1 + certain(right));
                }
            }
            deepest
        }
        NodeKind::Name(_)
        | NodeKind::Literal(_)
        | NodeKind::Variable(_)
        | NodeKind::Regex { .. }
        | NodeKind::Wildcard
        | NodeKind::Descendants
        | NodeKind::Parent(_)
        | NodeKind::Lambda(_)
        | NodeKind::Transform { .. }
        | NodeKind::Sort(_) => 0,
    };
    below + 1
}

fn most<'a>(nodes: impl IntoIterator<Item = &'a Node>) -> u32 {
    nodes.into_iter().map(certain).max().unwrap_or(0)
}

fn levels(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
