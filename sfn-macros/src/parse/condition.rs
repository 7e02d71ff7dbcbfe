//! Conditions, and what they decide: `if`, `while`, guards, and the patterns in them.

use super::expression::{boxed, expr};
use super::scope::Scope;
use super::source::{subject_text, text};
use super::{body, pattern};
use crate::model::{
    Arm, Block, Chain, Expr, ExprKind, Link, Match, MatchForm, Pattern, PatternKind,
};
use syn::spanned::Spanned;

/// `if condition { … } else { … }`
pub fn branch(branch: &syn::ExprIf, scope: &mut Scope) -> ExprKind {
    if let syn::Expr::Let(condition) = &*branch.cond {
        return ExprKind::Match(if_let(branch, condition, scope));
    }
    // What the condition binds is known in the first block alone.
    let (condition, then) = scope.nested(|scope| {
        let condition = Box::new(self::condition(&branch.cond, scope));
        (condition, body::scoped(&branch.then_branch, scope))
    });
    ExprKind::If {
        token: branch.if_token,
        text: text(&branch.cond),
        condition,
        then,
        otherwise: branch
            .else_branch
            .as_ref()
            .map(|(_, otherwise)| boxed(otherwise, scope)),
    }
}

/// `while condition { … }`
pub fn while_loop(found: &syn::ExprWhile, scope: &mut Scope) -> ExprKind {
    if let syn::Expr::Let(condition) = &*found.cond {
        return while_let(found, condition, scope);
    }
    scope.nested(|scope| ExprKind::While {
        label: found.label.clone(),
        text: text(&found.cond),
        condition: Box::new(condition(&found.cond, scope)),
        body: body::scoped(&found.body, scope),
    })
}

/// A condition in the current scope, which gets what its patterns bind.
pub fn condition(syntax: &syn::Expr, scope: &mut Scope) -> Expr {
    if !has_let(syntax) {
        return expr(syntax, scope);
    }
    let mut chain = Chain {
        links: Vec::new(),
        operators: Vec::new(),
    };
    links(syntax, &mut chain, scope);
    scope.node(ExprKind::Chain(chain), syntax.span())
}

/// The parts of a condition, from left to right. A `let` anywhere else is for `rustc` to refuse.
fn links(syntax: &syn::Expr, chain: &mut Chain, scope: &mut Scope) {
    match syntax {
        syn::Expr::Binary(binary) if has_let(syntax) => {
            links(&binary.left, chain, scope);
            if let syn::BinOp::And(operator) = binary.op {
                chain.operators.push(operator);
            }
            links(&binary.right, chain, scope);
        }
        syn::Expr::Let(found) => {
            let subject = boxed(&found.expr, scope);
            let pattern = pattern::pattern(&found.pat, scope);
            scope.unmark_caught(&subject, &pattern);
            let [holds, fails] = [pattern, anything()].map(|pattern| Arm {
                pattern,
                guard: None,
                body: scope.node(ExprKind::Null(quote::quote!(())), found.span()),
            });
            chain.links.push(Link::Let {
                tokens: (found.let_token, found.eq_token),
                found: Match {
                    text: text(found),
                    subject,
                    arms: vec![holds, fails],
                    form: MatchForm::Chain,
                },
            });
        }
        other => chain.links.push(Link::Test {
            text: text(other),
            value: expr(other, scope),
        }),
    }
}

/// Whether a `let` is among the conditions that `&&` joins.
fn has_let(condition: &syn::Expr) -> bool {
    match condition {
        syn::Expr::Let(_) => true,
        syn::Expr::Binary(binary) => {
            matches!(binary.op, syn::BinOp::And(_))
                && (has_let(&binary.left) || has_let(&binary.right))
        }
        _ => false,
    }
}

/// `_`
fn anything() -> Pattern {
    Pattern {
        kind: PatternKind::Wildcard,
        source: quote::quote!(_),
    }
}

/// `while let pattern = subject { … }`: a loop around a match that may break.
fn while_let(found: &syn::ExprWhile, condition: &syn::ExprLet, scope: &mut Scope) -> ExprKind {
    let subject = boxed(&condition.expr, scope);
    let lap = scope.nested(|scope| {
        let pattern = pattern::pattern(&condition.pat, scope);
        scope.unmark_caught(&subject, &pattern);
        Arm {
            pattern,
            guard: None,
            body: body::block_expr(&found.body, scope),
        }
    });
    let leave = Arm {
        pattern: anything(),
        guard: None,
        body: scope.node(ExprKind::Break(None, None), found.while_token.span),
    };
    let lap = ExprKind::Match(Match {
        text: subject_text(&condition.expr),
        subject,
        arms: vec![lap, leave],
        form: MatchForm::WhileLet,
    });
    ExprKind::Loop {
        label: found.label.clone(),
        body: Block {
            braces: None,
            statements: Vec::new(),
            tail: Some(Box::new(scope.node(lap, found.while_token.span))),
        },
    }
}

fn if_let(branch: &syn::ExprIf, condition: &syn::ExprLet, scope: &mut Scope) -> Match {
    let subject = boxed(&condition.expr, scope);
    let first = scope.nested(|scope| {
        let pattern = pattern::pattern(&condition.pat, scope);
        scope.unmark_caught(&subject, &pattern);
        let body = body::block_expr(&branch.then_branch, scope);
        Arm {
            pattern,
            guard: None,
            body,
        }
    });
    let body = match &branch.else_branch {
        Some((_, otherwise)) => expr(otherwise, scope),
        None => scope.node(ExprKind::Null(quote::quote!(())), branch.if_token.span),
    };
    Match {
        text: subject_text(&condition.expr),
        subject,
        arms: vec![
            first,
            Arm {
                pattern: anything(),
                guard: None,
                body,
            },
        ],
        form: MatchForm::IfLet,
    }
}
