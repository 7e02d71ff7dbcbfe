//! What a body does, without types: whether it has effects, leaves or ends. Rules are in `body`.

use crate::model::{Block, Expr, ExprKind, Over, Statement, Step};
use proc_macro2::Ident;

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
            Step::Async { .. } | Step::CatchAll { .. } => true,
            Step::Sleep { .. } | Step::SleepUntil { .. } => false,
        },
        _ => false,
    }
}

/// Whether an expression is `sfn::catch_all(…)`.
pub fn is_catch_all(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Step(step) => matches!(**step, Step::CatchAll { .. }),
        _ => false,
    }
}

/// Whether evaluating this needs states, assigns or leaves.
pub fn has_effect(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Step(_)
        | ExprKind::Try(_)
        | ExprKind::Assign { .. }
        | ExprKind::Destructure { .. }
        | ExprKind::Match(_)
        | ExprKind::Chain(_)
        | ExprKind::Loop { .. }
        | ExprKind::While { .. }
        | ExprKind::For { .. }
        | ExprKind::Break(..)
        | ExprKind::Continue(_)
        | ExprKind::Return(_)
        | ExprKind::Ok(_)
        | ExprKind::Err(_) => true,
        ExprKind::Method(call) if call.method.leaves.is_some() => true,
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
        Statement::Constant(_) => false,
    })
}

fn diverges(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Return(_) | ExprKind::Break(..) | ExprKind::Continue(_) => true,
        ExprKind::Loop { label, body } => !breaks(label.as_ref(), body),
        ExprKind::Block(label, block) => {
            let is_left = label.is_some() && breaks_from(expr, label_name(label.as_ref()), true);
            !is_left && (ends(block) || block.tail.as_deref().is_some_and(diverges))
        }
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

/// Whether control can leave a loop with this body: by a `break`, out of the function, or to a loop around it.
pub(super) fn leaves(label: Option<&syn::Label>, body: &Block) -> bool {
    let own = label_name(label);
    let leads_out = |expr: &Expr| match &expr.kind {
        ExprKind::Return(_) | ExprKind::Try(_) | ExprKind::Break(Some(_), _) => true,
        ExprKind::Continue(Some(label)) => own != Some(&label.ident),
        _ => false,
    };
    breaks(label, body) || any(body, &leads_out)
}

/// Whether a `break` leads out of a loop or labelled block with this body.
fn breaks(label: Option<&syn::Label>, body: &Block) -> bool {
    exprs(body).any(|expr| breaks_from(expr, label_name(label), false))
}

fn label_name(label: Option<&syn::Label>) -> Option<&Ident> {
    label.map(|label| &label.name.ident)
}

fn breaks_from(expr: &Expr, name: Option<&Ident>, is_inner_loop: bool) -> bool {
    let leaves = match &expr.kind {
        ExprKind::Break(Some(label), _) => name == Some(&label.ident),
        ExprKind::Break(None, _) => !is_inner_loop,
        _ => false,
    };
    let inner = is_inner_loop
        || matches!(
            expr.kind,
            ExprKind::Loop { .. } | ExprKind::While { .. } | ExprKind::For { .. }
        );
    leaves || inside(expr).any(|part| breaks_from(part, name, inner))
}

pub(super) fn awaits(body: &Block) -> bool {
    any(body, &is_step)
}

fn any(block: &Block, wanted: &dyn Fn(&Expr) -> bool) -> bool {
    exprs(block).any(|expr| any_in(expr, wanted))
}

fn any_in(expr: &Expr, wanted: &dyn Fn(&Expr) -> bool) -> bool {
    wanted(expr) || inside(expr).any(|part| any_in(part, wanted))
}

/// The expressions that stand directly in a block.
fn exprs(block: &Block) -> impl Iterator<Item = &Expr> {
    let statements = block
        .statements
        .iter()
        .filter_map(|statement| match statement {
            Statement::Let { init, .. } => init.as_ref(),
            Statement::Constant(_) => None,
            Statement::Expr(value) => Some(value),
        });
    statements.chain(block.tail.as_deref())
}

/// The expressions directly inside one, those in its blocks and arms included. Branches and `async` blocks are not: no
/// `break` or `return` leads out of them.
fn inside(expr: &Expr) -> Box<dyn Iterator<Item = &Expr> + '_> {
    let parts = expr.parts().into_iter();
    match &expr.kind {
        ExprKind::Block(_, body) | ExprKind::Loop { body, .. } => Box::new(exprs(body)),
        ExprKind::While {
            condition, body, ..
        } => Box::new(std::iter::once(&**condition).chain(exprs(body))),
        ExprKind::For { over, body, .. } => {
            let over: Vec<&Expr> = match over {
                Over::Items(items) => vec![items],
                Over::Range { start, end, .. } => vec![start, end],
            };
            Box::new(over.into_iter().chain(exprs(body)))
        }
        ExprKind::If {
            then, otherwise, ..
        } => Box::new(parts.chain(exprs(then)).chain(otherwise.as_deref())),
        ExprKind::Match(found) => {
            let arms = found.arms.iter();
            Box::new(parts.chain(arms.flat_map(|arm| arm.guard.iter().chain([&arm.body]))))
        }
        _ => Box::new(parts),
    }
}
