//! Calls: what is awaited, what constructs a value, and the methods that the language knows.

use super::expression::{boxed, expr, refuse};
use super::scope::Scope;
use super::{body, format, pattern};
use crate::model::{Constant, Duration, ExprKind, Policy, PolicyKind, Step, Unit, Wrapper};
use crate::refusal;
use quote::ToTokens;
use syn::spanned::Spanned;

/// `call.await`, and `async { … }.await`, which is a block with errors of its own.
pub fn awaited(awaited: &syn::ExprAwait, scope: &mut Scope) -> ExprKind {
    match &*awaited.base {
        syn::Expr::Async(block) => {
            let body = body::scoped(&block.block, scope);
            ExprKind::Step(Box::new(Step::Async { body }))
        }
        other => step(other, scope),
    }
}

/// What is awaited, or stands in a `join!`.
fn step(syntax: &syn::Expr, scope: &mut Scope) -> ExprKind {
    match syntax {
        syn::Expr::Call(call) => called_step(call, scope),
        syn::Expr::MethodCall(call) if call.method == "concurrency" => limited_map(call, scope),
        syn::Expr::MethodCall(call) if policy(call).is_some() => with_policy(call, scope),
        syn::Expr::Async(block) => {
            let body = scope.branch(|scope| body::block(&block.block, scope));
            ExprKind::Step(Box::new(Step::Async { body }))
        }
        syn::Expr::Paren(inner) => step(&inner.expr, scope),
        other => refuse(&refusal::AWAIT, other),
    }
}

/// `join!(a, b)` and `try_join!(a, b)`
pub fn join(call: &syn::Macro, fails_fast: bool, scope: &mut Scope) -> ExprKind {
    let Ok(arguments) = call.parse_body_with(format::separated) else {
        return refuse(&refusal::JOIN, call);
    };
    if !(2..=8).contains(&arguments.len()) {
        // The macro says so itself.
        return ExprKind::Null(quote::ToTokens::to_token_stream(call));
    }
    let branches = arguments
        .iter()
        .map(|argument| {
            scope.branch(|scope| {
                let kind = step(argument, scope);
                scope.node(kind, argument.span())
            })
        })
        .collect();
    ExprKind::Step(Box::new(Step::Join {
        fails_fast,
        branches,
    }))
}

fn called_step(call: &syn::ExprCall, scope: &mut Scope) -> ExprKind {
    let syn::Expr::Path(function) = &*call.func else {
        return refuse(&refusal::AWAIT, &call.func);
    };
    let path = &function.path;
    match library_function(path) {
        Some("sleep") => sleep(path, call, scope),
        Some("catch_all") => match call.args.first() {
            Some(syn::Expr::Async(block)) if call.args.len() == 1 => {
                ExprKind::Step(Box::new(Step::CatchAll {
                    function: path.clone(),
                    body: body::scoped(&block.block, scope),
                }))
            }
            _ => refuse(&refusal::CATCH_ALL, &call.args),
        },
        Some("sleep_until") if call.args.len() == 1 => ExprKind::Step(Box::new(Step::SleepUntil {
            function: path.clone(),
            timestamp: expr(&call.args[0], scope),
        })),
        Some("map") => map(call, None, scope),
        _ => ExprKind::Step(Box::new(Step::Task {
            function: path.clone(),
            arguments: call
                .args
                .iter()
                .map(|argument| expr(argument, scope))
                .collect(),
            policies: Vec::new(),
        })),
    }
}

/// `.retry(…)` and `.timeout(…)`
fn policy(call: &syn::ExprMethodCall) -> Option<PolicyKind> {
    if call.method == "retry" {
        Some(PolicyKind::Retry)
    } else if call.method == "timeout" {
        Some(PolicyKind::Timeout)
    } else {
        None
    }
}

/// The call without its policies.
pub fn called(syntax: &syn::Expr) -> &syn::Expr {
    match syntax {
        syn::Expr::MethodCall(call) if policy(call).is_some() => called(&call.receiver),
        other => other,
    }
}

fn with_policy(call: &syn::ExprMethodCall, scope: &mut Scope) -> ExprKind {
    let mut found = step(&call.receiver, scope);
    match (&mut found, policy(call)) {
        (ExprKind::Step(step), Some(kind)) => {
            let Step::Task { policies, .. } = &mut **step else {
                // Nothing else has such a method, as `rustc` says itself.
                return found;
            };
            if let Some(variable) = scope.mentioned(call.args.to_token_stream()) {
                return refuse(&refusal::POLICY_VALUE, &variable);
            }
            policies.push(Policy {
                kind,
                call: call.clone(),
            });
            found
        }
        _ => found,
    }
}

/// `sleep`, `sleep_until`, `map` and `catch_all`, by their own name or behind a path; the tape checks that they are `sfn`'s.
fn library_function(path: &syn::Path) -> Option<&'static str> {
    let last = &path.segments.last()?.ident;
    ["sleep", "sleep_until", "map", "catch_all"]
        .into_iter()
        .find(|name| last == name)
}

fn sleep(path: &syn::Path, call: &syn::ExprCall, scope: &mut Scope) -> ExprKind {
    match call.args.first() {
        Some(duration) if call.args.len() == 1 => ExprKind::Step(Box::new(Step::Sleep {
            function: path.clone(),
            duration: expr(duration, scope),
        })),
        _ => refuse(&refusal::DURATION, &call.args),
    }
}

