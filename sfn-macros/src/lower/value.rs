//! Expressions as values: code for what only computes, states for what does more.

use super::code::Code;
use super::flow::Flow;
use super::operation::{in_seconds, is_truth, operate};
use super::statement::Into;
use super::types::Type;
use crate::check::{catches, has_effect};
use crate::methods::Gives;
use crate::model::{Block, Constant, Expr, ExprKind, FormatPart, Operation, Unit, VarId, Wrapper};
use crate::parse::{is_iterator, is_variant};

/// How many pieces of text `&` puts together: each is a level deeper than the one before, of 100 that AWS evaluates.
const MAX_CONCATENATED: usize = 16;

impl Flow {
    /// The expression's value here; states are added for what has to happen first.
    pub fn code(&mut self, expr: &Expr) -> Code {
        if self.pure
            && let Some(code) = self.pure_code(expr)
        {
            return code;
        }
        match &expr.kind {
            ExprKind::Literal(literal) => Code::Constant(literal.value.clone()),
            ExprKind::Null(_)
            | ExprKind::Foreign(_)
            | ExprKind::LeftToRustc
            | ExprKind::Refused(..) => Code::Null,
            ExprKind::Variable(id) => Code::Variable(*id),
            ExprKind::Constant(_, value) => Code::Outside(value.clone()),
            ExprKind::Same(wrapper, inner) => {
                match wrapper {
                    Wrapper::Method("as_str") => {
                        self.requires("viewed", inner, expr.operation_span())
                    }
                    Wrapper::StringFrom => self.requires("is_text", inner, inner.span),
                    _ => {}
                }
                self.code(inner)
            }
            ExprKind::Some(inner) => {
                if !matches!(inner.kind, ExprKind::Literal(_)) {
                    let ty = self.type_of(inner);
                    self.slots.optional.push((ty, expr.span));
                }
                self.code(inner)
            }
            ExprKind::Field(base, member) => {
                let (owner, ty) = (self.type_of(base), self.type_of(expr));
                Code::Member(Box::new(self.code(base)), owner, member.clone(), Some(ty))
            }
            ExprKind::Index(base, index) => {
                if let ExprKind::Range {
                    start,
                    end,
                    inclusive,
                } = &index.kind
                {
                    return self.slice(base, start.as_deref(), end.as_deref(), *inclusive);
                }
                let ty = self.type_of(base);
                let parts = self.codes(&[base, index]);
                Code::typed("index", ty, parts, base.span)
            }
            ExprKind::Cast {
                value, is_tried, ..
            } => {
                let types = vec![
                    self.type_of(value),
                    match is_tried {
                        true => self.slots.value(expr.id),
                        false => self.type_of(expr),
                    },
                ];
                let name = if *is_tried { "try_cast" } else { "cast" };
                let code = self.code(value);
                Code::chosen(name, types, vec![code], expr.span, true)
            }
            ExprKind::EmptyMap => Code::Object(Vec::new()),
            ExprKind::Duration(duration) => {
                let amount = self.code(&duration.amount);
                match duration.unit {
                    Unit::Milliseconds => Code::fixed("MILLISECONDS", vec![amount]),
                    Unit::Seconds(unit) => {
                        let seconds = in_seconds(amount, unit);
                        Code::Object(vec![("secs", seconds), ("nanos", Code::integer(0))])
                    }
                }
            }
            ExprKind::Into(inner) if self.is_error(inner) => self.code(inner),
            ExprKind::Into(inner) => {
                let types = vec![self.type_of(inner), self.slots.value(expr.id)];
                let code = self.code(inner);
                Code::chosen("cast", types, vec![code], expr.operation_span(), true)
            }
            ExprKind::Negate(inner) => match &inner.kind {
                ExprKind::Literal(_) => Code::fixed("NEGATE_LITERAL", vec![self.code(inner)]),
                _ => {
                    let ty = self.type_of(inner);
                    Code::typed("neg", ty, vec![self.code(inner)], expr.span)
                }
            },
            ExprKind::Not(inner) => {
                if !is_truth(inner) {
                    self.requires("is_bool", inner, expr.operation_span());
                }
                Code::fixed("NOT", vec![self.code(inner)])
            }
            ExprKind::Binary(operation @ (Operation::And | Operation::Or), left, right)
                if !self.pure && has_effect(right) =>
            {
                self.short_circuit(*operation, left, right)
            }
            ExprKind::Binary(operation, left, right) => {
                let ty = self.operand_type(left, right);
                self.right_operand(*operation, right, expr.operation_span());
                let parts = self.codes(&[left, right]);
                operate(*operation, ty, parts, expr.operation_span())
            }
            ExprKind::Method(call) => self.method(expr, call),
            ExprKind::Range {
                start: Some(start),
                end: Some(end),
                inclusive,
            } => {
                let ends = self.codes(&[start, end]);
                Code::fixed(
                    if *inclusive {
                        "RANGE_INCLUSIVE"
                    } else {
                        "RANGE"
                    },
                    ends,
                )
            }
            ExprKind::Format(parts) => self.format(parts),
            ExprKind::Struct {
                path,
                members,
                base,
            } => {
                let ty = self.slots.value(expr.id);
                let mut values = self.codes(&expr.parts());
                let base = base.as_ref().and_then(|_| values.pop());
                let members = members
                    .iter()
                    .map(|(member, _)| member.clone())
                    .zip(values)
                    .collect();
                match base {
                    Some(base) => Code::With(Box::new(base), ty, members),
                    None => construct(path, ty, members),
                }
            }
            ExprKind::Construct { path, members } => {
                let ty = self.slots.value(expr.id);
                let values = self.codes(&members.iter().collect::<Vec<_>>());
                let members = values
                    .into_iter()
                    .enumerate()
                    .map(|(index, code)| (index.into(), code))
                    .collect();
                construct(path, ty, members)
            }
            ExprKind::Unit(path) => construct(path, self.slots.value(expr.id), Vec::new()),
            ExprKind::Tuple(items) | ExprKind::Array { items, .. } => self.array(items),
            ExprKind::If {
                condition,
                then,
                otherwise: Some(otherwise),
                ..
            } if !has_effect(expr) => {
                let condition = self.code(condition);
                let then = self.tail_code(then);
                let otherwise = self.code(otherwise);
                Code::fixed("IF", vec![condition, then, otherwise])
            }
            ExprKind::Block(_, block) if !has_effect(expr) => self.tail_code(block),
            ExprKind::Try(inner) => self.tried(inner),
            ExprKind::Ok(value) => Code::Object(vec![("Ok", self.code(value))]),
            ExprKind::Err(value) => {
                let error = self.kept_error(expr, value);
                Code::Object(vec![("Err", error)])
            }
            ExprKind::Step(step) if catches(expr) => self.outcome(expr, step),
            ExprKind::Step(step) => {
                let result = self.step(expr, step);
                self.kept(result, super::step::label(step).as_str())
            }
            ExprKind::Block(
                None,
                Block {
                    statements,
                    tail: Some(tail),
                    ..
                },
            ) => {
                statements
                    .iter()
                    .for_each(|statement| self.statement(statement));
                self.code(tail)
            }
            _ => {
                let result = self.temporary("value");
                self.into(expr, Into::Variable(result));
                Code::Variable(result)
            }
        }
    }

