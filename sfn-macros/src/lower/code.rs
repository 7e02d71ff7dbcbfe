//! Expressions of the graph before they have names and types.

use super::types::Type;
use crate::model::{Constant, VarId};
use proc_macro2::{Ident, Span, TokenStream};
use std::collections::BTreeMap;

/// The direct parts of a [`Code`], borrowed as the code is.
macro_rules! parts {
    ($code:expr, $iter:ident) => {
        match $code {
            Code::Null
            | Code::Constant(_)
            | Code::Outside(..)
            | Code::Variable(_)
            | Code::Path(_)
            | Code::TaskResult(_) => Vec::new(),
            Code::Named(base, ..)
            | Code::Member(base, ..)
            | Code::IsVariant(base, ..)
            | Code::VariantMember(base, ..)
            | Code::IsError(base, ..)
            | Code::Payload(base, ..)
            | Code::Lambda(_, base) => vec![base],
            Code::Apply(_, parts) => parts.$iter().collect(),
            Code::Raised(_, _, members)
            | Code::Struct(_, members)
            | Code::Variant(_, _, members) => members.$iter().map(|(_, code)| code).collect(),
            Code::With(base, _, members) => {
                let mut found: Vec<_> = members.$iter().map(|(_, code)| code).collect();
                found.push(base);
                found
            }
            Code::Array(items) => items.$iter().map(|(code, _)| code).collect(),
            Code::Object(members) => members.$iter().map(|(_, code)| code).collect(),
        }
    };
}

