//! Method calls: which row of the table is meant, and what stands in its parentheses.

use super::expression::{boxed, expr, refuse};
use super::pattern;
use super::scope::Scope;
use crate::methods::{Method, Takes};
use crate::model::{Argument, Call, Closure, Expr, ExprKind, Wrapper};
use crate::refusal;
use proc_macro2::{Ident, Span};
use syn::spanned::Spanned;

/// A method call.
pub fn method(call: &syn::ExprMethodCall, scope: &mut Scope) -> ExprKind {
    let name = call.method.to_string();
    if call.args.is_empty() && call.turbofish.is_none() {
        let wrapper = match name.as_str() {
            "clone" => Some("clone"),
            "to_owned" => Some("to_owned"),
            "as_str" => Some("as_str"),
            _ => None,
        };
        if let Some(name) = wrapper {
            return ExprKind::Same(Wrapper::Method(name), boxed(&call.receiver, scope));
        }
        if name == "into" {
            return ExprKind::Into(boxed(&call.receiver, scope));
        }
    }
    let receiver = walked(&call.receiver, scope);
    if matches!(receiver.kind, ExprKind::Refused(..)) {
        // It is what is wrong here; whether it would be an iterator nobody knows.
        return receiver.kind;
    }
    let Some(method) = Method::find(&name, is_iterator(&receiver)) else {
        return refuse(&refusal::METHOD, &call.method);
    };
    let arguments = call
        .args
        .iter()
        .enumerate()
        .map(|(index, argument)| {
            let of_error = method.name == "map_err";
            self::argument(method.takes.get(index), argument, of_error, scope)
        })
        .collect();
    ExprKind::Method(Call {
        method,
        receiver: Box::new(receiver),
        turbofish: call
            .turbofish
            .as_ref()
            .map(quote::ToTokens::to_token_stream),
        arguments,
    })
}

/// Whether an expression gives an iterator, which is walked and is no value.
pub fn is_iterator(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Method(call) => call.method.gives_items(),
        ExprKind::Range { .. } => true,
        ExprKind::Same(_, inner) => is_iterator(inner),
        _ => false,
    }
}

/// An expression that may be a range: it is walked, or is an index.
pub fn walked(syntax: &syn::Expr, scope: &mut Scope) -> Expr {
    let kind = match syntax {
        syn::Expr::Range(range) => ExprKind::Range {
            start: range.start.as_ref().map(|start| boxed(start, scope)),
            end: range.end.as_ref().map(|end| boxed(end, scope)),
            inclusive: matches!(range.limits, syn::RangeLimits::Closed(_)),
        },
        syn::Expr::Paren(inner) if matches!(*inner.expr, syn::Expr::Range(_)) => {
            ExprKind::Same(Wrapper::Parentheses, Box::new(walked(&inner.expr, scope)))
        }
        other => return expr(other, scope),
    };
    let mut node = scope.node(kind, syntax.span());
    node.mark = super::mark::mark(syntax);
    node
}

fn argument(
    takes: Option<&Takes>,
    argument: &syn::Expr,
    of_error: bool,
    scope: &mut Scope,
) -> Argument {
    match (takes, argument) {
        (Some(Takes::Closure), syn::Expr::Closure(closure)) => {
            self::closure(closure, of_error, scope)
        }
        (Some(Takes::Closure), syn::Expr::Path(path)) => constructor(path, of_error, scope),
        (Some(Takes::Closure), other) => {
            let kind = refuse(&refusal::CLOSURE_PATH, other);
            Argument::Value(scope.node(kind, other.span()))
        }
        (Some(Takes::Items), other) => Argument::Value(walked(other, scope)),
        (_, other) => Argument::Value(expr(other, scope)),
    }
}

/// `Some`, `Kind::One` and `String::from` in a closure's place: what is made by calling them is known.
fn constructor(path: &syn::ExprPath, of_error: bool, scope: &mut Scope) -> Argument {
    let value = Ident::new("value", Span::mixed_site().located_at(path.span()));
    let written = syn::parse_quote_spanned!(path.span()=> |#value| #path(#value));
    match closure(&written, of_error, scope) {
        Argument::Closure(found)
            if matches!(
                found.body.kind,
                ExprKind::Some(_)
                    | ExprKind::Ok(_)
                    | ExprKind::Err(_)
                    | ExprKind::Construct { .. }
                    | ExprKind::Same(..)
                    | ExprKind::Cast { .. }
                    | ExprKind::Duration(_)
            ) =>
        {
            Argument::Closure(found)
        }
        _ => {
            let kind = refuse(&refusal::CLOSURE_PATH, path);
            Argument::Value(scope.node(kind, path.span()))
        }
    }
}

fn closure(closure: &syn::ExprClosure, of_error: bool, scope: &mut Scope) -> Argument {
    if closure.asyncness.is_some() {
        let kind = refuse(&refusal::CLOSURE_STEP, &closure.asyncness);
        return Argument::Value(scope.node(kind, closure.span()));
    }
    scope.nested(|scope| {
        let parameters: Vec<_> = closure
            .inputs
            .iter()
            .map(|input| match input {
                syn::Pat::Type(typed) => (
                    pattern::pattern(&typed.pat, scope),
                    Some((*typed.ty).clone()),
                ),
                other => (pattern::pattern(other, scope), None),
            })
            .collect();
        if of_error {
            for (pattern, _) in &parameters {
                pattern::mark_errors(pattern, scope);
            }
        }
        let body = Box::new(walked(&closure.body, scope));
        Argument::Closure(Closure {
            capture: closure.capture,
            parameters,
            output: match &closure.output {
                syn::ReturnType::Type(_, ty) => Some((**ty).clone()),
                syn::ReturnType::Default => None,
            },
            body,
            bars: (closure.inputs_begin, closure.inputs_end),
        })
    })
}
