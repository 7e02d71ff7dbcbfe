//! Literals in attributes, also behind the invisible group that a `macro_rules` parameter is wrapped in.

use syn::{Expr, Lit, UnOp};

/// The text of a string literal.
pub fn text(expr: &Expr) -> Option<String> {
    match literal(expr)? {
        Lit::Str(text) => Some(text.value()),
        _ => None,
    }
}

/// The value of a `bool` literal.
pub fn boolean(expr: &Expr) -> Option<bool> {
    match literal(expr)? {
        Lit::Bool(value) => Some(value.value),
        _ => None,
    }
}

/// A whole number with its sign. What does not fit is as large as can be.
pub fn integer(expr: &Expr) -> Option<i64> {
    if let Some(positive) = negated(expr) {
        return Some(-integer(positive)?);
    }
    match literal(expr)? {
        Lit::Int(number) if number.suffix().is_empty() => {
            Some(number.base10_parse().unwrap_or(i64::MAX))
        }
        _ => None,
    }
}

/// A number with its sign.
pub fn number(expr: &Expr) -> Option<f64> {
    if let Some(positive) = negated(expr) {
        return Some(-number(positive)?);
    }
    match literal(expr)? {
        Lit::Int(number) if number.suffix().is_empty() => number.base10_parse().ok(),
        Lit::Float(number) if number.suffix().is_empty() => number.base10_parse().ok(),
        _ => None,
    }
}

fn literal(expr: &Expr) -> Option<&Lit> {
    match expr {
        Expr::Lit(literal) => Some(&literal.lit),
        Expr::Group(group) => literal(&group.expr),
        _ => None,
    }
}

fn negated(expr: &Expr) -> Option<&Expr> {
    match expr {
        Expr::Unary(unary) if matches!(unary.op, UnOp::Neg(_)) => Some(&unary.expr),
        Expr::Group(group) => negated(&group.expr),
        _ => None,
    }
}
