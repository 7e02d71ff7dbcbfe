//! Expressions, but for calls and awaits, which are in `call`.

use super::scope::Scope;
use super::source::subject_text;
use super::{body, call, condition, format, method, pattern};
use crate::model::{
    Arm, Constant, Expr, ExprKind, Literal, Match, MatchForm, Operation, Over, Wrapper,
};
use crate::refusal::{self, Refusal};
use quote::ToTokens;
use syn::spanned::Spanned;

/// The largest integer that a double holds exactly with all of its neighbours, and so JSON on AWS.
pub const MAX_SAFE_INTEGER: i64 = (1 << 53) - 1;

/// An expression.
pub fn expr(syntax: &syn::Expr, scope: &mut Scope) -> Expr {
    if let syn::Expr::Macro(call) = syntax
        && let Some(found) = matches(&call.mac)
    {
        return expr(&found, scope);
    }
    let kind = kind(syntax, scope);
    let mut node = scope.node(kind, syntax.span());
    node.mark = super::mark::mark(syntax);
    node.end = super::mark::end(syntax).unwrap_or(node.end);
    node
}

/// An expression, on the heap.
pub fn boxed(syntax: &syn::Expr, scope: &mut Scope) -> Box<Expr> {
    Box::new(expr(syntax, scope))
}

/// The node for what a state machine cannot do.
pub fn refuse(refusal: &'static Refusal, blame: &impl ToTokens) -> ExprKind {
    ExprKind::Refused(refusal, blame.to_token_stream())
}

