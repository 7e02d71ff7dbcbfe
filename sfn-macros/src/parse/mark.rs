//! The punctuation that the tape repeats.

use crate::model::Mark;
use quote::ToTokens;

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