    /// Values of several expressions, in Rust's order: what an earlier one read must not change under a later one.
    pub fn codes(&mut self, exprs: &[&Expr]) -> Vec<Code> {
        let mut codes: Vec<Code> = Vec::new();
        for (index, expr) in exprs.iter().enumerate() {
            let code = self.code(expr);
            let later = &exprs[index + 1..];
            let code = if !self.pure
                && later.iter().any(|later| has_effect(later))
                && !self.is_settled(&code)
            {
                self.kept(code, "operand")
            } else {
                code
            };
            codes.push(code);
        }
        codes
    }

    /// Puts a value in a variable of ours.
    pub fn kept(&mut self, code: Code, name: &str) -> Code {
        let id = self.temporary(name);
        self.assign(id, code);
        Code::Variable(id)
    }

    /// Whether the value is the same and without error wherever it is evaluated.
    fn is_settled(&self, code: &Code) -> bool {
        let mut settled = code.is_total();
        code.reads(&mut |id: VarId| settled &= !self.variables[id.0].mutable);
        settled
    }

    /// The value of a block without effects.
    fn tail_code(&mut self, block: &Block) -> Code {
        match &block.tail {
            Some(tail) => self.code(tail),
            None => Code::Null,
        }
    }

    fn short_circuit(&mut self, operation: Operation, left: &Expr, right: &Expr) -> Code {
        let result = self.temporary("condition");
        let left = self.code(left);
        self.assign(result, left);
        let condition = match operation {
            Operation::And => Code::Variable(result),
            _ => Code::fixed("NOT", vec![Code::Variable(result)]),
        };
        let name = match operation {
            Operation::And => "and",
            _ => "or",
        };
        self.choice(
            name,
            right.span,
            condition,
            |flow| {
                let right = flow.code(right);
                flow.assign(result, right);
            },
            |_| {},
        );
        Code::Variable(result)
    }

