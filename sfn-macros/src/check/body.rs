//! What a body may do, beyond what parsing could not even name.

use crate::model::{
    Arm, Block, Expr, ExprKind, FormatPart, Machine, Match, Over, Pattern, PatternKind, Statement,
    Step, Wrapper,
};
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
    };
    checker.block(&machine.body, Position::Returned);
}

/// What becomes of an expression's value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Position {
    /// It is data.
    Data,
    /// It is thrown away.
    Statement,
    /// It is what the machine or a branch returns: a `Result`.
    Returned,
    /// It is handled right here: `step.await?`, or matched.
    Handled,
}

struct Checker<'a> {
    machine: &'a Machine,
    report: &'a mut Report,
    branch_depth: usize,
}

impl Checker<'_> {
    fn block(&mut self, block: &Block, tail: Position) {
        for statement in &block.statements {
            match statement {
                Statement::Let { pattern, init, .. } => {
                    if let Some(init) = init {
                        self.expr(init, Position::Data, 0);
                    }
                    self.pattern(pattern);
                }
                Statement::Expr(value) => self.expr(value, Position::Statement, 0),
            }
        }
        if let Some(value) = &block.tail {
            self.expr(value, tail, 0);
        } else if tail == Position::Returned && !ends(block) {
            self.report
                .refuse(&self.machine.item.sig.ident, &refusal::RESULT_VALUE);
        }
    }

    fn expr(&mut self, expr: &Expr, position: Position, depth: usize) {
        if depth == MAX_DEPTH {
            self.refuse(expr, &refusal::TOO_DEEP);
            return;
        }
        match &expr.kind {
            ExprKind::Refused(refusal, tokens) => self.report.refuse(tokens, refusal),
            ExprKind::Variable(id) => {
                let variable = &self.machine.variables[id.0];
                if variable.is_error && position != Position::Returned {
                    self.refuse(expr, &refusal::ERROR_AS_DATA);
                } else if position == Position::Returned {
                    self.refuse(expr, &refusal::RESULT_VALUE);
                }
            }
            ExprKind::Ok(value) if position == Position::Returned => {
                self.expr(value, Position::Data, depth + 1)
            }
            ExprKind::Err(value) if position == Position::Returned => self.error(value),
            ExprKind::Ok(_) | ExprKind::Err(_) => self.refuse(expr, &refusal::STEP_RESULT),
            ExprKind::Into(_) => self.refuse(expr, &refusal::METHOD),
            ExprKind::Assign { place, value, .. } => {
                self.assigned(place, depth);
                self.expr(value, Position::Data, depth + 1);
            }
            ExprKind::If {
                condition,
                then,
                otherwise,
                ..
            } => {
                self.expr(condition, Position::Data, depth + 1);
                self.block(then, position);
                if let Some(otherwise) = otherwise {
                    self.expr(otherwise, position, depth + 1);
                }
            }
            ExprKind::Match(found) => self.matching(found, position, depth),
            ExprKind::Block(label, block) => {
                if let Some(label) = label {
                    self.report.refuse(label, &refusal::LABELLED_BLOCK);
                }
                self.block(block, position);
            }
            ExprKind::Loop { body, .. } => {
                self.block(body, Position::Statement);
                if !leaves(body) && !awaits(body) {
                    self.refuse(expr, &refusal::SELF_LOOP);
                }
            }
            ExprKind::While {
                condition, body, ..
            } => {
                self.expr(condition, Position::Data, depth + 1);
                self.block(body, Position::Statement);
            }
            ExprKind::For {
                pattern,
                over,
                body,
                ..
            } => {
                match over {
                    Over::Items(items) => self.expr(items, Position::Data, depth + 1),
                    Over::Range { start, end, .. } => {
                        self.expr(start, Position::Data, depth + 1);
                        self.expr(end, Position::Data, depth + 1);
                    }
                }
                self.pattern(pattern);
                self.block(body, Position::Statement);
            }
            ExprKind::Return(value) => {
                if let Some(value) = value {
                    self.expr(value, Position::Returned, depth + 1);
                }
            }
            ExprKind::Step(step) => self.step(expr, step, position, depth),
            ExprKind::Try(inner) => self.tried(expr, inner, position, depth),
            ExprKind::Format(parts) => {
                for part in parts {
                    if let FormatPart::Value(value) = part {
                        self.expr(value, Position::Data, depth + 1);
                    }
                }
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

    /// `step.await?` and, for what a `sfn::join!` gave, `result?`.
    fn tried(&mut self, expr: &Expr, inner: &Expr, position: Position, depth: usize) {
        if position == Position::Returned {
            self.refuse(expr, &refusal::RESULT_VALUE);
        }
        match &inner.kind {
            ExprKind::Step(_) => self.expr(inner, Position::Handled, depth + 1),
            ExprKind::Variable(id) if !self.machine.variables[id.0].is_error => {}
            // A `join!` of one step, which says so itself.
            ExprKind::Null(_) => {}
            ExprKind::Refused(refusal, tokens) => self.report.refuse(tokens, refusal),
            _ => self.refuse(expr, &refusal::TRY),
        }
    }

    fn matching(&mut self, found: &Match, position: Position, depth: usize) {
        self.expr(&found.subject, Position::Handled, depth + 1);
        for Arm {
            pattern,
            guard,
            body,
        } in &found.arms
        {
            let catches = catches(&found.subject);
            self.arm_pattern(pattern, catches);
            if let Some(guard) = guard {
                if has_effect(guard) {
                    self.refuse(guard, &refusal::GUARD_STEP);
                }
                if catches && !matches!(pattern.kind, PatternKind::Ok(_)) {
                    self.refuse(guard, &refusal::GUARD_STEP);
                }
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
            Step::Sleep { .. } | Step::SleepUntil { .. } => return,
            Step::Task { .. } => {}
            Step::Map {
                parameter, body, ..
            } => {
                self.pattern(parameter);
                self.branch(|checker| checker.block(body, Position::Returned));
            }
            Step::Join {
                branches,
                fails_fast,
            } => {
                for branch in branches {
                    self.branch(|checker| match &branch.kind {
                        ExprKind::Step(step) => match &**step {
                            Step::Async { body } => checker.block(body, Position::Returned),
                            Step::Sleep { .. } | Step::SleepUntil { .. } => {
                                checker.refuse(branch, &refusal::JOIN);
                            }
                            _ => checker.expr(branch, Position::Handled, 0),
                        },
                        _ => checker.expr(branch, Position::Handled, 0),
                    });
                }
                if !fails_fast {
                    return;
                }
            }
            Step::Async { .. } => {
                self.refuse(expr, &refusal::STORED_FUTURE);
                return;
            }
        }
        if !matches!(position, Position::Handled | Position::Returned) {
            self.refuse(expr, &refusal::STEP_RESULT);
        }
    }

    fn branch(&mut self, check: impl FnOnce(&mut Self)) {
        self.branch_depth += 1;
        check(self);
        self.branch_depth -= 1;
    }

    /// What stands in `Err(…)`: a caught error, perhaps converted, or a variant made here.
    fn error(&mut self, value: &Expr) {
        match &value.kind {
            ExprKind::Into(inner) | ExprKind::Same(_, inner) => self.error(inner),
            ExprKind::Variable(id) if self.machine.variables[id.0].is_error => {}
            ExprKind::Variable(_) => self.refuse(value, &refusal::RESULT_VALUE),
            ExprKind::Struct { .. } | ExprKind::Construct { .. } | ExprKind::Unit(_) => {
                for part in value.parts() {
                    self.expr(part, Position::Data, 1);
                }
            }
            _ => self.expr(value, Position::Data, 1),
        }
    }

    /// A place is a variable, or in one: its members and elements are reached by name and index.
    fn assigned(&mut self, place: &Expr, depth: usize) {
        match &place.kind {
            ExprKind::Variable(id) => {
                if self.machine.variables[id.0].depth < self.branch_depth {
                    self.refuse(place, &refusal::OUTER_MUTATION);
                }
            }
            ExprKind::Field(base, _) | ExprKind::Same(Wrapper::Parentheses, base) => {
                self.assigned(base, depth + 1);
            }
            ExprKind::Index(base, index) => {
                self.assigned(base, depth + 1);
                self.expr(index, Position::Data, depth + 1);
            }
            ExprKind::Refused(refusal, tokens) => self.report.refuse(tokens, refusal),
            _ => self.refuse(place, &refusal::ASSIGN_PLACE),
        }
    }

    /// The pattern of an arm, whose alternatives become ways into the arm; of a step only those in `Err(A | B)`, since
    /// success and failure leave it by different ways.
    fn arm_pattern(&mut self, pattern: &Pattern, catches: bool) {
        match &pattern.kind {
            PatternKind::Or(_) if catches => {
                self.report.refuse(&pattern.source, &refusal::PATTERN);
            }
            PatternKind::Bind(_) if catches => {
                self.report.refuse(&pattern.source, &refusal::STEP_RESULT);
            }
            PatternKind::Err(inner) if catches => self.error_pattern(inner, true),
            PatternKind::Ok(inner) if catches => self.arm_pattern(inner, false),
            PatternKind::Or(items) => items.iter().for_each(|item| self.pattern(item)),
            _ => self.pattern(pattern),
        }
    }

    /// What stands in `Err(…)`: names, whose members are only bound.
    fn error_pattern(&mut self, pattern: &Pattern, alternatives_bind: bool) {
        match &pattern.kind {
            PatternKind::Variant { members, .. } => {
                if !members.iter().all(|(_, member)| is_irrefutable(member)) {
                    self.report.refuse(&pattern.source, &refusal::ERROR_PATTERN);
                }
                members.iter().for_each(|(_, member)| self.pattern(member));
            }
            PatternKind::Or(items) => {
                if !alternatives_bind && items.iter().any(binds) {
                    self.report.refuse(&pattern.source, &refusal::PATTERN);
                }
                items
                    .iter()
                    .for_each(|item| self.error_pattern(item, alternatives_bind));
            }
            PatternKind::Bind(_) | PatternKind::Wildcard => {}
            PatternKind::Refused(refusal) => self.report.refuse(&pattern.source, refusal),
            _ => self.report.refuse(&pattern.source, &refusal::PATTERN),
        }
    }

    fn pattern(&mut self, pattern: &Pattern) {
        match &pattern.kind {
            PatternKind::Refused(refusal) => self.report.refuse(&pattern.source, refusal),
            PatternKind::Some(inner) | PatternKind::Ok(inner) => self.pattern(inner),
            PatternKind::Err(inner) => self.error_pattern(inner, false),
            PatternKind::Tuple(items) => items.iter().for_each(|item| self.pattern(item)),
            PatternKind::Or(items) => {
                if items.iter().any(binds) {
                    self.report.refuse(&pattern.source, &refusal::PATTERN);
                }
                items.iter().for_each(|item| self.pattern(item));
            }
            PatternKind::Variant { members, .. } | PatternKind::Struct { members } => {
                members.iter().for_each(|(_, member)| self.pattern(member));
            }
            PatternKind::Literal(value) => self.expr(value, Position::Data, 0),
            PatternKind::Range(start, end, _) => {
                for value in start.iter().chain(end) {
                    self.expr(value, Position::Data, 0);
                }
            }
            PatternKind::Wildcard | PatternKind::Bind(_) | PatternKind::None => {}
        }
    }

    fn refuse(&mut self, expr: &Expr, refusal: &refusal::Refusal) {
        let error = syn::Error::new(expr.span, refusal);
        // What is no `Result` is a mistake in plain Rust too, which `rustc` words with the types at hand.
        if matches!(refusal.code, RESULT_VALUE | TRY) {
            self.report.doubt(error);
        } else {
            self.report.add(error);
        }
    }
}

/// Whether a step is awaited, so that its result is a `Result` on its way.
fn is_step(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Step(_))
}

/// Whether an expression is a step whose failure leaves its state by catchers.
pub fn catches(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Step(step) => match &**step {
            Step::Task { .. } | Step::Map { .. } => true,
            Step::Join { fails_fast, .. } => *fails_fast,
            Step::Async { .. } | Step::Sleep { .. } | Step::SleepUntil { .. } => false,
        },
        _ => false,
    }
}

/// Whether a pattern always matches.
pub fn is_irrefutable(pattern: &Pattern) -> bool {
    match &pattern.kind {
        PatternKind::Wildcard | PatternKind::Bind(_) => true,
        PatternKind::Tuple(items) => items.iter().all(is_irrefutable),
        PatternKind::Struct { members } => members.iter().all(|(_, member)| is_irrefutable(member)),
        _ => false,
    }
}

/// Whether evaluating this needs states, assigns or leaves.
pub fn has_effect(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Step(_)
        | ExprKind::Try(_)
        | ExprKind::Assign { .. }
        | ExprKind::Match(_)
        | ExprKind::Loop { .. }
        | ExprKind::While { .. }
        | ExprKind::For { .. }
        | ExprKind::Break(..)
        | ExprKind::Continue(_)
        | ExprKind::Return(_)
        | ExprKind::Ok(_)
        | ExprKind::Err(_)
        | ExprKind::Into(_) => true,
        ExprKind::Block(_, block) => block_has_effect(block),
        ExprKind::If {
            condition,
            then,
            otherwise,
            ..
        } => {
            has_effect(condition)
                || block_has_effect(then)
                || otherwise.as_deref().is_none_or(has_effect)
        }
        _ => expr.parts().into_iter().any(has_effect),
    }
}

