//! Questions about a resolved tree that need no evaluation.

use super::Names;
use crate::resolve::{Node, NodeKind, Stage};
use crate::syntax::Symbol;
use crate::value::Str;

/// Calls `visit` for each node directly below `node`.
fn children<'a>(node: &'a Node, visit: &mut dyn FnMut(&'a Node)) {
    for stage in node.predicates.iter().chain(&node.step.stages) {
        if let Stage::Filter(predicate) = stage {
            visit(predicate);
        }
    }
    for (key, value) in node.group.iter().flat_map(|group| &group.pairs) {
        visit(key);
        visit(value);
    }
    match &node.kind {
        NodeKind::Path { steps: nodes, .. } | NodeKind::Array(nodes) | NodeKind::Block(nodes) => {
            nodes.iter().for_each(visit)
        }
        NodeKind::Negate(inner) => visit(inner),
        NodeKind::Range(left, right) => {
            visit(left);
            visit(right);
        }
        NodeKind::Object(pairs) => {
            for (key, value) in pairs {
                visit(key);
                visit(value);
            }
        }
        NodeKind::Call {
            procedure,
            arguments,
        } => {
            visit(procedure);
            arguments.iter().for_each(visit);
        }
        NodeKind::Partial {
            procedure,
            arguments,
        } => {
            visit(procedure);
            arguments.iter().flatten().for_each(visit);
        }
        NodeKind::Lambda(lambda) => visit(&lambda.body),
        NodeKind::Condition {
            condition,
            then,
            otherwise,
        } => {
            visit(condition);
            visit(then);
            otherwise.iter().for_each(|node| visit(node));
        }
        NodeKind::Transform {
            pattern,
            update,
            delete,
        } => {
            visit(pattern);
            visit(update);
            delete.iter().for_each(|node| visit(node));
        }
        NodeKind::Bind { value, .. } => visit(value),
        NodeKind::Apply { argument, function } => {
            visit(argument);
            visit(function);
        }
        NodeKind::Chain { first, rest } => {
            visit(first);
            rest.iter().for_each(|(_, _, node)| visit(node));
        }
        NodeKind::Sort(terms) => terms.iter().for_each(|term| visit(&term.by)),
        NodeKind::Name(_)
        | NodeKind::Literal(_)
        | NodeKind::Variable(_)
        | NodeKind::Regex { .. }
        | NodeKind::Wildcard
        | NodeKind::Descendants
        | NodeKind::Parent(_) => {}
    }
}

/// Every name of a variable that is read anywhere below, `%` included as `%`.
pub(super) fn names(node: &Node) -> Names {
    fn add(node: &Node, names: &mut Names) {
        match &node.kind {
            NodeKind::Variable(name) => {
                names.insert(name.clone());
            }
            NodeKind::Parent(_) => {
                names.insert(Str::from("%"));
            }
            // A transform looks this up when it runs.
            NodeKind::Transform { .. } => {
                names.insert(Str::from("clone"));
            }
            _ => {}
        }
        children(node, &mut |child| add(child, names));
    }
    let mut all = Names::new();
    add(node, &mut all);
    all
}

/// The names that functions defined below read: what they may capture.
pub(super) fn captured_names(node: &Node) -> Names {
    fn add(node: &Node, found: &mut Names) {
        match &node.kind {
            NodeKind::Lambda(_) | NodeKind::Transform { .. } => found.extend(names(node)),
            _ => children(node, &mut |child| add(child, found)),
        }
    }
    let mut found = Names::new();
    add(node, &mut found);
    found
}

/// The names that `:=` binds in the scope of these nodes: not in blocks or functions inside.
pub(super) fn bound_names<'a>(nodes: impl IntoIterator<Item = &'a Node>) -> Vec<Str> {
    fn add(node: &Node, found: &mut Distinct) {
        match &node.kind {
            NodeKind::Block(_) | NodeKind::Lambda(_) | NodeKind::Transform { .. } => return,
            NodeKind::Bind { name, .. } => found.add(name.clone()),
            _ => {}
        }
        children(node, &mut |child| add(child, found));
    }
    let mut found = Distinct::default();
    for node in nodes {
        add(node, &mut found);
    }
    found.names
}

/// Names in the order in which they were found first.
#[derive(Default)]
pub(super) struct Distinct {
    pub(super) names: Vec<Str>,
    seen: Names,
}

impl Distinct {
    pub(super) fn add(&mut self, name: Str) {
        if self.seen.insert(name.clone()) {
            self.names.push(name);
        }
    }
}

/// Whether a division stands anywhere below: the operators whose result may be infinite although
/// no number near it is huge.
pub(super) fn divides(node: &Node) -> bool {
    let is_division = match &node.kind {
        NodeKind::Chain { rest, .. } => rest
            .iter()
            .any(|(symbol, _, _)| matches!(symbol, Symbol::Slash | Symbol::Percent)),
        _ => false,
    };
    let mut found = is_division;
    if !found {
        children(node, &mut |child| found = found || divides(child));
    }
    found
}

/// Whether the value of a predicate is the same for every element: nothing but constants and
/// variables, and operators on them.
pub(super) fn is_uniform(node: &Node) -> bool {
    if !node.predicates.is_empty() || node.group.is_some() {
        return false;
    }
    match &node.kind {
        NodeKind::Literal(_) => true,
        NodeKind::Variable(name) => !name.is_empty(),
        NodeKind::Negate(inner) => is_uniform(inner),
        NodeKind::Chain { first, rest } => {
            is_uniform(first) && rest.iter().all(|(_, _, node)| is_uniform(node))
        }
        NodeKind::Path { steps, .. } => steps.iter().enumerate().all(|(at, step)| {
            let plain = step.step.stages.is_empty() && !step.step.tuple;
            let absolute = match &step.kind {
                NodeKind::Variable(name) => at == 0 && !name.is_empty(),
                NodeKind::Name(_) => at > 0,
                _ => false,
            };
            plain && absolute
        }),
        _ => false,
    }
}
