//! The states as they are built: nodes, the edges between them, and the edges that still lead nowhere.
//!
//! Every way out of an ASL state can assign variables, so assignments live on edges. All assignments of one edge are
//! evaluated against the values at the state's entry; a later one that reads an earlier one gets its expression instead,
//! or a Pass state of its own where that would grow too long.

use super::code::Code;
use super::loops::Loop;
use super::step::{ErrorSet, Failure, Until};
use super::try_block::TryBlock;
use super::types::{Slots, Type};
use crate::model::{Policy, VarId, Variable};
use proc_macro2::{Ident, Span};
use std::collections::BTreeMap;

/// The longest expression, in nodes, into which a computation is inlined.
const MAX_INLINED: usize = 24;

/// A machine or branch: its states, and where the first one is.
#[derive(Default)]
pub struct Frame {
    pub nodes: Vec<Node>,
    pub start: usize,
    /// Assignments before the first state.
    entry: Vec<(VarId, Code)>,
    pub(super) open: Vec<EdgeId>,
    /// The next node is the head of a loop: nothing may be assigned on the way into it.
    sealed: bool,
    pub(super) loops: Vec<Loop>,
    pub(super) exit: Exit,
    pub(super) tries: Vec<TryBlock>,
    /// The type of the errors that leave it; the machine's own where there is none.
    pub(super) error: Option<Type>,
    unmatched: Option<usize>,
}

/// How a branch ends.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub enum Exit {
    /// With its value, or with its error, which fails the state around it.
    #[default]
    Fails,
    /// With a `Result` as a value: `{"Ok": …}` or `{"Err": …}`.
    Collects,
}

/// A state.
pub struct Node {
    pub kind: NodeKind,
    pub edges: Vec<Edge>,
    /// What it is called unless the name is taken.
    pub name: String,
    /// The constructs around it, outermost first, for names that are taken.
    pub context: Vec<String>,
    pub span: Span,
    /// What each of its edges assigns first: the parameters, where this is the first state.
    entry: Vec<(VarId, Code)>,
}

#[allow(
    clippy::large_enum_variant,
    reason = "a machine has some tens of states"
)]
pub enum NodeKind {
    Task {
        slot: usize,
        arguments: Vec<Code>,
        policies: Vec<Policy>,
    },
    Pass,
    Choice,
    Wait(Until),
    Succeed(Code),
    Fail(Failure),
    Parallel(Vec<Frame>),
    Map {
        items: Code,
        concurrency: Option<Code>,
        processor: Frame,
    },
}

/// A way out of a state.
pub struct Edge {
    pub role: Role,
    pub assign: Vec<(VarId, Code)>,
    pub target: Option<Target>,
}

pub enum Role {
    Next,
    Rule(Code),
    Default,
    Catch(ErrorSet),
}

pub enum Target {
    Node(usize),
    End(Code),
}

/// An edge, by its node and place; `None` is the way into the frame.
pub type EdgeId = Option<(usize, usize)>;

/// Builds the states.
pub struct Flow {
    pub(super) frames: Vec<Frame>,
    pub slots: Slots,
    pub variables: Vec<Variable>,
    context: Vec<String>,
    /// Whether a closure is being lowered, in which there are no states.
    pub(super) pure: bool,
    /// The statement being lowered, for states that no expression stands for.
    pub(super) span: Span,
}

impl Flow {
    pub fn new(variables: Vec<Variable>, span: Span) -> Self {
        Self {
            frames: vec![Frame {
                open: vec![None],
                ..Frame::default()
            }],
            slots: Slots::default(),
            variables,
            context: Vec::new(),
            pure: false,
            span,
        }
    }

    /// The outermost frame, once everything is lowered.
    pub fn finish(mut self) -> (Frame, Slots, Vec<Variable>) {
        let frame = self.frames.pop().unwrap_or_default();
        (frame, self.slots, self.variables)
    }

    pub(super) fn frame(&mut self) -> &mut Frame {
        self.frames
            .last_mut()
            .expect("a flow always has its outermost frame")
    }

    /// Lowers a branch into a frame of its own.
    pub fn branch(&mut self, exit: Exit, error: Type, lower: impl FnOnce(&mut Self)) -> Frame {
        self.frames.push(Frame {
            open: vec![None],
            exit,
            error: Some(error),
            ..Frame::default()
        });
        lower(self);
        self.frames.pop().unwrap_or_default()
    }

    /// Lowers with one more construct in the names of states.
    pub fn within<R>(
        &mut self,
        construct: impl Into<String>,
        lower: impl FnOnce(&mut Self) -> R,
    ) -> R {
        self.context.push(construct.into());
        let result = lower(self);
        self.context.pop();
        result
    }

    /// Whether control can reach this point.
    pub fn is_live(&mut self) -> bool {
        !self.frame().open.is_empty()
    }

    /// Notes that an error leaves this machine or branch by `?` or `into()`, which must not rename it.
    pub fn passes(&mut self, error: Type, span: Span) {
        let into = self.leaving_error();
        self.slots.passed.push((error, into, span));
    }