fn kind(syntax: &syn::Expr, scope: &mut Scope) -> ExprKind {
    match syntax {
        syn::Expr::Lit(literal) => self::literal(&literal.lit),
        syn::Expr::Path(path) if path.qself.is_none() => self::path(&path.path, scope),
        syn::Expr::Paren(inner) => ExprKind::Same(Wrapper::Parentheses, boxed(&inner.expr, scope)),
        syn::Expr::Group(inner) => kind(&inner.expr, scope),
        syn::Expr::Reference(inner) if inner.mutability.is_none() => {
            ExprKind::Same(Wrapper::Reference, boxed(&inner.expr, scope))
        }
        syn::Expr::Reference(_) => refuse(&refusal::MUTABLE_BORROW, syntax),
        syn::Expr::Unary(unary) => match unary.op {
            syn::UnOp::Deref(_) => ExprKind::Same(Wrapper::Dereference, boxed(&unary.expr, scope)),
            syn::UnOp::Not(_) => ExprKind::Not(boxed(&unary.expr, scope)),
            syn::UnOp::Neg(_) => ExprKind::Negate(boxed(&unary.expr, scope)),
            _ => refuse(&refusal::EXPRESSION, syntax),
        },
        syn::Expr::Binary(binary) => self::binary(binary, scope),
        syn::Expr::Assign(assign) => {
            if let Some(target) = super::target::target(&assign.left, scope) {
                let value = boxed(&assign.right, scope);
                return ExprKind::Destructure { target, value };
            }
            let place = boxed(&assign.left, scope);
            let value = boxed(&assign.right, scope);
            ExprKind::Assign {
                place,
                operation: None,
                value,
            }
        }
        syn::Expr::Field(field) => ExprKind::Field(boxed(&field.base, scope), field.member.clone()),
        syn::Expr::Index(index) if is_full_range(&index.index) => {
            ExprKind::Same(Wrapper::FullRange, boxed(&index.expr, scope))
        }
        syn::Expr::Index(index) => {
            let base = boxed(&index.expr, scope);
            ExprKind::Index(base, Box::new(method::walked(&index.index, scope)))
        }
        syn::Expr::Tuple(tuple) if tuple.elems.is_empty() => {
            ExprKind::Null(tuple.to_token_stream())
        }
        syn::Expr::Tuple(tuple) => {
            ExprKind::Tuple(tuple.elems.iter().map(|item| expr(item, scope)).collect())
        }
        syn::Expr::Array(array) => ExprKind::Array {
            is_vec: false,
            items: array.elems.iter().map(|item| expr(item, scope)).collect(),
        },
        syn::Expr::Struct(literal) => ExprKind::Struct {
            path: literal.path.clone(),
            members: literal
                .fields
                .iter()
                .map(|field| (field.member.clone(), expr(&field.expr, scope)))
                .collect(),
            base: literal.rest.as_ref().map(|base| boxed(base, scope)),
        },
        syn::Expr::If(branch) => condition::branch(branch, scope),
        syn::Expr::Match(found) => ExprKind::Match(self::matching(found, scope)),
        syn::Expr::Block(block) => {
            let body = body::scoped(&block.block, scope);
            ExprKind::Block(block.label.clone(), body)
        }
        syn::Expr::Loop(found) => ExprKind::Loop {
            label: found.label.clone(),
            body: body::scoped(&found.body, scope),
        },
        syn::Expr::While(found) => condition::while_loop(found, scope),
        syn::Expr::ForLoop(found) => self::for_loop(found, scope),
        syn::Expr::Break(found) => ExprKind::Break(
            found.label.clone(),
            found.expr.as_ref().map(|value| boxed(value, scope)),
        ),
        syn::Expr::Continue(found) => ExprKind::Continue(found.label.clone()),
        syn::Expr::Return(found) => {
            ExprKind::Return(found.expr.as_ref().map(|value| boxed(value, scope)))
        }
        syn::Expr::Try(inner) => ExprKind::Try(boxed(&inner.expr, scope)),
        syn::Expr::Await(awaited) => call::awaited(awaited, scope),
        syn::Expr::Call(found) => call::plain(found, scope),
        syn::Expr::MethodCall(found) => method::method(found, scope),
        syn::Expr::Macro(found) => macro_call(&found.mac, scope).kind,
        syn::Expr::Cast(found) => ExprKind::Cast {
            value: boxed(&found.expr, scope),
            ty: (*found.ty).clone(),
            is_tried: false,
        },
        syn::Expr::Closure(found) => refuse(&refusal::CLOSURE, found),
        syn::Expr::Async(found) => refuse(&refusal::STORED_FUTURE, found),
        syn::Expr::Range(found) => refuse(&refusal::RANGE, found),
        syn::Expr::Unsafe(found) => refuse(&refusal::EXPRESSION, &found.unsafe_token),
        syn::Expr::Let(_) => ExprKind::LeftToRustc,
        other => refuse(&refusal::EXPRESSION, other),
    }
}

/// `matches!(…)`, as the `match` that it is.
fn matches(call: &syn::Macro) -> Option<syn::Expr> {
    let is_meant = call
        .path
        .segments
        .last()
        .is_some_and(|last| last.ident == "matches");
    if is_meant {
        call.parse_body_with(matched).ok()
    } else {
        None
    }
}

