//! `async { … }.await`: a block that `?` and `return` leave, with errors of its own.
//!
//! Its states stand among those around it. Where its error is matched, all of them share one handler: the states of the
//! arms, behind a variable that holds the error.

use super::code::Code;
use super::flow::{EdgeId, Flow, Role};
use super::statement::Into;
use super::step::{ErrorSet, Failure};
use super::types::Type;
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
    pub fn matched_block(&mut self, step: &Expr, body: &Block) -> (Left, Left) {
        let handler = Handler {
            error: self.temporary("failure"),
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

    fn try_block(&mut self, step: &Expr, body: &Block, handler: Option<Handler>) -> TryBlock {
        let block = TryBlock {
            value: self.temporary("block"),
            done: Vec::new(),
            error_type: Type::Error(Box::new(self.slots.value(step.id))),
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
        let Some(error) = self.handler().map(|handler| handler.error) else {
            return Some(failure);
        };
        self.assign(error, failure.into_value());
        let open = self.take_open();
        if let Some(handler) = self.handler() {
            handler.failed.extend(open);
        }
        None
    }

    /// Leads the errors of a state to the innermost block that handles errors, if there is one.
    pub fn catch_in_block(&mut self, node: usize, errors: Type) -> bool {
        if self.handler().is_none() {
            return false;
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
