//! The punctuation that the tape repeats.

use crate::model::Mark;
use proc_macro2::Span;
use quote::ToTokens;
use syn::spanned::Spanned;

/// Where an expression ends, for what stands in its place in the tape.
pub fn end(syntax: &syn::Expr) -> Option<Span> {
    match syntax {
        syn::Expr::Await(awaited) => Some(awaited.await_token.span),
        syn::Expr::Try(tried) => Some(tried.question_token.span),
        syn::Expr::Macro(call) => Some(call.mac.delimiter.span().close()),
        syn::Expr::Call(call) => Some(call.paren_token.span.close()),
        syn::Expr::MethodCall(call) => Some(call.paren_token.span.close()),
        syn::Expr::Paren(inner) => Some(inner.paren_token.span.close()),
        syn::Expr::Tuple(tuple) => Some(tuple.paren_token.span.close()),
        syn::Expr::Array(array) => Some(array.bracket_token.span.close()),
        syn::Expr::Index(index) => Some(index.bracket_token.span.close()),
        syn::Expr::Struct(literal) => Some(literal.brace_token.span.close()),
        syn::Expr::Match(found) => Some(found.brace_token.span.close()),
        syn::Expr::Block(found) => Some(found.block.brace_token.span.close()),
        syn::Expr::If(found) => match &found.else_branch {
            Some((_, otherwise)) => end(otherwise),
            None => Some(found.then_branch.brace_token.span.close()),
        },
        syn::Expr::Path(path) => path.path.segments.last().map(|last| last.ident.span()),
        syn::Expr::Field(field) => Some(field.member.span()),
        syn::Expr::Binary(binary) => end(&binary.right),
        syn::Expr::Unary(unary) => end(&unary.expr),
        syn::Expr::Reference(reference) => end(&reference.expr),
        syn::Expr::Lit(literal) => Some(literal.lit.span()),
        _ => None,
    }
}

/// The punctuation of an expression.
pub fn mark(syntax: &syn::Expr) -> Mark {
    match syntax {
        syn::Expr::Binary(binary) => Mark::Operator(binary.op.to_token_stream()),
        syn::Expr::Assign(assign) => Mark::Operator(assign.eq_token.to_token_stream()),
        syn::Expr::Unary(unary) => Mark::Operator(unary.op.to_token_stream()),
        syn::Expr::Reference(reference) => Mark::Operator(reference.and_token.to_token_stream()),
        syn::Expr::Try(tried) => Mark::Operator(tried.question_token.to_token_stream()),
        syn::Expr::Cast(cast) => Mark::Operator(cast.as_token.to_token_stream()),
        syn::Expr::Return(returned) => Mark::Operator(returned.return_token.to_token_stream()),
        syn::Expr::Break(broken) => Mark::Operator(broken.break_token.to_token_stream()),
        syn::Expr::Continue(continued) => {
            Mark::Operator(continued.continue_token.to_token_stream())
        }
        syn::Expr::If(branch) => Mark::Operator(branch.if_token.to_token_stream()),
        syn::Expr::Loop(found) => Mark::Operator(found.loop_token.to_token_stream()),
        syn::Expr::While(found) => Mark::Operator(found.while_token.to_token_stream()),
        syn::Expr::ForLoop(found) => Mark::Operator(found.for_token.to_token_stream()),
        syn::Expr::Await(awaited) => mark(super::call::called(&awaited.base)),
        syn::Expr::Call(call) => Mark::Call(call.func.to_token_stream(), call.paren_token),
        syn::Expr::MethodCall(call) => {
            Mark::Method(call.dot_token, call.method.clone(), call.paren_token)
        }
        syn::Expr::Range(range) => Mark::Operator(range.limits.to_token_stream()),
        syn::Expr::Paren(inner) => Mark::Parentheses(inner.paren_token),
        syn::Expr::Tuple(tuple) => Mark::Parentheses(tuple.paren_token),
        syn::Expr::Index(index) => Mark::Brackets(index.bracket_token),
        syn::Expr::Array(array) => Mark::Brackets(array.bracket_token),
        syn::Expr::Struct(literal) => Mark::Braces(literal.brace_token),
        syn::Expr::Match(found) => Mark::Match {
            token: found.match_token,
            braces: found.brace_token,
            arrows: found.arms.iter().map(|arm| arm.fat_arrow_token).collect(),
        },
        _ => Mark::None,
    }
}