    /// `a[b..c]`
    fn slice(
        &mut self,
        base: &Expr,
        start: Option<&Expr>,
        end: Option<&Expr>,
        inclusive: bool,
    ) -> Code {
        let ty = self.type_of(base);
        let values: Vec<&Expr> = std::iter::once(base).chain(start).chain(end).collect();
        let mut parts = self.codes(&values);
        if inclusive && let Some(end) = parts.pop() {
            parts.push(Code::fixed("INCREMENT", vec![end]));
        }
        let name = match (start, end) {
            (Some(_), Some(_)) => "slice",
            (Some(_), None) => "slice_from",
            (None, Some(_)) => "slice_to",
            (None, None) => return parts.swap_remove(0),
        };
        Code::chosen(name, vec![ty], parts, base.span, true)
    }

    fn format(&mut self, parts: &[FormatPart]) -> Code {
        let values: Vec<&Expr> = parts
            .iter()
            .filter_map(|part| match part {
                FormatPart::Value(value) => Some(value),
                FormatPart::Text(_) => None,
            })
            .collect();
        let mut codes = self.codes(&values).into_iter();
        let pieces = parts.iter().map(|part| match part {
            FormatPart::Text(text) => Code::text(text),
            FormatPart::Value(value) => {
                let ty = self.type_of(value);
                let operands = codes.next().into_iter().collect();
                Code::typed("display", ty, operands, value.span)
            }
        });
        let pieces: Vec<Code> = pieces.collect();
        if pieces.len() > MAX_CONCATENATED {
            let pieces = pieces.into_iter().map(|piece| (piece, None)).collect();
            return Code::fixed("JOINED", vec![Code::Array(pieces)]);
        }
        pieces
            .into_iter()
            .reduce(|before, piece| Code::fixed("CONCAT", vec![before, piece]))
            .unwrap_or_else(|| Code::text(""))
    }

    fn array(&mut self, items: &[Expr]) -> Code {
        let types: Vec<Option<Type>> = items
            .iter()
            .map(|item| match &item.kind {
                ExprKind::Literal(_) | ExprKind::Null(_) => None,
                _ => Some(self.type_of(item)),
            })
            .collect();
        let codes = self.codes(&items.iter().collect::<Vec<_>>());
        Code::Array(codes.into_iter().zip(types).collect())
    }

