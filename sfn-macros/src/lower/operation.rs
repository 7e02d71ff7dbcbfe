//! Operators: their code, and what they ask of the types beside them.

use super::code::Code;
use super::flow::Flow;
use super::types::Type;
use crate::model::{Constant, Expr, ExprKind, Operation, Wrapper};
use proc_macro2::Span;

impl Flow {
    /// Notes what stands at the right of an operator, which another type than that of the left may have.
    pub fn right_operand(&mut self, operation: Operation, right: &Expr, operator: Span) {
        let (rule, blamed) = match operation {
            Operation::Add | Operation::Sub => ("operand", right.span),
            Operation::Mul | Operation::Div | Operation::Rem => ("factor", right.span),
            // The left side is asked the same, most often of the same type, and `rustc` says it once.
            Operation::Eq | Operation::Ne => ("eq", operator),
            Operation::Lt | Operation::Le | Operation::Gt | Operation::Ge => ("lt", operator),
            Operation::And | Operation::Or => return,
        };
        if !matches!(
            right.kind,
            ExprKind::Literal(_) | ExprKind::Null(_) | ExprKind::Some(_)
        ) {
            let ty = self.type_of(right);
            self.slots.required.push((rule, ty, blamed));
        }
    }

    /// Notes what an operation asks of the type of a value: a type of the user's may have one of that name.
    pub fn requires(&mut self, rule: &'static str, value: &Expr, blamed: Span) {
        let ty = self.type_of(value);
        // Those are the language's own.
        if !matches!(ty, Type::Known(_)) {
            self.slots.required.push((rule, ty, blamed));
        }
    }

    /// The type that chooses an operator: the left operand's, or the right one's where the left is a bare literal.
    pub fn operand_type(&mut self, left: &Expr, right: &Expr) -> Type {
        match (&left.kind, &right.kind) {
            (ExprKind::Literal(_), ExprKind::Literal(_)) | (_, ExprKind::Literal(_)) => {
                self.type_of(left)
            }
            (ExprKind::Literal(_), _) => self.type_of(right),
            _ => self.type_of(left),
        }
    }
}

/// The code of an operator.
pub fn operate(operation: Operation, ty: Type, parts: Vec<Code>, span: Span) -> Code {
    let by_literal = match parts.get(1) {
        Some(Code::Constant(Constant::Integer(1..))) => true,
        Some(Code::Constant(Constant::Float(divisor))) => *divisor != 0.0,
        _ => false,
    };
    let name = match operation {
        Operation::And => return Code::fixed("AND", parts),
        Operation::Or => return Code::fixed("OR", parts),
        Operation::Add => "add",
        Operation::Sub => "sub",
        Operation::Mul => "mul",
        Operation::Div if by_literal => "div_by",
        Operation::Div => "div",
        Operation::Rem if by_literal => "rem_by",
        Operation::Rem => "rem",
        Operation::Eq => "eq",
        Operation::Ne => "ne",
        Operation::Lt => "lt",
        Operation::Le => "le",
        Operation::Gt => "gt",
        Operation::Ge => "ge",
    };
    Code::typed(name, ty, parts, span)
}

/// Whether an expression is a `bool` whatever its parts are.
pub fn is_truth(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Same(Wrapper::Parentheses, inner) => is_truth(inner),
        ExprKind::Binary(operation, ..) => !matches!(
            operation,
            Operation::Add | Operation::Sub | Operation::Mul | Operation::Div | Operation::Rem
        ),
        _ => false,
    }
}

/// An amount of a larger unit in seconds.
pub fn in_seconds(amount: Code, unit: i64) -> Code {
    match unit {
        1 => amount,
        _ => Code::typed(
            "mul",
            Type::Known("u64"),
            vec![amount, Code::integer(unit)],
            Span::call_site(),
        ),
    }
}
