//! Blocks and statements.

use super::expression::{self, expr};
use super::pattern;
use super::scope::Scope;
use crate::model::{Arm, Block, Expr, ExprKind, Match, MatchForm, Pattern, PatternKind, Statement};
use crate::refusal;
use quote::ToTokens;
use syn::spanned::Spanned;

/// A block in the current scope; callers open the scope.
pub fn block(block: &syn::Block, scope: &mut Scope) -> Block {
    let mut statements = Vec::new();
    let mut tail = None;
    // An item is known in all of its block.
    for statement in &block.stmts {
        if let syn::Stmt::Item(syn::Item::Const(constant)) = statement {
            scope.declare_constant(constant);
        }
    }
    let last = block.stmts.len();
    for (index, statement) in block.stmts.iter().enumerate() {
        match statement {
            syn::Stmt::Local(local) => statements.push(local_statement(local, scope)),
            syn::Stmt::Expr(value, None) if index + 1 == last => {
                tail = Some(Box::new(expr(value, scope)))
            }
            syn::Stmt::Expr(value, _) => statements.push(Statement::Expr(expr(value, scope))),
            syn::Stmt::Macro(call) => {
                let value = expression::macro_call(&call.mac, scope);
                if index + 1 == last && call.semi_token.is_none() {
                    tail = Some(Box::new(value));
                } else {
                    statements.push(Statement::Expr(value));
                }
            }
            syn::Stmt::Item(syn::Item::Const(constant)) => {
                statements.push(Statement::Constant(constant.clone()));
            }
            syn::Stmt::Item(item) => {
                let refused = ExprKind::Refused(&refusal::ITEM, item.to_token_stream());
                statements.push(Statement::Expr(scope.node(refused, item.span())));
            }
        }
    }
    Block {
        braces: Some(block.brace_token),
        statements,
        tail,
    }
}

/// A block in a scope of its own.
pub fn scoped(syntax: &syn::Block, scope: &mut Scope) -> Block {
    scope.nested(|scope| block(syntax, scope))
}

/// A block as an expression.
pub fn block_expr(syntax: &syn::Block, scope: &mut Scope) -> Expr {
    let body = scoped(syntax, scope);
    scope.node(ExprKind::Block(None, body), syntax.span())
}

fn local_statement(local: &syn::Local, scope: &mut Scope) -> Statement {
    let (pattern, ty) = match &local.pat {
        syn::Pat::Type(typed) => (&*typed.pat, Some((*typed.ty).clone())),
        pattern => (pattern, None),
    };
    let token = local.let_token;
    match &local.init {
        None => {
            let pattern = pattern::pattern(pattern, scope);
            for id in pattern.bound() {
                scope.mark_deferred(id);
            }
            Statement::Let {
                pattern,
                ty,
                init: None,
                token,
            }
        }
        Some(init) => match &init.diverge {
            None => {
                let value = expr(&init.expr, scope);
                let pattern = pattern::pattern(pattern, scope);
                Statement::Let {
                    pattern,
                    ty,
                    init: Some(value),
                    token,
                }
            }
            Some((_, otherwise)) => {
                Statement::Expr(let_else(local, pattern, &init.expr, otherwise, scope))
            }
        },
    }
}

/// `let P = subject else { … };` binds into the enclosing block, so only a pattern with one plain name is a match.
fn let_else(
    local: &syn::Local,
    pattern: &syn::Pat,
    subject: &syn::Expr,
    otherwise: &syn::Expr,
    scope: &mut Scope,
) -> Expr {
    let text = super::source::subject_text(subject);
    let subject = expr(subject, scope);
    let otherwise = match otherwise {
        syn::Expr::Block(block) => block_expr(&block.block, scope),
        other => expr(other, scope),
    };
    let pattern = pattern::pattern(pattern, scope);
    scope.unmark_caught(&subject, &pattern);
    let unit = scope.node(ExprKind::Null(quote::quote!(())), local.span());
    let found = Match {
        text,
        subject: Box::new(subject),
        arms: vec![
            Arm {
                pattern,
                guard: None,
                body: unit,
            },
            Arm {
                pattern: Pattern {
                    kind: PatternKind::Wildcard,
                    source: quote::quote!(_),
                },
                guard: None,
                body: otherwise,
            },
        ],
        form: MatchForm::LetElse,
    };
    scope.node(ExprKind::Match(found), local.span())
}
