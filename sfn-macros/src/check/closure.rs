//! What a closure may hold: it becomes JSONata, which computes and does nothing else.

use crate::model::{Block, Expr, ExprKind, Operation, Statement};
use crate::refusal::{self, Refusal};

/// The first part of a closure's body that does more than compute, and why that is refused.
pub fn impure(expr: &Expr) -> Option<(&Expr, &'static Refusal)> {
    match &expr.kind {
        ExprKind::Step(_) => Some((expr, &refusal::CLOSURE_STEP)),
        ExprKind::Try(_)
        | ExprKind::Return(_)
        | ExprKind::Assign { .. }
        | ExprKind::Destructure { .. }
        | ExprKind::Loop { .. }
        | ExprKind::While { .. }
        | ExprKind::For { .. }
        | ExprKind::Break(..)
        | ExprKind::Continue(_) => Some((expr, &refusal::CLOSURE_BODY)),
        ExprKind::Method(call) if call.method.leaves.is_some() => {
            Some((expr, &refusal::CLOSURE_BODY))
        }
        ExprKind::If {
            condition,
            then,
            otherwise,
            ..
        } => impure(condition)
            .or_else(|| in_block(then))
            .or_else(|| match otherwise.as_deref() {
                Some(otherwise) => impure(otherwise),
                None => Some((expr, &refusal::CLOSURE_BODY)),
            }),
        ExprKind::Match(found) => impure(&found.subject).or_else(|| {
            found.arms.iter().find_map(|arm| {
                arm.guard
                    .as_ref()
                    .and_then(impure)
                    .or_else(|| impure(&arm.body))
            })
        }),
        ExprKind::Block(_, block) => in_block(block),
        _ => expr.parts().into_iter().find_map(impure),
    }
}

fn in_block(block: &Block) -> Option<(&Expr, &'static Refusal)> {
    block
        .statements
        .iter()
        .find_map(|statement| match statement {
            Statement::Let {
                init: Some(init), ..
            } => impure(init),
            Statement::Let { init: None, .. } | Statement::Constant(_) => None,
            Statement::Expr(value) => Some((value, &refusal::CLOSURE_BODY)),
        })
        .or_else(|| block.tail.as_deref().and_then(impure))
}

/// Whether walking this may panic for an item, which Rust does only once it gets there.
pub fn may_raise(items: &Expr) -> bool {
    match &items.kind {
        ExprKind::Method(call) if call.method.gives_items() => {
            call.closures().any(|closure| raises(&closure.body)) || may_raise(&call.receiver)
        }
        ExprKind::Same(_, inner) => may_raise(inner),
        _ => false,
    }
}

/// Whether evaluating this may panic in Rust.
fn raises(expr: &Expr) -> bool {
    let own = match &expr.kind {
        ExprKind::Index(..) | ExprKind::Negate(_) | ExprKind::Cast { .. } | ExprKind::Into(_) => {
            true
        }
        ExprKind::Binary(operation, ..) => matches!(
            operation,
            Operation::Add | Operation::Sub | Operation::Mul | Operation::Div | Operation::Rem
        ),
        ExprKind::Method(call) => {
            call.method.raises || call.closures().any(|closure| raises(&closure.body))
        }
        // What stands in blocks is not looked into.
        ExprKind::Block(..) | ExprKind::If { .. } | ExprKind::Match(_) => true,
        _ => false,
    };
    own || expr.parts().into_iter().any(raises)
}
