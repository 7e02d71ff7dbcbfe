//! Patterns. Declares the variables that they bind.

use super::expression::expr;
use super::scope::Scope;
use crate::model::{Pattern, PatternKind, VarId};
use crate::refusal;
use quote::ToTokens;

/// A pattern in a position where data is bound.
pub fn pattern(syntax: &syn::Pat, scope: &mut Scope) -> Pattern {
    Pattern {
        kind: kind(syntax, scope),
        source: syntax.to_token_stream(),
    }
}

fn kind(syntax: &syn::Pat, scope: &mut Scope) -> PatternKind {
    match syntax {
        syn::Pat::Wild(_) => PatternKind::Wildcard,
        syn::Pat::Ident(name) => ident(name, scope),
        syn::Pat::Paren(inner) => kind(&inner.pat, scope),
        syn::Pat::Reference(inner) => kind(&inner.pat, scope),
        syn::Pat::Type(inner) => kind(&inner.pat, scope),
        syn::Pat::Lit(literal) => {
            PatternKind::Literal(Box::new(expr(&syn::Expr::Lit(literal.clone()), scope)))
        }
        syn::Pat::Range(range) => PatternKind::Range(
            range
                .start
                .as_ref()
                .map(|start| Box::new(expr(start, scope))),
            range.end.as_ref().map(|end| Box::new(expr(end, scope))),
            matches!(range.limits, syn::RangeLimits::Closed(_)),
        ),
        syn::Pat::Tuple(tuple) => {
            if tuple
                .elems
                .iter()
                .any(|element| matches!(element, syn::Pat::Rest(_)))
            {
                PatternKind::Refused(&refusal::PATTERN)
            } else {
                PatternKind::Tuple(
                    tuple
                        .elems
                        .iter()
                        .map(|element| pattern(element, scope))
                        .collect(),
                )
            }
        }
        syn::Pat::Path(path) => unit(&path.path),
        syn::Pat::TupleStruct(tuple) => tuple_struct(tuple, scope),
        syn::Pat::Struct(fields) => {
            let members = fields
                .fields
                .iter()
                .map(|field| (field.member.clone(), pattern(&field.pat, scope)))
                .collect();
            named(&fields.path, members)
        }
        syn::Pat::Or(alternatives) => PatternKind::Or(
            alternatives
                .cases
                .iter()
                .map(|case| pattern(case, scope))
                .collect(),
        ),
        _ => PatternKind::Refused(&refusal::PATTERN),
    }
}

fn ident(name: &syn::PatIdent, scope: &mut Scope) -> PatternKind {
    if name.subpat.is_some() {
        return PatternKind::Refused(&refusal::PATTERN);
    }
    if name.ident == "None" {
        return PatternKind::None;
    }
    if name.ident.to_string().starts_with(char::is_uppercase) {
        return unit(&name.ident.clone().into());
    }
    PatternKind::Bind(scope.declare(&name.ident, name.mutability.is_some()))
}

fn tuple_struct(tuple: &syn::PatTupleStruct, scope: &mut Scope) -> PatternKind {
    if tuple
        .elems
        .iter()
        .any(|element| matches!(element, syn::Pat::Rest(_)))
    {
        // `V(..)` asks for the variant alone.
        return if tuple.elems.len() == 1 {
            named(&tuple.path, Vec::new())
        } else {
            PatternKind::Refused(&refusal::PATTERN)
        };
    }
    let mut elements: Vec<Pattern> = tuple
        .elems
        .iter()
        .map(|element| pattern(element, scope))
        .collect();
    if let (Some(name), 1) = (tuple.path.get_ident(), elements.len())
        && let Some(inner) = elements.pop()
    {
        if name == "Some" {
            return PatternKind::Some(Box::new(inner));
        }
        if name == "Ok" {
            return PatternKind::Ok(Box::new(inner));
        }
        if name == "Err" {
            mark_errors(&inner, scope);
            return PatternKind::Err(Box::new(inner));
        }
        elements.push(inner);
    }
    let members = elements
        .into_iter()
        .enumerate()
        .map(|(index, element)| (syn::Member::from(index), element))
        .collect();
    named(&tuple.path, members)
}

/// What `Err(…)` binds whole is an error, not data.
fn mark_errors(inner: &Pattern, scope: &mut Scope) {
    match &inner.kind {
        PatternKind::Bind(id) => mark(*id, scope),
        PatternKind::Or(alternatives) => alternatives
            .iter()
            .for_each(|pattern| mark_errors(pattern, scope)),
        _ => {}
    }
}

fn mark(id: VarId, scope: &mut Scope) {
    scope.mark_error(id);
}

/// A path without members names a variant; a constant of that name finds no such variant in the type's shape.
fn unit(path: &syn::Path) -> PatternKind {
    match path.segments.last() {
        Some(last) => PatternKind::Variant {
            name: last.ident.clone(),
            members: Vec::new(),
        },
        None => PatternKind::Refused(&refusal::PATTERN),
    }
}

/// `Enum::Variant` has an upper-case segment before its last one; anything else is a struct.
fn named(path: &syn::Path, members: Vec<(syn::Member, Pattern)>) -> PatternKind {
    match path.segments.last() {
        Some(last) if is_variant(path) => PatternKind::Variant {
            name: last.ident.clone(),
            members,
        },
        _ => PatternKind::Struct { members },
    }
}

/// Whether a path reads as a variant of an enum: `Verdict::Accept`, and not `model::Order`.
pub fn is_variant(path: &syn::Path) -> bool {
    path.segments
        .iter()
        .rev()
        .nth(1)
        .is_some_and(|owner| owner.ident.to_string().starts_with(char::is_uppercase))
}
