//! `async { … }.await`: a block that `?` and `return` leave, with errors of its own.
//!
//! Its states stand among those around it. Where its error is matched, all of them share one handler: the states of the
//! arms, behind a variable that holds the error.

use super::code::Code;
use super::flow::{Edge, EdgeId, Flow, NodeKind, Role};
use super::statement::Into;
use super::step::{ErrorSet, Failure};
use super::types::Type;
use crate::check::is_catch_all;
use crate::model::{Block, Expr, VarId};

/// A block around the statement being lowered.
pub struct TryBlock {
    value: VarId,
    done: Vec<EdgeId>,
    error_type: Type,
    /// Where its errors go; without one they leave the block around it.
    handler: Option<Handler>,
}

struct Handler {
    error: VarId,
    /// Whether it takes any failure, as data.
    catches_all: bool,
    failed: Vec<EdgeId>,
}

/// What a block left: a variable and the edges on which it is set.
pub struct Left {
    pub variable: VarId,
    pub open: Vec<EdgeId>,
}

impl Flow {
    /// `async { … }.await?`: continues with the value; errors go on.
    pub fn tried_block(&mut self, step: &Expr, body: &Block) -> Code {
        let block = self.try_block(step, body, None);
        self.set_open(block.done);
        let error = block.error_type;
        self.passes(error, step.span);
        Code::Variable(block.value)
    }

    /// `match async { … }.await`: the value, and the error.
    fn matched_block(&mut self, step: &Expr, body: &Block) -> (Left, Left) {
        let handler = Handler {
            error: self.temporary("failure"),
            catches_all: is_catch_all(step),
            failed: Vec::new(),
        };
        let error = handler.error;
        let block = self.try_block(step, body, Some(handler));
        let succeeded = Left {
            variable: block.value,
            open: block.done,
        };
        let failed = Left {
            variable: error,
            open: block.handler.map_or_else(Vec::new, |found| found.failed),
        };
        (succeeded, failed)
    }

    /// A block whose error is handled here, be it of its own type or any at all.
    pub fn left_block(&mut self, step: &Expr, body: &Block) -> (Left, Left) {
        match is_catch_all(step) {
            true => self.caught_block(step, body),
            false => self.matched_block(step, body),
        }
    }

    /// `match sfn::catch_all(async { … }).await`: the value, and whatever failure ends the block.
    fn caught_block(&mut self, step: &Expr, body: &Block) -> (Left, Left) {
        let first = self.frame().nodes.len();
        let (succeeded, mut failed) = self.matched_block(step, body);
        let nodes: Vec<usize> = (first..self.frame().nodes.len())
            .filter(|node| self.may_fail_unclaimed(*node))
            .collect();
        let panic = self.temporary("failure");
        let mut panicked = Vec::new();
        for node in nodes {
            // Rust's panics are nobody's to catch.
            let edge = self.edge(node, Role::Catch(ErrorSet::Evaluation));
            self.set_open(vec![edge]);
            self.assign(panic, Code::Path("$states.errorOutput"));
            panicked.extend(self.take_open());
            let edge = self.edge(node, Role::Catch(ErrorSet::Everything));
            self.set_open(vec![edge]);
            let failure = Code::fixed("CAUGHT", vec![Code::Path("$states.errorOutput")]);
            self.assign(failed.variable, failure);
            failed.open.extend(self.take_open());
        }
        if !panicked.is_empty() {
            self.set_open(panicked);
            let failure = Failure::Caught(Code::Variable(panic));
            self.add(NodeKind::Fail(failure), "panic", step.span);
            self.set_open(Vec::new());
        }
        (succeeded, failed)
    }

    /// Whether a state has catchers and none of them takes everything.
    fn may_fail_unclaimed(&mut self, node: usize) -> bool {
        let node = &self.frame().nodes[node];
        let catches_all = |edge: &Edge| matches!(edge.role, Role::Catch(ErrorSet::Everything));
        matches!(
            node.kind,
            NodeKind::Task { .. } | NodeKind::Parallel(_) | NodeKind::Map { .. }
        ) && !node.edges.iter().any(catches_all)
    }

    fn try_block(&mut self, step: &Expr, body: &Block, handler: Option<Handler>) -> TryBlock {
        let block = TryBlock {
            value: self.temporary("block"),
            done: Vec::new(),
            error_type: match is_catch_all(step) {
                true => self.slots.error(step),
                false => Type::Error(Box::new(self.slots.value(step.id))),
            },
            handler,
        };
        self.frame().tries.push(block);
        self.within("block", |flow| flow.block(body, Into::Return));
        let block = self.frame().tries.pop();
        block.expect("each block pops what it pushed")
    }

    /// The type of the errors that leave at this point.
    pub fn leaving_error(&mut self) -> Type {
        let frame = self.frame();
        match frame.tries.last() {
            Some(block) => block.error_type.clone(),
            None => frame.error.clone().unwrap_or(Type::Declared),
        }
    }

    /// Leaves the innermost block with a value; gives it back where there is no block.
    pub fn leave_block(&mut self, value: Code) -> Option<Code> {
        let Some(variable) = self.frame().tries.last().map(|block| block.value) else {
            return Some(value);
        };
        self.assign(variable, value);
        let open = self.take_open();
        if let Some(block) = self.frame().tries.last_mut() {
            block.done.extend(open);
        }
        None
    }

    /// Leaves the innermost block that handles errors; gives the failure back where there is none.
    pub fn fail_block(&mut self, failure: Failure) -> Option<Failure> {
        let Some((error, catches_all)) = self
            .handler()
            .map(|handler| (handler.error, handler.catches_all))
        else {
            return Some(failure);
        };
        let value = match failure {
            Failure::Caught(code) if catches_all => Code::fixed("CAUGHT", vec![code]),
            failure => failure.into_value(),
        };
        self.assign(error, value);
        let open = self.take_open();
        if let Some(handler) = self.handler() {
            handler.failed.extend(open);
        }
        None
    }

    /// Leads the errors of a state to the innermost block that handles errors, if there is one.
    pub fn catch_in_block(&mut self, node: usize, errors: Type) -> bool {
        match self.handler() {
            None => return false,
            // Its catcher takes this error with all others.
            Some(handler) if handler.catches_all => return true,
            Some(_) => {}
        }
        let edge = self.edge(node, Role::Catch(ErrorSet::All(errors)));
        self.set_open(vec![edge]);
        self.fail_block(Failure::Caught(Code::Path("$states.errorOutput")));
        true
    }

    fn handler(&mut self) -> Option<&mut Handler> {
        let blocks = self.frame().tries.iter_mut().rev();
        blocks.filter_map(|block| block.handler.as_mut()).next()
    }
}