    /// Takes the edges that lead nowhere yet.
    pub fn take_open(&mut self) -> Vec<EdgeId> {
        std::mem::take(&mut self.frame().open)
    }

    /// Continues from these edges.
    pub fn set_open(&mut self, open: Vec<EdgeId>) {
        self.frame().open = open;
    }

    /// A variable of ours.
    pub fn temporary(&mut self, name: &str) -> VarId {
        let id = VarId(self.variables.len());
        self.variables.push(Variable {
            name: Ident::new(name, Span::call_site()),
            mutable: true,
            is_error: false,
            depth: self.frames.len() - 1,
            deferred: false,
        });
        id
    }

    /// Adds a state, after all open edges. Its first edge is open, where it has one.
    pub fn add(&mut self, kind: NodeKind, name: impl Into<String>, span: Span) -> usize {
        self.stays_pure();
        if matches!(kind, NodeKind::Parallel(_) | NodeKind::Map { .. })
            || self.frame().entry.iter().any(|(_, code)| !code.is_place())
        {
            self.assign_entry();
        }
        let context = self.context.clone();
        let frame = self.frame();
        let index = frame.nodes.len();
        let mut node = Node {
            kind,
            edges: Vec::new(),
            name: name.into(),
            context,
            span,
            entry: Vec::new(),
        };
        for edge in std::mem::take(&mut frame.open) {
            match edge {
                None => {
                    frame.start = index;
                    node.entry = std::mem::take(&mut frame.entry);
                    let values = values(&node.entry);
                    node.kind.substitute(&values);
                }
                Some((from, port)) => {
                    frame.nodes[from].edges[port].target = Some(Target::Node(index))
                }
            }
        }
        frame.sealed = false;
        let role = match &node.kind {
            NodeKind::Task { .. }
            | NodeKind::Pass
            | NodeKind::Wait(_)
            | NodeKind::Parallel(_)
            | NodeKind::Map { .. } => Some(Role::Next),
            NodeKind::Choice | NodeKind::Succeed(_) | NodeKind::Fail(_) => None,
        };
        frame.nodes.push(node);
        if let Some(role) = role {
            let edge = self.edge(index, role);
            self.set_open(vec![edge]);
        }
        index
    }

    /// Adds a way out of a state.
    pub fn edge(&mut self, node: usize, mut role: Role) -> EdgeId {
        let node_entry = self.frame().nodes[node].entry.clone();
        if let Role::Rule(condition) = &mut role {
            *condition = condition.substitute(&values(&node_entry));
        }
        let edges = &mut self.frame().nodes[node].edges;
        edges.push(Edge {
            role,
            assign: node_entry,
            target: None,
        });
        Some((node, edges.len() - 1))
    }

    /// Assigns on the way.
    pub fn assign(&mut self, variable: VarId, code: Code) {
        self.stays_pure();
        if !self.is_live() {
            return;
        }
        if let Some(assigned) = self.assigned()
            && may_inline(&code, assigned)
        {
            let inlined = code.substitute(&values(assigned));
            let mut is_read = false;
            code.reads(&mut |id| is_read |= id == variable && code.is_eager());
            let lost = assigned
                .extract_if(.., |(other, _)| *other == variable)
                .next()
                .filter(|(_, lost)| !is_read && !lost.is_total());
            assigned.push((variable, inlined));
            if let Some((_, lost)) = lost {
                // It is never read, and where it raises it has to: with the values that it read.
                let unused = self.temporary("unused");
                if let Some(assigned) = self.assigned() {
                    assigned.push((unused, lost));
                }
            }
            return;
        }
        self.assign_entry();
        let name = format!(
            "set {}",
            super::names::plain(&self.variables[variable.0].name)
        );
        let span = self.span;
        let index = self.add(NodeKind::Pass, name, span);
        self.frame().nodes[index].edges[0]
            .assign
            .push((variable, code));
    }

    /// What the one open edge assigns, where more may be assigned there.
    fn assigned(&mut self) -> Option<&mut Vec<(VarId, Code)>> {
        let frame = self.frame();
        match frame.open[..] {
            _ if frame.sealed => None,
            [None] => Some(&mut frame.entry),
            [Some((node, port))] => Some(&mut frame.nodes[node].edges[port].assign),
            _ => None,
        }
    }

    /// Notes what no check has found: a closure that needs a state is refused, and never lowered to another meaning.
    fn stays_pure(&mut self) {
        if self.pure {
            self.slots.leaked.push(self.span);
        }
    }

    /// Takes back a variable of ours whose only reader was assigned on the same edge, where it stands in full.
    pub fn forget(&mut self, variable: VarId) {
        if let Some(assigned) = self.assigned() {
            assigned.retain(|(other, _)| *other != variable);
        }
    }

    /// Gives the parameters a state of their own, where the first state cannot assign them: a branch reads outer
    /// variables while it runs, and a loop comes back with another input.
    fn assign_entry(&mut self) {
        let frame = self.frame();
        if frame.open == [None] && !frame.entry.is_empty() {
            let entry = std::mem::take(&mut frame.entry);
            let span = self.span;
            let index = self.add(NodeKind::Pass, "input", span);
            self.frame().nodes[index].edges[0].assign = entry;
        }
    }

