//! What a body does, without types: whether it has effects, leaves or ends. Rules are in `body`.

use crate::model::{Block, Expr, ExprKind, Statement, Step};

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

/// Whether a block without a tail never reaches its end.
pub(super) fn ends(block: &Block) -> bool {
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

pub(super) fn leaves(body: &Block) -> bool {
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

pub(super) fn awaits(body: &Block) -> bool {
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
        ExprKind::Match(found) => found.arms.iter().any(|arm| {
            let guard = arm.guard.as_ref();
            any_in(&arm.body, wanted) || guard.is_some_and(|guard| any_in(guard, wanted))
        }),
        _ => false,
    }
}