    /// Whether an expression is a caught error.
    fn is_error(&self, expr: &Expr) -> bool {
        matches!(&expr.kind, ExprKind::Variable(id) if self.variables[id.0].is_error)
    }

    /// The type of an expression, where the lowering needs it.
    pub fn type_of(&mut self, expr: &Expr) -> Type {
        match &expr.kind {
            ExprKind::Variable(id) => self.slots.variable(*id),
            ExprKind::Field(base, member) => match path_of(expr) {
                Some((id, path)) => self.slots.place(id, path),
                None => Type::Member(Box::new(self.type_of(base)), member.clone()),
            },
            ExprKind::Index(base, index) if is_iterator(index) => self.type_of(base),
            ExprKind::Index(base, _) => Type::Inner(Box::new(self.type_of(base))),
            ExprKind::Same(Wrapper::StringFrom | Wrapper::StringNew, _) => Type::Known("String"),
            ExprKind::Same(Wrapper::Method("as_str"), _) => Type::Known("str"),
            // The owned form of `&str` is another type, with other operators.
            ExprKind::Same(Wrapper::Method("to_owned"), _) => self.slots.value(expr.id),
            ExprKind::Same(_, inner) => self.type_of(inner),
            ExprKind::Method(call) => match call.method.gives {
                Gives::Known(name) => Type::Known(name),
                Gives::Receiver => self.type_of(&call.receiver),
                _ => self.slots.value(expr.id),
            },
            ExprKind::Format(_) => Type::Known("String"),
            ExprKind::Duration(_) => {
                Type::Written(Box::new(syn::parse_quote!(::core::time::Duration)))
            }
            ExprKind::Cast {
                ty,
                is_tried: false,
                ..
            } if !matches!(ty, syn::Type::Infer(_)) => Type::Written(Box::new(ty.clone())),
            ExprKind::Literal(literal) if matches!(literal.value, Constant::String(_)) => {
                Type::Known("str")
            }
            ExprKind::Binary(
                Operation::Add | Operation::Sub | Operation::Mul | Operation::Div | Operation::Rem,
                left,
                right,
            ) => self.operand_type(left, right),
            _ => match self.slots.task_output(expr) {
                Some(ty) => ty,
                None => self.slots.value(expr.id),
            },
        }
    }
}

impl Code {
    /// The element of a tuple that is written out.
    pub fn element(&self, member: &syn::Member) -> Option<Code> {
        match (self, member) {
            (Code::Array(items), syn::Member::Unnamed(index)) => items
                .get(index.index as usize)
                .map(|(code, _)| code.clone()),
            _ => None,
        }
    }

    /// The element of an array that is written out, counted from its end below zero.
    pub fn item(&self, index: i64) -> Option<Code> {
        let Code::Array(items) = self else {
            return None;
        };
        let index = match usize::try_from(index) {
            Ok(index) => index,
            Err(_) => items.len().checked_sub(usize::try_from(-index).ok()?)?,
        };
        items.get(index).map(|(code, _)| code.clone())
    }

    /// A member of ours of a value of ours.
    pub fn ours(&self, member: &'static str) -> Code {
        Code::Named(Box::new(self.clone()), member.to_owned(), None)
    }
}

/// A path of members from a variable: `order.customer.id`.
fn path_of(expr: &Expr) -> Option<(VarId, Vec<syn::Member>)> {
    match &expr.kind {
        ExprKind::Variable(id) => Some((*id, Vec::new())),
        ExprKind::Field(base, member) => {
            let (id, mut path) = path_of(base)?;
            path.push(member.clone());
            Some((id, path))
        }
        _ => None,
    }
}

fn construct(path: &syn::Path, ty: Type, members: Vec<(syn::Member, Code)>) -> Code {
    match path.segments.last() {
        Some(last) if is_variant(path) => Code::Variant(ty, last.ident.clone(), members),
        _ => Code::Struct(ty, members),
    }
}