/// The macro's twin of `sfn_core::graph::Expr`.
#[derive(Clone)]
pub enum Code {
    Null,
    Constant(Constant),
    /// A constant of the user's, as an expression that stands outside of the body.
    Outside(TokenStream),
    /// The variable's value where the expression stands.
    Variable(VarId),
    /// Fixed JSONata.
    Path(&'static str),
    /// The result of the task in this slot, out of its integration's envelope.
    TaskResult(usize),
    /// A member by a JSON name that is known here; an absent one counts as `null` where this is an input.
    Named(Box<Code>, String, Option<usize>),
    /// A member, of an owner of this type; and the member's own type, where the tape knows it.
    Member(Box<Code>, Type, syn::Member, Option<Type>),
    IsVariant(Box<Code>, Type, Ident),
    VariantMember(Box<Code>, Type, Ident, syn::Member),
    IsError(Box<Code>, Type, Option<Ident>),
    Payload(Box<Code>, Type, Ident, syn::Member),
    Raised(Type, Ident, Vec<(syn::Member, Code)>),
    Apply(Operator, Vec<Code>),
    Struct(Type, Vec<(syn::Member, Code)>),
    /// A value of this type, with other values in some of its members.
    With(Box<Code>, Type, Vec<(syn::Member, Code)>),
    Variant(Type, Ident, Vec<(syn::Member, Code)>),
    /// Elements, each with the type that tells whether it is an array itself.
    Array(Vec<(Code, Option<Type>)>),
    /// An object with names of ours.
    Object(Vec<(&'static str, Code)>),
    /// A closure, as an argument of an operator.
    Lambda(Vec<VarId>, Box<Code>),
}

/// An operator, by its name in `sfn_core::graph::operators`.
#[derive(Clone)]
pub enum Operator {
    /// A constant function of a type, and what to blame where there is none for it.
    Typed(&'static str, Type, Span),
    /// A constant.
    Fixed(&'static str),
    /// A constant function of the types of a method call.
    Chosen {
        name: &'static str,
        types: Vec<Type>,
        /// The method's name, to blame where a type has no such method.
        span: Span,
        raises: bool,
    },
}

impl Code {
    pub fn integer(value: i64) -> Self {
        Code::Constant(Constant::Integer(value))
    }

    pub fn text(value: &str) -> Self {
        Code::Constant(Constant::String(value.to_owned()))
    }

    pub fn fixed(operator: &'static str, arguments: Vec<Code>) -> Self {
        Code::Apply(Operator::Fixed(operator), arguments)
    }

    pub fn typed(operator: &'static str, ty: Type, arguments: Vec<Code>, span: Span) -> Self {
        Code::Apply(Operator::Typed(operator, ty, span), arguments)
    }

    pub fn chosen(
        name: &'static str,
        types: Vec<Type>,
        arguments: Vec<Code>,
        span: Span,
        raises: bool,
    ) -> Self {
        let operator = Operator::Chosen {
            name,
            types,
            span,
            raises,
        };
        Code::Apply(operator, arguments)
    }

    /// `a and b and …`; nothing is true.
    pub fn all(tests: Vec<Code>) -> Self {
        let mut tests = tests.into_iter();
        match tests.next() {
            None => Code::Constant(Constant::Bool(true)),
            Some(first) => tests.fold(first, |all, test| Code::fixed("AND", vec![all, test])),
        }
    }

    /// Whether this only reaches into a value, so that writing it twice costs nothing.
    pub fn is_place(&self) -> bool {
        match self {
            Code::Null
            | Code::Constant(_)
            | Code::Outside(..)
            | Code::Variable(_)
            | Code::Path(_)
            | Code::TaskResult(_) => true,
            Code::Named(base, ..) | Code::Member(base, ..) | Code::VariantMember(base, ..) => {
                base.is_place()
            }
            Code::Apply(
                Operator::Fixed("ELEMENT") | Operator::Chosen { name: "items", .. },
                parts,
            ) => parts.iter().all(Code::is_place),
            _ => false,
        }
    }

    /// Whether evaluating this cannot raise an error that Rust's types do not already rule out.
    pub fn is_total(&self) -> bool {
        let raises = match self {
            Code::Apply(Operator::Typed(name, ..), _) => {
                matches!(
                    *name,
                    "add" | "sub" | "mul" | "div" | "rem" | "neg" | "index" | "with_element"
                )
            }
            Code::Apply(Operator::Chosen { raises, .. }, _) => *raises,
            Code::Apply(Operator::Fixed("UNMATCHED"), _) => true,
            _ => false,
        };
        !raises && self.parts().into_iter().all(Code::is_total)
    }

    /// Whether all of this is evaluated whenever any of it is.
    pub fn is_eager(&self) -> bool {
        let lazy = matches!(
            self,
            Code::Apply(Operator::Fixed("IF" | "AND" | "OR"), _) | Code::Lambda(..)
        ) || matches!(self, Code::Apply(Operator::Chosen { .. }, parts) if parts.len() > 1);
        !lazy && self.parts().into_iter().all(Code::is_eager)
    }

    /// How many nodes this has.
    pub fn size(&self) -> usize {
        1 + self.parts().into_iter().map(Code::size).sum::<usize>()
    }

    /// The variables that this reads.
    pub fn reads(&self, found: &mut impl FnMut(VarId)) {
        if let Code::Variable(id) = self {
            found(*id);
        }
        for part in self.parts() {
            part.reads(found);
        }
    }

    /// Whether a closure in this reads such a variable.
    pub fn reads_in_closure(&self, wanted: &dyn Fn(VarId) -> bool) -> bool {
        if let Code::Lambda(_, body) = self {
            let mut found = false;
            body.reads(&mut |id| found |= wanted(id));
            return found;
        }
        self.parts()
            .into_iter()
            .any(|part| part.reads_in_closure(wanted))
    }

    /// This, with variables replaced by what they will have been assigned.
    pub fn substitute(&self, values: &BTreeMap<VarId, &Code>) -> Code {
        let mut copy = self.clone();
        copy.replace(values);
        copy
    }

    fn replace(&mut self, values: &BTreeMap<VarId, &Code>) {
        if let Code::Variable(id) = self {
            if let Some(value) = values.get(id) {
                *self = (*value).clone();
            }
            return;
        }
        for part in self.parts_mut() {
            part.replace(values);
        }
    }

    pub(super) fn parts(&self) -> Vec<&Code> {
        parts!(self, iter)
    }

    fn parts_mut(&mut self) -> Vec<&mut Code> {
        parts!(self, iter_mut)
    }
}
