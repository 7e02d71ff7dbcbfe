//! Results on their way: what `?` opens, and what stands in `Err(…)`.

use super::body::{Checker, Position};
use super::closure::impure;
use super::control::is_catch_all;
use crate::model::{Argument, Call, Expr, ExprKind, Statement, Variable};
use crate::parse::is_variant;
use crate::refusal;

impl Checker<'_> {
    /// `step.await?`, and `result?` for a value that is a `Result`.
    pub(super) fn tried(&mut self, expr: &Expr, inner: &Expr, position: Position, depth: usize) {
        if position == Position::Returned {
            self.refuse(expr, &refusal::RESULT_VALUE);
        }
        match &inner.kind {
            ExprKind::Step(_) if is_catch_all(inner) => self.refuse(inner, &refusal::CATCH_ALL),
            ExprKind::Step(_) => self.expr(inner, Position::Handled, depth + 1),
            ExprKind::Variable(id) if !self.machine.variables[id.0].is_error => {}
            // A `join!` of one step, which says so itself.
            ExprKind::Null(_) => {}
            ExprKind::Method(call) if makes_error(call) => self.makes_error(call, depth),
            ExprKind::Method(_)
            | ExprKind::Field(..)
            | ExprKind::Index(..)
            | ExprKind::If { .. }
            | ExprKind::Match(_)
            | ExprKind::Block(..)
            | ExprKind::Same(..)
            | ExprKind::Ok(_)
            | ExprKind::Err(_)
            | ExprKind::Try(_) => self.expr(inner, Position::Data, depth + 1),
            ExprKind::Refused(refusal, tokens) => self.report.refuse(tokens, refusal),
            _ => self.refuse(expr, &refusal::TRY),
        }
    }

    /// A call whose error is raised at once.
    pub(super) fn makes_error(&mut self, call: &Call, depth: usize) {
        self.receiver(&call.receiver, depth);
        for argument in &call.arguments {
            match argument {
                Argument::Value(error) => self.error(error),
                Argument::Closure(closure) => match impure(&closure.body) {
                    Some((blame, refusal)) => self.refuse(blame, refusal),
                    None => self.error(&closure.body),
                },
            }
        }
    }

    /// What stands in `Err(…)`: a caught error, perhaps converted, or a variant made here.
    pub(super) fn error(&mut self, value: &Expr) {
        match &value.kind {
            ExprKind::Into(inner) | ExprKind::Same(_, inner) => self.error(inner),
            ExprKind::Variable(id) if self.machine.variables[id.0].is_error => {}
            _ if wrapped(value, &self.machine.variables).is_some() => {}
            ExprKind::Variable(_) => self.refuse(value, &refusal::RESULT_VALUE),
            ExprKind::Block(None, block) => {
                for statement in &block.statements {
                    match statement {
                        Statement::Let { pattern, init, .. } => {
                            if let Some(init) = init {
                                self.expr(init, Position::Data, 1);
                            }
                            self.pattern(pattern);
                        }
                        Statement::Constant(_) => {}
                        Statement::Expr(value) => self.expr(value, Position::Statement, 1),
                    }
                }
                if let Some(tail) = &block.tail {
                    self.error(tail);
                }
            }
            _ => self.kept_error(value, 0),
        }
    }

    /// What stands in an `Err(…)` that is a value: a name and a cause, so a variant made here or an error that was caught.
    pub(super) fn kept_error(&mut self, value: &Expr, depth: usize) {
        match &value.kind {
            ExprKind::Into(inner) | ExprKind::Same(_, inner) => self.kept_error(inner, depth + 1),
            ExprKind::Variable(id) if self.machine.variables[id.0].is_error => {}
            _ if wrapped(value, &self.machine.variables).is_some() => {}
            ExprKind::Struct {
                path, base: None, ..
            }
            | ExprKind::Construct { path, .. }
            | ExprKind::Unit(path)
                if is_variant(path) =>
            {
                for part in value.parts() {
                    self.expr(part, Position::Data, depth + 1);
                }
            }
            ExprKind::Refused(refusal, tokens) => self.report.refuse(tokens, refusal),
            _ => self.refuse(value, &refusal::KEPT_ERROR),
        }
    }
}

/// The caught error in `Outer::Inner(error)`, which converts it as `error.into()` does where the variant is a `#[from]`
/// one; nothing else can hold an error.
pub fn wrapped<'e>(value: &'e Expr, variables: &[Variable]) -> Option<&'e Expr> {
    let ExprKind::Construct { path, members } = &value.kind else {
        return None;
    };
    match &members[..] {
        [error] if is_variant(path) => match &error.kind {
            ExprKind::Variable(id) if variables[id.0].is_error => Some(error),
            _ => None,
        },
        _ => None,
    }
}

/// Whether `call?` raises an error that is made there.
pub(super) fn makes_error(call: &Call) -> bool {
    matches!(call.method.name, "ok_or" | "ok_or_else" | "map_err")
}