/// `Duration::from_…(…)`
fn duration(path: &syn::Path, name: &str, amount: &syn::Expr, scope: &mut Scope) -> ExprKind {
    let unit = match name {
        "from_millis" => Unit::Milliseconds,
        "from_secs" => Unit::Seconds(1),
        "from_mins" => Unit::Seconds(60),
        "from_hours" => Unit::Seconds(3600),
        _ => return refuse(&refusal::DURATION, path),
    };
    ExprKind::Duration(Box::new(Duration {
        function: path.clone(),
        amount: expr(amount, scope),
        unit,
    }))
}

fn limited_map(limit: &syn::ExprMethodCall, scope: &mut Scope) -> ExprKind {
    let syn::Expr::Call(call) = &*limit.receiver else {
        return refuse(&refusal::AWAIT, limit);
    };
    match (&*call.func, limit.args.first()) {
        (syn::Expr::Path(function), Some(limit))
            if library_function(&function.path) == Some("map") =>
        {
            map(call, Some(limit), scope)
        }
        _ => refuse(&refusal::AWAIT, limit),
    }
}

fn map(call: &syn::ExprCall, concurrency: Option<&syn::Expr>, scope: &mut Scope) -> ExprKind {
    let arguments: Vec<&syn::Expr> = call.args.iter().collect();
    let (syn::Expr::Path(function), [items, syn::Expr::Closure(closure)]) =
        (&*call.func, &arguments[..])
    else {
        return refuse(&refusal::MAP_CLOSURE, &call.args);
    };
    if closure.asyncness.is_none() || closure.capture.is_some() || closure.inputs.len() != 1 {
        return refuse(&refusal::MAP_CLOSURE, closure);
    }
    let items = expr(items, scope);
    let concurrency = concurrency.map(|limit| expr(limit, scope));
    let (parameter, parameter_type, body) = scope.branch(|scope| {
        let (parameter, ty) = match &closure.inputs[0] {
            syn::Pat::Type(typed) => (
                pattern::pattern(&typed.pat, scope),
                Some((*typed.ty).clone()),
            ),
            other => (pattern::pattern(other, scope), None),
        };
        let body = match &*closure.body {
            syn::Expr::Block(block) => body::scoped(&block.block, scope),
            other => crate::model::Block {
                braces: None,
                statements: Vec::new(),
                tail: Some(boxed(other, scope)),
            },
        };
        (parameter, ty, body)
    });
    let output = match &closure.output {
        syn::ReturnType::Type(_, ty) => Some((**ty).clone()),
        syn::ReturnType::Default => None,
    };
    ExprKind::Step(Box::new(Step::Map {
        function: function.path.clone(),
        items,
        parameter,
        parameter_type,
        output,
        body,
        concurrency,
    }))
}

/// The types that numbers are converted to.
const NUMBERS: &[&str] = &[
    "u8", "u16", "u32", "u64", "usize", "i8", "i16", "i32", "i64", "isize", "f64",
];

/// A call that is not awaited: a constructor, or a plain function, which is refused.
pub fn plain(call: &syn::ExprCall, scope: &mut Scope) -> ExprKind {
    let syn::Expr::Path(function) = &*call.func else {
        return refuse(&refusal::PLAIN_CALL, &call.func);
    };
    let path = &function.path;
    let Some(last) = path.segments.last() else {
        return refuse(&refusal::PLAIN_CALL, path);
    };
    let name = last.ident.to_string();
    let owner = path
        .segments
        .iter()
        .rev()
        .nth(1)
        .map(|owner| owner.ident.to_string());
    if let [argument] = call.args.iter().collect::<Vec<_>>()[..] {
        // Its type may be said: `Ok::<_, E>(…)`.
        match (path.segments.len() == 1, name.as_str()) {
            (true, "Some") => return ExprKind::Some(boxed(argument, scope)),
            (true, "Ok") => return ExprKind::Ok(boxed(argument, scope)),
            (true, "Err") => return ExprKind::Err(boxed(argument, scope)),
            _ => {}
        }
        if let (true, Some(ty)) = (
            matches!(name.as_str(), "from" | "try_from"),
            owner.as_deref().filter(|owner| NUMBERS.contains(owner)),
        ) {
            let ty = syn::Ident::new(ty, call.span());
            return ExprKind::Cast {
                value: boxed(argument, scope),
                ty: syn::parse_quote!(#ty),
                is_tried: name == "try_from",
            };
        }
        if owner.as_deref() == Some("Duration") && name.starts_with("from_") {
            return duration(path, &name, argument, scope);
        }
        if owner.as_deref() == Some("String") && name == "from" {
            return ExprKind::Same(Wrapper::StringFrom, boxed(argument, scope));
        }
    }
    if call.args.is_empty() && name == "new" {
        match owner.as_deref() {
            Some("String") => {
                let empty = ExprKind::Literal(crate::model::Literal {
                    tokens: syn::Lit::Str(syn::LitStr::new("", call.span())),
                    value: Constant::String(String::new()),
                });
                let empty = Box::new(scope.node(empty, call.span()));
                return ExprKind::Same(Wrapper::StringNew, empty);
            }
            Some("BTreeMap" | "HashMap") => return ExprKind::EmptyMap,
            Some("Vec") => {
                return ExprKind::Array {
                    is_vec: true,
                    items: Vec::new(),
                };
            }
            _ => {}
        }
    }
    if name.starts_with(char::is_uppercase) {
        return ExprKind::Construct {
            path: path.clone(),
            members: call
                .args
                .iter()
                .map(|argument| expr(argument, scope))
                .collect(),
        };
    }
    refuse(&refusal::PLAIN_CALL, call)
}
