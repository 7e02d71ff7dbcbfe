//! Expressions: literals, and arrays that begin with what they are.

use super::{Reader, each, piece, text};
use crate::graph::{Expr, Literal};
use crate::shape::{Digits, FieldInfo, IsArray};
use sfn_expr::Value;

impl Reader {
    pub(super) fn expression(&self, value: &Value) -> Option<Expr> {
        match value {
            Value::Null => Some(Expr::Null),
            Value::Bool(value) => Some(Expr::Bool(*value)),
            Value::Integer(value) => Some(Expr::Integer(*value)),
            Value::Float(value) => Some(Expr::Float(*value)),
            Value::String(text) => Some(Expr::String(text.to_string())),
            Value::Array(parts) => {
                let (kind, parts) = parts.split_first()?;
                self.node(kind.as_str()?, parts)
            }
            Value::Object(_) => None,
        }
    }

    fn node(&self, kind: &str, parts: &[Value]) -> Option<Expr> {
        let (first, rest) = parts.split_first()?;
        let base = || Some(Box::new(self.expression(first)?));
        Some(match kind {
            "$" => Expr::Variable(text(first)?),
            "path" => Expr::Path(text(first)?),
            "result" => Expr::Path(piece!(self, first, Task)?.result_path().to_owned()),
            "literal" => match piece!(self, first, Literal)? {
                Literal::Bool(value) => Expr::Bool(value),
                Literal::Integer(value) => Expr::Integer(value),
                Literal::Float(value) => Expr::Float(value),
                Literal::String(text) => Expr::String(text.to_owned()),
                Literal::Duration(seconds, nanos) => Expr::Duration(seconds, nanos),
            },
            "member" => Expr::Member {
                base: base()?,
                field: piece!(self, rest.first()?, Field)?,
            },
            "is" => Expr::IsVariant {
                base: base()?,
                variant: piece!(self, rest.first()?, Variant)?,
            },
            "within" => Expr::VariantMember {
                base: base()?,
                variant: piece!(self, rest.first()?, Variant)?,
                field: piece!(self, rest.get(1)?, Field)?,
            },
            "payload" => Expr::Payload {
                base: base()?,
                variant: piece!(self, rest.first()?, Error)?,
                field: piece!(self, rest.get(1)?, Field)?,
            },
            "is err" => Expr::IsErr(base()?),
            "is error" => Expr::IsError {
                base: base()?,
                names: piece!(self, rest.first()?, Errors)?,
            },
            "raised" => Expr::Raised {
                variant: piece!(self, first, Error)?,
                members: self.payload(rest)?,
            },
            "apply" => Expr::Apply {
                operator: piece!(self, first, Operator)?,
                arguments: rest
                    .iter()
                    .map(|argument| self.expression(argument))
                    .collect::<Option<_>>()?,
            },
            "struct" => Expr::Struct(self.members(first.as_array()?)?),
            "with" => Expr::With {
                base: base()?,
                members: self.members(rest)?,
            },
            "variant" => Expr::Variant {
                variant: piece!(self, first, Variant)?,
                members: self.members(rest)?,
            },
            "array" => {
                let (items, nested) = each(first, |item| self.item(item))?.into_iter().unzip();
                Expr::Array { items, nested }
            }
            "lambda" => Expr::Lambda {
                parameters: each(first, text)?,
                body: Box::new(self.expression(rest.first()?)?),
            },
            _ => return None,
        })
    }

    /// `[field, value]`, each.
    fn members(&self, members: &[Value]) -> Option<Vec<(FieldInfo, Expr)>> {
        members
            .iter()
            .map(|member| {
                let field = piece!(self, member.get_index(0)?, Field)?;
                Some((field, self.expression(member.get_index(1)?)?))
            })
            .collect()
    }

    /// `[field, value, digits]`, each.
    pub(super) fn payload(&self, members: &[Value]) -> Option<Vec<(FieldInfo, Expr, Digits)>> {
        members
            .iter()
            .map(|member| {
                let field = piece!(self, member.get_index(0)?, Field)?;
                let value = self.expression(member.get_index(1)?)?;
                Some((field, value, piece!(self, member.get_index(2)?, Digits)?))
            })
            .collect()
    }

    /// `[value]`, or `[value, whether it is an array]`.
    fn item(&self, item: &Value) -> Option<(Expr, IsArray)> {
        let nested = match item.get_index(1) {
            Some(nested) => piece!(self, nested, IsArray)?,
            None => IsArray::Never,
        };
        Some((self.expression(item.get_index(0)?)?, nested))
    }
}
