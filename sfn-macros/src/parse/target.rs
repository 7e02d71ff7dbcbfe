//! The left side of a destructuring assignment.

use super::expression::boxed;
use super::scope::Scope;
use crate::model::Target;
use crate::refusal;
use quote::ToTokens;

/// What an assignment takes apart; `None` where its left side is one place.
pub fn target(syntax: &syn::Expr, scope: &mut Scope) -> Option<Target> {
    match syntax {
        syn::Expr::Infer(_)
        | syn::Expr::Tuple(_)
        | syn::Expr::Array(_)
        | syn::Expr::Call(_)
        | syn::Expr::Struct(_) => Some(part(syntax, scope)),
        syn::Expr::Group(inner) => target(&inner.expr, scope),
        syn::Expr::Paren(inner) => target(&inner.expr, scope),
        _ => None,
    }
}

fn part(syntax: &syn::Expr, scope: &mut Scope) -> Target {
    match syntax {
        syn::Expr::Infer(_) => Target::Discard(syntax.to_token_stream()),
        syn::Expr::Range(range) if range.start.is_none() && range.end.is_none() => {
            Target::Rest(syntax.to_token_stream())
        }
        syn::Expr::Tuple(tuple) => match counted(&tuple.elems, scope) {
            Some(parts) => Target::Tuple(tuple.paren_token, parts),
            None => Target::Refused(&refusal::PATTERN, syntax.to_token_stream()),
        },
        syn::Expr::Array(array) => Target::Array(array.bracket_token, parts(&array.elems, scope)),
        syn::Expr::Call(call) => match (&*call.func, counted(&call.args, scope)) {
            (syn::Expr::Path(path), Some(members)) => Target::Construct {
                path: path.path.clone(),
                parentheses: call.paren_token,
                members,
            },
            (_, None) => Target::Refused(&refusal::PATTERN, syntax.to_token_stream()),
            _ => Target::Place(boxed(syntax, scope)),
        },
        syn::Expr::Struct(literal) => Target::Struct {
            path: literal.path.clone(),
            braces: literal.brace_token,
            members: literal
                .fields
                .iter()
                .map(|field| (field.member.clone(), part(&field.expr, scope)))
                .collect(),
            has_rest: literal.dot2_token.is_some(),
        },
        syn::Expr::Group(inner) => part(&inner.expr, scope),
        // `((a, b), c)` may have more parentheses than it needs.
        syn::Expr::Paren(inner) => match target(&inner.expr, scope) {
            Some(inner) => inner,
            None => Target::Place(boxed(syntax, scope)),
        },
        _ => Target::Place(boxed(syntax, scope)),
    }
}

type Parts = syn::punctuated::Punctuated<syn::Expr, syn::Token![,]>;

fn parts(elements: &Parts, scope: &mut Scope) -> Vec<Target> {
    elements
        .iter()
        .map(|element| part(element, scope))
        .collect()
}

/// Parts up to a `..`; `None` where some come after it, which only the type could count.
fn counted(elements: &Parts, scope: &mut Scope) -> Option<Vec<Target>> {
    let parts = parts(elements, scope);
    let before = parts.iter().take_while(|part| !part.is_rest()).count();
    (before + 1 >= parts.len()).then_some(parts)
}
