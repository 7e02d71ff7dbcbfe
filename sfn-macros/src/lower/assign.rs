//! Assignments: of variables, and of what they hold.
//!
//! `Assign` sets whole variables, so `order.items[i].price = 1` assigns a new `order`: the old one with another `items`,
//! which is the old one with another element at `i`, and so on inwards.

use super::code::Code;
use super::flow::Flow;
use super::operation::operate;
use super::types::Type;
use crate::model::{Expr, ExprKind, Operation, VarId, Wrapper};
use proc_macro2::Span;

/// One step from a variable into what it holds.
enum Into {
    Member(syn::Member),
    Element(Code),
}

/// A step, with what it starts from.
struct Step {
    owner: Code,
    owner_type: Type,
    into: Into,
}

impl Flow {
    /// `place = value` and `place += value`; the operator is blamed for what it does not take.
    pub fn assign_place(
        &mut self,
        place: &Expr,
        operation: Option<Operation>,
        value: &Expr,
        operator: Span,
    ) {
        if let Some(operation) = operation {
            self.right_operand(operation, value, operator);
        }
        self.change_place(place, &[value], |flow, here, codes| {
            let value = codes.into_iter().next().unwrap_or(Code::Null);
            match operation {
                Some(operation) => {
                    let ty = flow.type_of(place);
                    operate(operation, ty, vec![here, value], operator)
                }
                None => value,
            }
        });
    }

    /// Gives a place the value that is made of what it holds and of others: those first, then the indices of the place,
    /// as Rust does it.
    pub fn change_place(
        &mut self,
        place: &Expr,
        values: &[&Expr],
        make: impl FnOnce(&mut Self, Code, Vec<Code>) -> Code,
    ) {
        let Some((variable, path)) = path(place) else {
            return;
        };
        let indices = path.iter().filter_map(|step| match &step.kind {
            ExprKind::Index(_, index) => Some(&**index),
            _ => None,
        });
        let mut codes = self.codes(&values.iter().copied().chain(indices).collect::<Vec<_>>());
        let mut indices = codes.split_off(values.len()).into_iter();
        let mut here = Code::Variable(variable);
        let mut steps = Vec::new();
        for step in path {
            let owner = here.clone();
            let (owner_type, into) = match &step.kind {
                ExprKind::Field(base, member) => {
                    let (owner_type, ty) = (self.type_of(base), self.type_of(step));
                    here =
                        Code::Member(Box::new(here), owner_type.clone(), member.clone(), Some(ty));
                    (owner_type, Into::Member(member.clone()))
                }
                ExprKind::Index(base, _) => {
                    let mut index = indices.next().unwrap_or(Code::Null);
                    if !index.is_place() {
                        // It is read once for each owner around the element.
                        index = self.kept(index, "index");
                    }
                    let owner_type = self.type_of(base);
                    here = Code::typed(
                        "index",
                        owner_type.clone(),
                        vec![here, index.clone()],
                        base.span,
                    );
                    (owner_type, Into::Element(index))
                }
                _ => continue,
            };
            steps.push(Step {
                owner,
                owner_type,
                into,
            });
        }
        let mut value = make(self, here, codes);
        for step in steps.into_iter().rev() {
            value = match step.into {
                Into::Member(member) => {
                    Code::With(Box::new(step.owner), step.owner_type, vec![(member, value)])
                }
                Into::Element(index) => Code::typed(
                    "with_element",
                    step.owner_type,
                    vec![step.owner, index, value],
                    place.span,
                ),
            };
        }
        self.assign(variable, value);
    }
}

impl Flow {
    /// The name of the variable that a place is in.
    pub fn name_of(&self, place: &Expr) -> String {
        match path(place) {
            Some((id, _)) => super::names::plain(&self.variables[id.0].name),
            None => "value".to_owned(),
        }
    }
}

/// The variable that a place is in, and the members and elements on the way to it, outermost first.
fn path(place: &Expr) -> Option<(VarId, Vec<&Expr>)> {
    match &place.kind {
        ExprKind::Variable(id) => Some((*id, Vec::new())),
        ExprKind::Field(base, _) | ExprKind::Index(base, _) => {
            let (id, mut steps) = path(base)?;
            steps.push(place);
            Some((id, steps))
        }
        ExprKind::Same(Wrapper::Parentheses, inner) => path(inner),
        _ => None,
    }
}
