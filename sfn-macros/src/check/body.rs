//! What a body may do, beyond what parsing could not even name.

use super::closure::{impure, may_raise};
use super::control::{awaits, catches, ends, is_catch_all, leaves};
use super::outcome::makes_error;
use crate::methods::Takes;
use crate::model::{
    Argument, Arm, Block, Call, Closure, Expr, ExprKind, FormatPart, Link, Machine, Match,
    MatchForm, Over, PatternKind, Statement, Step,
};
use crate::parse::is_iterator;
use crate::refusal;
use crate::report::Report;

const RESULT_VALUE: u16 = refusal::RESULT_VALUE.code;
const TRY: u16 = refusal::TRY.code;

/// Levels of an expression that are sure to stay below the hundred that AWS evaluates.
const MAX_DEPTH: usize = 24;

pub fn check(machine: &Machine, report: &mut Report) {
    let mut checker = Checker {
        machine,
        report,
        branch_depth: 0,
        loops: Vec::new(),
        is_too_deep: false,
    };
    checker.block(&machine.body, Position::Returned);
}

/// What becomes of an expression's value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Position {
    /// It is data.
    Data,
    /// It is thrown away.
    Statement,
    /// It is what the machine or a branch returns: a `Result`.
    Returned,
    /// It is handled right here: `step.await?`, or matched.
    Handled,
    /// It is walked.
    Walked,
}

pub(super) struct Checker<'a> {
    pub(super) machine: &'a Machine,
    pub(super) report: &'a mut Report,
    pub(super) branch_depth: usize,
    loops: Vec<Around>,
    /// Whether the expression at hand was found too deep, which is said once.
    is_too_deep: bool,
}

/// A loop or labelled block around an expression.
struct Around {
    label: Option<String>,
    is_loop: bool,
    /// What becomes of the value of a `break`, where it may have one.
    position: Option<Position>,
}