fn matched(input: syn::parse::ParseStream) -> syn::Result<syn::Expr> {
    let subject: syn::Expr = input.parse()?;
    input.parse::<syn::Token![,]>()?;
    let pattern = syn::Pat::parse_multi_with_leading_vert(input)?;
    let guard = match input.parse::<Option<syn::Token![if]>>()? {
        Some(word) => {
            let condition: syn::Expr = input.parse()?;
            Some(quote::quote!(#word #condition))
        }
        None => None,
    };
    input.parse::<Option<syn::Token![,]>>()?;
    // In parentheses, since a statement may begin with the macro and go on: `matches!(…) || …`.
    Ok(syn::parse_quote_spanned! {subject.span()=>
        (match #subject { #pattern #guard => true, _ => false })
    })
}

/// A macro call.
pub fn macro_call(call: &syn::Macro, scope: &mut Scope) -> Expr {
    if let Some(found) = matches(call) {
        return expr(&found, scope);
    }
    let kind = match call
        .path
        .segments
        .last()
        .map(|last| last.ident.to_string())
        .as_deref()
    {
        Some("format") => format::format(call, scope),
        Some("vec") => match call.parse_body_with(format::separated) {
            Ok(items) => ExprKind::Array {
                is_vec: true,
                items: items.iter().map(|item| expr(item, scope)).collect(),
            },
            Err(_) => refuse(&refusal::MACRO, call),
        },
        Some("join") => self::call::join(call, false, scope),
        Some("try_join") => self::call::join(call, true, scope),
        Some(
            "println" | "print" | "eprintln" | "eprint" | "dbg" | "trace" | "debug" | "info"
            | "warn" | "error",
        ) => refuse(&refusal::CONSOLE, call),
        Some(
            "panic" | "unreachable" | "todo" | "unimplemented" | "assert" | "assert_eq"
            | "assert_ne",
        ) => refuse(&refusal::PANIC, call),
        _ => refuse(&refusal::MACRO, call),
    };
    scope.node(kind, call.span())
}

fn literal(literal: &syn::Lit) -> ExprKind {
    let value = match literal {
        syn::Lit::Str(text) => Constant::String(text.value()),
        syn::Lit::Char(letter) => Constant::String(letter.value().to_string()),
        syn::Lit::Bool(flag) => Constant::Bool(flag.value),
        syn::Lit::Int(number) if matches!(number.suffix(), "i128" | "u128" | "f32") => {
            return refuse(&refusal::NUMBER_TYPE, literal);
        }
        syn::Lit::Int(number) if number.suffix() == "f64" => match number.base10_parse::<f64>() {
            Ok(value) => Constant::Float(value),
            Err(_) => return refuse(&refusal::EXPRESSION, literal),
        },
        syn::Lit::Int(number) => match number.base10_parse::<i64>() {
            Ok(value) if value <= MAX_SAFE_INTEGER => Constant::Integer(value),
            _ => return refuse(&refusal::LITERAL_RANGE, literal),
        },
        syn::Lit::Float(number) if number.suffix() == "f32" => {
            return refuse(&refusal::NUMBER_TYPE, literal);
        }
        syn::Lit::Float(number) => match number.base10_parse::<f64>() {
            Ok(value) if value.is_finite() => Constant::Float(value),
            _ => return refuse(&refusal::LITERAL_RANGE, literal),
        },
        _ => return refuse(&refusal::EXPRESSION, literal),
    };
    ExprKind::Literal(Literal {
        tokens: literal.clone(),
        value,
    })
}

fn path(path: &syn::Path, scope: &mut Scope) -> ExprKind {
    let Some(last) = path.segments.last() else {
        return refuse(&refusal::EXPRESSION, path);
    };
    if let Some(name) = path.get_ident() {
        if let Some(id) = scope.find(name) {
            return ExprKind::Variable(id);
        }
        if name == "None" {
            return ExprKind::Null(path.to_token_stream());
        }
    }
    let name = last.ident.to_string();
    if !name.starts_with(char::is_uppercase) {
        ExprKind::Foreign(path.clone())
    } else if is_constant(path) {
        constant(path, scope)
    } else if pattern::is_variant(path) {
        ExprKind::Unit(path.clone())
    } else {
        ExprKind::Foreign(path.clone())
    }
}

/// Whether a path is spelled like a constant: `LIMIT`, `limits::MAX`, `u8::MAX`. `Currency::EUR` is a variant, and
/// `Duration::ZERO` is known to be none.
pub fn is_constant(path: &syn::Path) -> bool {
    let owner = path.segments.iter().rev().nth(1);
    let is_of_duration = owner.is_some_and(|owner| owner.ident == "Duration");
    (is_of_duration || !pattern::is_variant(path))
        && path.segments.last().is_some_and(|last| {
            let name = last.ident.to_string();
            name.len() > 1 && !name.contains(char::is_lowercase)
        })
}

/// A constant.
pub fn constant(path: &syn::Path, scope: &Scope) -> ExprKind {
    ExprKind::Constant(path.clone(), scope.constant(path))
}

fn binary(binary: &syn::ExprBinary, scope: &mut Scope) -> ExprKind {
    let (operation, assigns) = match binary.op {
        syn::BinOp::Add(_) => (Operation::Add, false),
        syn::BinOp::Sub(_) => (Operation::Sub, false),
        syn::BinOp::Mul(_) => (Operation::Mul, false),
        syn::BinOp::Div(_) => (Operation::Div, false),
        syn::BinOp::Rem(_) => (Operation::Rem, false),
        syn::BinOp::And(_) => (Operation::And, false),
        syn::BinOp::Or(_) => (Operation::Or, false),
        syn::BinOp::Eq(_) => (Operation::Eq, false),
        syn::BinOp::Ne(_) => (Operation::Ne, false),
        syn::BinOp::Lt(_) => (Operation::Lt, false),
        syn::BinOp::Le(_) => (Operation::Le, false),
        syn::BinOp::Gt(_) => (Operation::Gt, false),
        syn::BinOp::Ge(_) => (Operation::Ge, false),
        syn::BinOp::AddAssign(_) => (Operation::Add, true),
        syn::BinOp::SubAssign(_) => (Operation::Sub, true),
        syn::BinOp::MulAssign(_) => (Operation::Mul, true),
        syn::BinOp::DivAssign(_) => (Operation::Div, true),
        syn::BinOp::RemAssign(_) => (Operation::Rem, true),
        _ => return refuse(&refusal::OPERATOR, &binary.op),
    };
    let left = boxed(&binary.left, scope);
    let right = boxed(&binary.right, scope);
    if assigns {
        ExprKind::Assign {
            place: left,
            operation: Some(operation),
            value: right,
        }
    } else {
        ExprKind::Binary(operation, left, right)
    }
}

fn matching(found: &syn::ExprMatch, scope: &mut Scope) -> Match {
    let subject = boxed(&found.expr, scope);
    let arms = found
        .arms
        .iter()
        .map(|arm| {
            scope.nested(|scope| {
                let (pattern, guard) = match &arm.pat {
                    syn::Pat::Guard(guarded) => (&*guarded.pat, Some(&*guarded.guard)),
                    pattern => (pattern, None),
                };
                let pattern = pattern::pattern(pattern, scope);
                scope.unmark_caught(&subject, &pattern);
                let guard = guard.map(|guard| condition::condition(guard, scope));
                let body = expr(&arm.body, scope);
                Arm {
                    pattern,
                    guard,
                    body,
                }
            })
        })
        .collect();
    Match {
        text: subject_text(&found.expr),
        subject,
        arms,
        form: MatchForm::Match,
    }
}

fn for_loop(found: &syn::ExprForLoop, scope: &mut Scope) -> ExprKind {
    let over = match &*found.expr {
        syn::Expr::Range(range) => range_ends(range, scope),
        syn::Expr::Paren(inner) => match &*inner.expr {
            syn::Expr::Range(range) => range_ends(range, scope),
            other => Some(Over::Items(boxed(other, scope))),
        },
        other => Some(Over::Items(boxed(other, scope))),
    };
    let Some(over) = over else {
        return refuse(&refusal::RANGE, &found.expr);
    };
    scope.nested(|scope| ExprKind::For {
        label: found.label.clone(),
        pattern: pattern::pattern(&found.pat, scope),
        over,
        body: body::scoped(&found.body, scope),
    })
}

fn range_ends(range: &syn::ExprRange, scope: &mut Scope) -> Option<Over> {
    let start = boxed(range.start.as_ref()?, scope);
    let end = boxed(range.end.as_ref()?, scope);
    Some(Over::Range {
        start,
        end,
        inclusive: matches!(range.limits, syn::RangeLimits::Closed(_)),
    })
}

/// `..`, which takes all of a slice.
fn is_full_range(index: &syn::Expr) -> bool {
    matches!(index, syn::Expr::Range(range) if range.start.is_none() && range.end.is_none())
}