fn block_has_effect(block: &Block) -> bool {
    !block.statements.is_empty() || block.tail.as_deref().is_none_or(has_effect)
}

fn binds(pattern: &Pattern) -> bool {
    match &pattern.kind {
        PatternKind::Bind(_) => true,
        PatternKind::Some(inner) | PatternKind::Ok(inner) | PatternKind::Err(inner) => binds(inner),
        PatternKind::Tuple(items) | PatternKind::Or(items) => items.iter().any(binds),
        PatternKind::Variant { members, .. } | PatternKind::Struct { members } => {
            members.iter().any(|(_, member)| binds(member))
        }
        _ => false,
    }
}

/// Whether a block without a tail never reaches its end.
fn ends(block: &Block) -> bool {
    block.statements.iter().any(|statement| match statement {
        Statement::Expr(value) => diverges(value),
        Statement::Let { init, .. } => init.as_ref().is_some_and(diverges),
    })
}

fn diverges(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Return(_) | ExprKind::Break(..) | ExprKind::Continue(_) => true,
        ExprKind::Loop { body, .. } => !leaves_by_break(body),
        ExprKind::Block(_, block) => ends(block) || block.tail.as_deref().is_some_and(diverges),
        ExprKind::If {
            then, otherwise, ..
        } => {
            let block = |block: &Block| ends(block) || block.tail.as_deref().is_some_and(diverges);
            block(then) && otherwise.as_deref().is_some_and(diverges)
        }
        ExprKind::Match(found) => found.arms.iter().all(|arm| diverges(&arm.body)),
        _ => false,
    }
}