impl Checker<'_> {
    fn block(&mut self, block: &Block, tail: Position) {
        self.inner_block(block, tail, 0);
    }

    /// A block whose value stands so deep in an expression.
    fn inner_block(&mut self, block: &Block, tail: Position, depth: usize) {
        for statement in &block.statements {
            self.is_too_deep &= depth > 0;
            match statement {
                Statement::Let { pattern, init, .. } => {
                    if let Some(init) = init {
                        self.expr(init, Position::Data, 0);
                    }
                    self.pattern(pattern);
                }
                Statement::Constant(_) => {}
                Statement::Expr(value) => self.expr(value, Position::Statement, 0),
            }
        }
        self.is_too_deep &= depth > 0;
        if let Some(value) = &block.tail {
            // What is no value has states of its own.
            let depth = if tail == Position::Data { depth } else { 0 };
            self.expr(value, tail, depth);
        } else if tail == Position::Returned && !ends(block) {
            self.report
                .refuse(&self.machine.item.sig.ident, &refusal::RESULT_VALUE);
        }
    }

    pub(super) fn expr(&mut self, expr: &Expr, position: Position, depth: usize) {
        if depth >= MAX_DEPTH {
            if !std::mem::replace(&mut self.is_too_deep, true) {
                self.refuse(expr, &refusal::TOO_DEEP);
            }
            return;
        }
        match &expr.kind {
            ExprKind::Refused(refusal, tokens) => self.report.refuse(tokens, refusal),
            ExprKind::Variable(id) => {
                let variable = &self.machine.variables[id.0];
                if variable.is_error && position != Position::Returned {
                    self.refuse(expr, &refusal::ERROR_AS_DATA);
                }
            }
            ExprKind::Ok(value) if position == Position::Returned => {
                self.expr(value, Position::Data, depth + 1)
            }
            ExprKind::Err(value) if position == Position::Returned => self.error(value),
            ExprKind::Ok(value) => self.expr(value, Position::Data, depth + 1),
            ExprKind::Err(value) => self.kept_error(value, depth + 1),
            // A value that is a `Result` already, which is opened where it leaves.
            ExprKind::Field(..) if position == Position::Returned => {
                self.expr(expr, Position::Data, depth);
            }
            ExprKind::Same(_, inner) if position == Position::Returned => {
                self.expr(inner, position, depth + 1);
            }
            ExprKind::Into(inner)
                if position == Position::Data || position == Position::Statement =>
            {
                self.expr(inner, Position::Data, depth + 1);
            }
            ExprKind::Into(_) => self.refuse(expr, &refusal::METHOD),
            ExprKind::Assign { place, value, .. } => {
                self.assigned(place, depth);
                self.expr(value, Position::Data, depth + 1);
            }
            ExprKind::Destructure { target, value } => {
                self.target(target, depth);
                self.expr(value, Position::Data, depth + 1);
            }
            ExprKind::If {
                condition,
                then,
                otherwise,
                ..
            } => {
                self.expr(condition, Position::Data, depth + 1);
                self.inner_block(then, position, depth + 1);
                if let Some(otherwise) = otherwise {
                    self.expr(otherwise, position, depth + 1);
                }
            }
            ExprKind::Match(found) => self.matching(found, position, depth),
            ExprKind::LeftToRustc => self.report.leave_to_rustc(),
            ExprKind::Chain(chain) => {
                for link in &chain.links {
                    match link {
                        Link::Let { found, .. } => self.matching(found, Position::Statement, depth),
                        Link::Test { value, .. } => self.expr(value, Position::Data, depth + 1),
                    }
                }
            }
            ExprKind::Block(label, block) => {
                let Some(label) = label else {
                    self.inner_block(block, position, depth);
                    return;
                };
                self.around(Some(label), false, Some(position), |checker| {
                    checker.block(block, position);
                });
            }
            ExprKind::Loop { label, body } => {
                let is_while = matches!(
                    body.tail.as_deref().map(|tail| &tail.kind),
                    Some(ExprKind::Match(lap)) if lap.form == MatchForm::WhileLet
                );
                let position = (!is_while).then_some(position);
                self.around(label.as_ref(), true, position, |checker| {
                    checker.block(body, Position::Statement);
                });
                if !leaves(label.as_ref(), body) && !awaits(body) {
                    self.refuse(expr, &refusal::SELF_LOOP);
                }
            }
            ExprKind::Break(label, Some(value)) => {
                let position = self.break_position(label.as_ref());
                self.expr(value, position, depth + 1);
            }
            ExprKind::While {
                label,
                condition,
                body,
                ..
            } => {
                self.around(label.as_ref(), true, None, |checker| {
                    checker.expr(condition, Position::Data, depth + 1);
                    checker.block(body, Position::Statement);
                });
            }
            ExprKind::For {
                label,
                pattern,
                over,
                body,
            } => {
                match over {
                    Over::Items(items) => {
                        self.expr(items, Position::Walked, depth + 1);
                        if may_raise(items) {
                            self.refuse(items, &refusal::LAZY);
                        }
                    }
                    Over::Range { start, end, .. } => {
                        self.expr(start, Position::Data, depth + 1);
                        self.expr(end, Position::Data, depth + 1);
                    }
                }
                self.pattern(pattern);
                self.around(label.as_ref(), true, None, |checker| {
                    checker.block(body, Position::Statement);
                });
            }
            ExprKind::Return(value) => {
                if let Some(value) = value {
                    self.expr(value, Position::Returned, depth + 1);
                }
            }
            ExprKind::Step(step) => self.step(expr, step, position, depth),
            ExprKind::Try(inner) => self.tried(expr, inner, position, depth),
            ExprKind::Method(call) => self.method(expr, call, position, depth),
            ExprKind::Same(_, inner) if position == Position::Walked => {
                self.expr(inner, position, depth + 1);
            }
            ExprKind::Range { .. } if position != Position::Walked => {
                self.refuse(expr, &refusal::RANGE);
            }
            ExprKind::Range { start, end, .. } => {
                if start.is_none() || end.is_none() {
                    self.refuse(expr, &refusal::RANGE);
                }
                for part in expr.parts() {
                    self.expr(part, Position::Data, depth + 1);
                }
            }
            ExprKind::Index(base, index) => {
                self.expr(base, Position::Data, depth + 1);
                match &index.kind {
                    ExprKind::Range { .. } => {
                        for part in index.parts() {
                            self.expr(part, Position::Data, depth + 1);
                        }
                    }
                    _ => self.expr(index, Position::Data, depth + 1),
                }
            }
            ExprKind::Format(parts) => {
                for part in parts {
                    if let FormatPart::Value(value) = part {
                        self.expr(value, Position::Data, depth + 1);
                    }
                }
            }
            ExprKind::Break(_, None) | ExprKind::Continue(_) if self.loops.is_empty() => {
                // Nothing is around it, which `rustc` says in words that depend on the function.
                self.report.leave_to_rustc();
            }
            _ => {
                if position == Position::Returned
                    && !matches!(expr.kind, ExprKind::Break(..) | ExprKind::Continue(_))
                {
                    self.refuse(expr, &refusal::RESULT_VALUE);
                }
                for part in expr.parts() {
                    self.expr(part, Position::Data, depth + 1);
                }
            }
        }
    }

    /// Checks the inside of a loop or labelled block.
    fn around(
        &mut self,
        label: Option<&syn::Label>,
        is_loop: bool,
        position: Option<Position>,
        check: impl FnOnce(&mut Self),
    ) {
        self.loops.push(Around {
            label: label.map(|label| label.name.ident.to_string()),
            is_loop,
            position,
        });
        check(self);
        self.loops.pop();
    }

    /// What becomes of the value of a `break`. Where it leads nowhere, or to a loop that has no value, `rustc` says so.
    fn break_position(&mut self, label: Option<&syn::Lifetime>) -> Position {
        let found = self.loops.iter().rev().find(|around| match label {
            Some(label) => around.label.as_deref() == Some(&label.ident.to_string()),
            None => around.is_loop,
        });
        found.and_then(|around| around.position).unwrap_or_else(|| {
            self.report.leave_to_rustc();
            Position::Data
        })
    }

    /// A method call; where it gives an iterator, that has to be walked here.
    fn method(&mut self, expr: &Expr, call: &Call, position: Position, depth: usize) {
        if position == Position::Returned && makes_error(call) {
            self.makes_error(call, depth);
            return;
        }
        let name = expr.operation_span();
        if call.method.gives_items() && position != Position::Walked {
            self.report.add(syn::Error::new(name, &refusal::ITERATOR));
        }
        let of_iterator = is_iterator(&call.receiver);
        if call.method.leaves.is_some() {
            self.assigned(&call.receiver, depth + 1);
        } else if of_iterator {
            self.expr(&call.receiver, Position::Walked, depth + 2);
        } else {
            self.receiver(&call.receiver, depth);
        }
        if call.method.stops_early && may_raise(&call.receiver) {
            self.report.add(syn::Error::new(name, &refusal::LAZY));
        }
        for (index, argument) in call.arguments.iter().enumerate() {
            match argument {
                Argument::Value(value) => {
                    let position = match call.method.takes.get(index) {
                        Some(Takes::Items) => Position::Walked,
                        _ => Position::Data,
                    };
                    self.expr(value, position, depth + 1);
                    if call.method.stops_early && may_raise(value) {
                        self.report.add(syn::Error::new(name, &refusal::LAZY));
                    }
                }
                Argument::Closure(closure) => self.closure(call, closure, depth),
            }
        }
    }

    /// A value, or a step's result, which is one here.
    pub(super) fn receiver(&mut self, receiver: &Expr, depth: usize) {
        let position = match &receiver.kind {
            ExprKind::Step(_) => Position::Handled,
            _ => Position::Data,
        };
        self.expr(receiver, position, depth + 1);
    }

    fn closure(&mut self, call: &Call, closure: &Closure, depth: usize) {
        for (pattern, _) in &closure.parameters {
            self.pattern(pattern);
        }
        if let Some((blame, refusal)) = impure(&closure.body) {
            self.refuse(blame, refusal);
            return;
        }
        let gives_items = call.method.name == "flat_map" && is_iterator(&closure.body);
        self.computed(
            &closure.body,
            if gives_items {
                Position::Walked
            } else {
                Position::Data
            },
            depth + 2,
        );
    }

    /// A closure's body, where `Ok` and `Err` are values and a block is one expression.
    fn computed(&mut self, expr: &Expr, position: Position, depth: usize) {
        match &expr.kind {
            ExprKind::Ok(value) | ExprKind::Err(value) => {
                self.expr(value, Position::Data, depth + 1);
            }
            ExprKind::Block(None, block) => {
                for statement in &block.statements {
                    if let Statement::Let {
                        pattern,
                        init: Some(init),
                        ..
                    } = statement
                    {
                        self.pattern(pattern);
                        self.computed(init, Position::Data, depth + 1);
                    }
                }
                if let Some(tail) = &block.tail {
                    self.computed(tail, position, depth + block.statements.len() + 1);
                }
            }
            _ => self.expr(expr, position, depth),
        }
    }

    fn matching(&mut self, found: &Match, position: Position, depth: usize) {
        self.expr(&found.subject, Position::Handled, depth + 1);
        for (place, arm) in found.arms.iter().enumerate() {
            let Arm {
                pattern,
                guard,
                body,
            } = arm;
            // In an expression each arm is a level below the one before it; four of them count as much as an operator.
            let depth = match position {
                Position::Data => depth + place / 4,
                _ => depth,
            };
            match &pattern.kind {
                // What it gives in `Err` is data.
                PatternKind::Err(inner) if is_catch_all(&found.subject) => self.pattern(inner),
                _ => self.arm_pattern(pattern, catches(&found.subject)),
            }
            if let Some(guard) = guard {
                self.expr(guard, Position::Data, depth + 1);
            }
            self.expr(body, position, depth + 1);
        }
    }

    fn step(&mut self, expr: &Expr, step: &Step, position: Position, depth: usize) {
        for part in expr.parts() {
            self.expr(part, Position::Data, depth + 1);
        }
        match step {
            Step::Task { .. } | Step::Sleep { .. } | Step::SleepUntil { .. } => {}
            Step::Map {
                parameter, body, ..
            } => {
                self.pattern(parameter);
                self.branch(|checker| checker.block(body, Position::Returned));
            }
            Step::Join { branches, .. } => {
                for branch in branches {
                    self.branch(|checker| match &branch.kind {
                        ExprKind::Step(step) => match &**step {
                            Step::Async { body } => checker.block(body, Position::Returned),
                            Step::Sleep { .. } | Step::SleepUntil { .. } => {
                                checker.refuse(branch, &refusal::JOIN);
                            }
                            Step::CatchAll { .. } => checker.refuse(branch, &refusal::CATCH_ALL),
                            _ => checker.expr(branch, Position::Handled, 0),
                        },
                        _ => checker.expr(branch, Position::Handled, 0),
                    });
                }
            }
            Step::Async { body } | Step::CatchAll { body, .. } => {
                // No `break` leads out of it.
                let around = std::mem::take(&mut self.loops);
                self.block(body, Position::Returned);
                self.loops = around;
            }
        }
        // What it gives in `Err` is data, and looks like no other result's.
        if matches!(step, Step::CatchAll { .. }) && position != Position::Handled {
            self.refuse(expr, &refusal::CATCH_ALL);
        }
    }

    fn branch(&mut self, check: impl FnOnce(&mut Self)) {
        self.branch_depth += 1;
        check(self);
        self.branch_depth -= 1;
    }

    pub(super) fn refuse(&mut self, expr: &Expr, refusal: &refusal::Refusal) {
        let error = syn::Error::new(expr.span, refusal);
        // What is no `Result` is a mistake in plain Rust too, which `rustc` words with the types at hand.
        if matches!(refusal.code, RESULT_VALUE | TRY) {
            self.report.doubt(error);
        } else {
            self.report.add(error);
        }
    }
}
