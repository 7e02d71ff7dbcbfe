//! Patterns. Declares the variables that they bind.

use super::expression::{constant, expr, is_constant};
use super::scope::Scope;
use crate::model::{Pattern, PatternKind, SlicePattern};
use crate::refusal;
use quote::ToTokens;
use syn::spanned::Spanned;

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
        syn::Pat::Tuple(tuple) => match elements(&tuple.elems, scope) {
            Some(elements) => PatternKind::Tuple(elements),
            None => PatternKind::Refused(&refusal::PATTERN),
        },
        syn::Pat::Slice(slice) => self::slice(slice, scope),
        syn::Pat::Path(path) => unit(&path.path, scope),
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
    if let Some((_, inner)) = &name.subpat {
        let id = scope.declare(&name.ident, name.mutability.is_some());
        return PatternKind::At(id, Box::new(pattern(inner, scope)));
    }
    if name.ident == "None" {
        return PatternKind::None;
    }
    if name.ident.to_string().starts_with(char::is_uppercase) {
        return unit(&name.ident.clone().into(), scope);
    }
    PatternKind::Bind(scope.declare(&name.ident, name.mutability.is_some()))
}

/// Elements up to a `..`; `None` where some come after it, which only the type could count.
fn elements(
    elements: &syn::punctuated::Punctuated<syn::Pat, syn::Token![,]>,
    scope: &mut Scope,
) -> Option<Vec<Pattern>> {
    let is_rest = |element: &&syn::Pat| matches!(element, syn::Pat::Rest(_));
    let before = elements
        .iter()
        .take_while(|element| !is_rest(element))
        .count();
    (before + 1 >= elements.len()).then(|| {
        let before = elements.iter().take(before);
        before.map(|element| pattern(element, scope)).collect()
    })
}

/// `[first, rest @ .., last]`
fn slice(slice: &syn::PatSlice, scope: &mut Scope) -> PatternKind {
    let mut found = SlicePattern {
        before: Vec::new(),
        rest: None,
        after: Vec::new(),
    };
    for element in &slice.elems {
        match (rest(element), &found.rest) {
            (Some(binding), _) => {
                found.rest = Some(binding.map(|name| {
                    let id = scope.declare(&name.ident, name.mutability.is_some());
                    Box::new(Pattern {
                        kind: PatternKind::Bind(id),
                        source: name.ident.to_token_stream(),
                    })
                }));
            }
            (None, None) => found.before.push(pattern(element, scope)),
            (None, Some(_)) => found.after.push(pattern(element, scope)),
        }
    }
    PatternKind::Slice(found)
}

/// `..` and `rest @ ..`, with what it binds.
fn rest(element: &syn::Pat) -> Option<Option<&syn::PatIdent>> {
    match element {
        syn::Pat::Rest(_) => Some(None),
        syn::Pat::Ident(name) => match name.subpat.as_ref().map(|(_, inner)| &**inner) {
            Some(syn::Pat::Rest(_)) => Some(Some(name)),
            _ => None,
        },
        _ => None,
    }
}

fn tuple_struct(tuple: &syn::PatTupleStruct, scope: &mut Scope) -> PatternKind {
    let has_rest = tuple
        .elems
        .iter()
        .any(|element| matches!(element, syn::Pat::Rest(_)));
    let Some(mut elements) = elements(&tuple.elems, scope) else {
        return PatternKind::Refused(&refusal::PATTERN);
    };
    if has_rest && elements.is_empty() {
        // `V(..)` asks for the variant alone, and `Some(..)` for whatever it holds.
        elements.extend(is_prelude(&tuple.path).then(|| Pattern {
            kind: PatternKind::Wildcard,
            source: tuple.elems.to_token_stream(),
        }));
    }
    let kind = constructed(&tuple.path, elements);
    if let PatternKind::Err(inner) = &kind {
        mark_errors(inner, scope);
    }
    kind
}

/// `Path(…)`, one of the variants that each program knows among them.
pub fn constructed(path: &syn::Path, mut elements: Vec<Pattern>) -> PatternKind {
    if is_prelude(path)
        && elements.len() == 1
        && let Some(inner) = elements.pop().map(Box::new)
    {
        return match path.is_ident("Some") {
            true => PatternKind::Some(inner),
            false if path.is_ident("Ok") => PatternKind::Ok(inner),
            false => PatternKind::Err(inner),
        };
    }
    let members = elements
        .into_iter()
        .enumerate()
        .map(|(index, element)| (syn::Member::from(index), element))
        .collect();
    named(path, members)
}

/// Whether this is one of the variants that each program knows by a name alone.
fn is_prelude(path: &syn::Path) -> bool {
    path.get_ident()
        .is_some_and(|name| ["Some", "Ok", "Err"].iter().any(|known| name == known))
}

/// What `Err(…)` binds whole is an error, not data.
pub fn mark_errors(inner: &Pattern, scope: &mut Scope) {
    match &inner.kind {
        PatternKind::Bind(id) | PatternKind::At(id, _) => scope.mark_error(*id),
        PatternKind::Or(alternatives) => alternatives
            .iter()
            .for_each(|pattern| mark_errors(pattern, scope)),
        _ => {}
    }
}

/// A path without members names a variant, or a constant where it is spelled like one.
fn unit(path: &syn::Path, scope: &mut Scope) -> PatternKind {
    if is_constant(path) {
        let value = constant(path, scope);
        return PatternKind::Literal(Box::new(scope.node(value, path.span())));
    }
    match path.segments.last() {
        Some(last) => PatternKind::Variant {
            name: last.ident.clone(),
            members: Vec::new(),
        },
        None => PatternKind::Refused(&refusal::PATTERN),
    }
}

/// `Enum::Variant` has an upper-case segment before its last one; anything else is a struct.
pub fn named(path: &syn::Path, members: Vec<(syn::Member, Pattern)>) -> PatternKind {
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