    /// The next state will be jumped back to: returns where it is.
    pub fn head(&mut self) -> usize {
        self.assign_entry();
        self.frame().sealed = true;
        self.frame().nodes.len()
    }

    /// Leads all open edges to a state that exists, or is about to.
    pub fn jump(&mut self, node: usize) {
        let frame = self.frame();
        for (from, port) in std::mem::take(&mut frame.open).into_iter().flatten() {
            frame.nodes[from].edges[port].target = Some(Target::Node(node));
        }
        frame.sealed = false;
    }

    /// Whether the loop head that `head` announced got no state of its own.
    pub fn is_sealed(&mut self) -> bool {
        self.frame().sealed
    }

    /// Ends the frame with a value.
    pub fn end(&mut self, output: Code, span: Span) {
        if !self.is_live() {
            return;
        }
        let Some(output) = self.leave_block(output) else {
            return;
        };
        let output = match self.frame().exit {
            Exit::Fails => output,
            Exit::Collects => Code::Object(vec![("Ok", output)]),
        };
        self.output(output, "return", span);
    }

    /// Ends the frame with an error.
    pub fn fail(&mut self, failure: Failure, span: Span) {
        if !self.is_live() {
            return;
        }
        let Some(failure) = self.fail_block(failure) else {
            return;
        };
        match self.frame().exit {
            Exit::Fails => {
                let name = failure.name();
                self.add(NodeKind::Fail(failure), name, span);
                self.set_open(Vec::new());
            }
            Exit::Collects => {
                let value = failure.into_value();
                self.output(Code::Object(vec![("Err", value)]), "return error", span);
            }
        }
    }

    fn output(&mut self, output: Code, name: &str, span: Span) {
        let frame = self.frame();
        if let [Some((node, port))] = frame.open[..]
            && matches!(frame.nodes[node].edges[port].role, Role::Next)
            && !frame.sealed
            && may_inline(&output, &frame.nodes[node].edges[port].assign)
        {
            let edge = &mut frame.nodes[node].edges[port];
            edge.target = Some(Target::End(output.substitute(&values(&edge.assign))));
            if output.is_eager() {
                // What stands in the output whole need not be evaluated a second time.
                output.reads(&mut |id| edge.assign.retain(|(other, _)| *other != id));
            }
            frame.open.clear();
            return;
        }
        self.add(NodeKind::Succeed(output), name, span);
        self.set_open(Vec::new());
    }

    /// Where a value goes that no arm of a match expects: Rust rules it out, JSON does not.
    pub fn unmatched(&mut self, edge: EdgeId, span: Span) {
        match self.frame().unmatched {
            Some(node) => {
                let saved = self.take_open();
                self.set_open(vec![edge]);
                self.jump(node);
                self.set_open(saved);
            }
            None => {
                let saved = self.take_open();
                let context = std::mem::take(&mut self.context);
                self.set_open(vec![edge]);
                let node = self.add(NodeKind::Fail(Failure::Unmatched), "unmatched value", span);
                self.context = context;
                self.frame().unmatched = Some(node);
                self.set_open(saved);
            }
        }
    }
}

fn values(assigned: &[(VarId, Code)]) -> BTreeMap<VarId, &Code> {
    assigned.iter().map(|(name, code)| (*name, code)).collect()
}

/// Whether variables may be replaced by what they were assigned: paths always, a computation once and while it is short.
fn may_inline(code: &Code, assigned: &[(VarId, Code)]) -> bool {
    let values = values(assigned);
    // A closure would compute it anew for each item, or not at all.
    if code.reads_in_closure(&|id| values.get(&id).is_some_and(|value| !value.is_place())) {
        return false;
    }
    let mut computed = Vec::new();
    code.reads(&mut |id| {
        if let Some(value) = values.get(&id).filter(|value| !value.is_place()) {
            computed.push((id, value.size()));
        }
    });
    let size: usize = code.size() + computed.iter().map(|(_, size)| size).sum::<usize>();
    computed.sort_unstable();
    computed.is_empty()
        || (size <= MAX_INLINED && computed.windows(2).all(|pair| pair[0].0 != pair[1].0))
}

impl NodeKind {
    fn substitute(&mut self, values: &BTreeMap<VarId, &Code>) {
        match self {
            NodeKind::Task { arguments, .. } => {
                for argument in arguments {
                    *argument = argument.substitute(values);
                }
            }
            NodeKind::Wait(Until::Seconds(code) | Until::Timestamp(code) | Until::Passed(code))
            | NodeKind::Succeed(code) => {
                *code = code.substitute(values);
            }
            NodeKind::Fail(failure) => failure.substitute(values),
            NodeKind::Map {
                items, concurrency, ..
            } => {
                *items = items.substitute(values);
                if let Some(concurrency) = concurrency {
                    *concurrency = concurrency.substitute(values);
                }
            }
            NodeKind::Pass | NodeKind::Choice | NodeKind::Parallel(_) => {}
        }
    }
}