fn leaves(body: &Block) -> bool {
    any(body, &|expr| {
        matches!(
            expr.kind,
            ExprKind::Break(..) | ExprKind::Return(_) | ExprKind::Try(_)
        )
    })
}

fn leaves_by_break(body: &Block) -> bool {
    any(body, &|expr| matches!(expr.kind, ExprKind::Break(..)))
}

fn awaits(body: &Block) -> bool {
    any(body, &is_step)
}

fn any(block: &Block, wanted: &impl Fn(&Expr) -> bool) -> bool {
    let in_statements = block.statements.iter().any(|statement| match statement {
        Statement::Let { init, .. } => init.as_ref().is_some_and(|init| any_in(init, wanted)),
        Statement::Expr(value) => any_in(value, wanted),
    });
    in_statements
        || block
            .tail
            .as_deref()
            .is_some_and(|tail| any_in(tail, wanted))
}

fn any_in(expr: &Expr, wanted: &impl Fn(&Expr) -> bool) -> bool {
    if wanted(expr) || expr.parts().into_iter().any(|part| any_in(part, wanted)) {
        return true;
    }
    match &expr.kind {
        ExprKind::Block(_, body)
        | ExprKind::Loop { body, .. }
        | ExprKind::While { body, .. }
        | ExprKind::For { body, .. } => any(body, wanted),
        ExprKind::If {
            then, otherwise, ..
        } => {
            any(then, wanted)
                || otherwise
                    .as_deref()
                    .is_some_and(|otherwise| any_in(otherwise, wanted))
        }
        ExprKind::Match(found) => found.arms.iter().any(|arm| any_in(&arm.body, wanted)),
        _ => false,
    }
}
