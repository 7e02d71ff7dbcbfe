//! What a pattern asks of a value, and what it binds.

use super::code::Code;
use super::flow::Flow;
use super::types::Type;
use crate::model::{Pattern, PatternKind, SlicePattern, VarId};
use proc_macro2::Ident;
use std::collections::BTreeMap;

/// What a pattern is held against.
#[derive(Clone)]
pub struct Subject {
    pub code: Code,
    pub ty: Type,
    /// Whether it is an error, `{Error, Cause}`, whose variants are names and whose members are in the cause.
    pub is_error: bool,
}

impl Subject {
    /// A value.
    pub fn data(code: Code, ty: Type) -> Self {
        Self {
            code,
            ty,
            is_error: false,
        }
    }

    /// A caught error.
    pub fn error(code: Code, ty: Type) -> Self {
        Self {
            code,
            ty,
            is_error: true,
        }
    }

    /// What is in `Some`: the value itself.
    fn some(&self) -> Self {
        Self::data(self.code.clone(), Type::Inner(Box::new(self.ty.clone())))
    }

    fn ok(&self) -> Self {
        Self::data(
            self.code.ours("Ok"),
            Type::Success(Box::new(self.ty.clone())),
        )
    }

    fn err(&self) -> Self {
        Self::error(
            self.code.ours("Err"),
            Type::Error(Box::new(self.ty.clone())),
        )
    }

    fn member(&self, name: &syn::Member) -> Self {
        let ty = Type::Member(Box::new(self.ty.clone()), name.clone());
        let code = self.code.element(name).unwrap_or_else(|| {
            let owner = Box::new(self.code.clone());
            Code::Member(owner, self.ty.clone(), name.clone(), None)
        });
        Self::data(code, ty)
    }

    fn variant_member(&self, variant: &Ident, name: &syn::Member) -> Self {
        let (base, owner) = (Box::new(self.code.clone()), self.ty.clone());
        let (variant, name) = (variant.clone(), name.clone());
        if self.is_error {
            let ty = Type::PayloadMember(Box::new(owner.clone()), variant.clone(), name.clone());
            Self::data(Code::Payload(base, owner, variant, name), ty)
        } else {
            let ty = Type::VariantMember(Box::new(owner.clone()), variant.clone(), name.clone());
            Self::data(Code::VariantMember(base, owner, variant, name), ty)
        }
    }

    fn element(&self, index: i64) -> Self {
        let code = self.code.item(index).unwrap_or_else(|| {
            let parts = vec![self.code.clone(), Code::integer(index)];
            Code::fixed("ELEMENT", parts)
        });
        Self::data(code, Type::Inner(Box::new(self.ty.clone())))
    }

    /// The elements that a slice pattern names: from the front, and from the back.
    fn elements<'a>(
        &self,
        slice: &'a SlicePattern,
    ) -> impl Iterator<Item = (&'a Pattern, Self)> + use<'a> {
        let (subject, after) = (self.clone(), slice.after.len());
        let back = move |index: usize| position(index) - position(after);
        let before = slice.before.iter().enumerate();
        let front = before.map(|(index, pattern)| (pattern, position(index)));
        let after = slice.after.iter().enumerate();
        front
            .chain(after.map(move |(index, pattern)| (pattern, back(index))))
            .map(move |(pattern, index)| (pattern, subject.element(index)))
    }

    fn is_variant(&self, name: &Ident) -> Code {
        let base = Box::new(self.code.clone());
        if self.is_error {
            Code::IsError(base, self.ty.clone(), Some(name.clone()))
        } else {
            Code::IsVariant(base, self.ty.clone(), name.clone())
        }
    }
}

impl Flow {
    /// What has to hold for a pattern to match.
    pub fn tests(&mut self, pattern: &Pattern, subject: &Subject) -> Vec<Code> {
        let Subject { code, ty, .. } = subject;
        match &pattern.kind {
            PatternKind::Wildcard | PatternKind::Bind(_) | PatternKind::Refused(_) => Vec::new(),
            PatternKind::At(_, inner) => self.tests(inner, subject),
            PatternKind::Literal(value) => {
                let value = self.code(value);
                vec![Code::typed(
                    "eq",
                    ty.clone(),
                    vec![code.clone(), value],
                    pattern.span(),
                )]
            }
            PatternKind::Range(start, end, inclusive) => {
                let end_name = if *inclusive { "le" } else { "lt" };
                let ends = [("ge", start), (end_name, end)];
                ends.into_iter()
                    .filter_map(|(name, end)| Some((name, self.code(end.as_deref()?))))
                    .map(|(name, end)| {
                        Code::typed(name, ty.clone(), vec![code.clone(), end], pattern.span())
                    })
                    .collect()
            }
            PatternKind::Some(inner) => {
                let some = subject.some();
                self.slots.optional.push((some.ty, pattern.span()));
                let mut tests = vec![Code::fixed("PRESENT", vec![code.clone()])];
                tests.extend(self.tests(inner, &subject.some()));
                tests
            }
            PatternKind::None => {
                self.slots
                    .optional
                    .push((subject.some().ty, pattern.span()));
                vec![Code::fixed("ABSENT", vec![code.clone()])]
            }
            PatternKind::Ok(inner) => {
                let failed = Code::IsError(Box::new(code.clone()), ty.clone(), None);
                let mut tests = vec![Code::fixed("NOT", vec![failed])];
                tests.extend(self.tests(inner, &subject.ok()));
                tests
            }
            PatternKind::Err(inner) => {
                let mut tests = vec![Code::IsError(Box::new(code.clone()), ty.clone(), None)];
                tests.extend(self.tests(inner, &subject.err()));
                tests
            }
            PatternKind::Tuple(items) => items
                .iter()
                .enumerate()
                .flat_map(|(index, item)| self.tests(item, &subject.member(&index.into())))
                .collect(),
            PatternKind::Slice(slice) => {
                let count = Code::fixed("COUNT", vec![code.clone()]);
                let least = Code::integer(position(slice.before.len() + slice.after.len()));
                let mut tests = match slice.rest {
                    Some(_) if slice.before.is_empty() && slice.after.is_empty() => Vec::new(),
                    Some(_) => vec![Code::fixed("LESS_OR_EQUAL", vec![least, count])],
                    None => vec![Code::fixed("EQUAL", vec![count, least])],
                };
                for (pattern, element) in subject.elements(slice) {
                    tests.extend(self.tests(pattern, &element));
                }
                tests
            }
            PatternKind::Struct { members } => {
                self.slots.structs.push((ty.clone(), pattern.span()));
                members
                    .iter()
                    .flat_map(|(name, member)| self.tests(member, &subject.member(name)))
                    .collect()
            }
            PatternKind::Variant { name, members } => {
                let mut tests = vec![subject.is_variant(name)];
                for (member, pattern) in members {
                    tests.extend(self.tests(pattern, &subject.variant_member(name, member)));
                }
                tests
            }
            PatternKind::Or(alternatives) => alternatives
                .iter()
                .map(|alternative| Code::all(self.tests(alternative, subject)))
                .reduce(|one, other| Code::fixed("OR", vec![one, other]))
                .into_iter()
                .collect(),
        }
    }

    /// What a pattern binds where it matches.
    pub fn bindings(&mut self, pattern: &Pattern, subject: &Subject) -> Vec<(VarId, Code)> {
        match &pattern.kind {
            PatternKind::Bind(id) => vec![(*id, subject.code.clone())],
            PatternKind::At(id, inner) => {
                let mut bindings = vec![(*id, subject.code.clone())];
                bindings.extend(self.bindings(inner, subject));
                bindings
            }
            PatternKind::Some(inner) => self.bindings(inner, &subject.some()),
            PatternKind::Ok(inner) => self.bindings(inner, &subject.ok()),
            PatternKind::Err(inner) => self.bindings(inner, &subject.err()),
            PatternKind::Tuple(items) => items
                .iter()
                .enumerate()
                .flat_map(|(index, item)| self.bindings(item, &subject.member(&index.into())))
                .collect(),
            PatternKind::Slice(slice) => {
                let elements: Vec<_> = subject.elements(slice).collect();
                let mut bindings: Vec<_> = elements
                    .iter()
                    .flat_map(|(pattern, element)| self.bindings(pattern, element))
                    .collect();
                if let Some(Some(rest)) = &slice.rest {
                    let around = [&slice.before, &slice.after].map(|around| position(around.len()));
                    let parts = std::iter::once(subject.code.clone())
                        .chain(around.map(Code::integer))
                        .collect();
                    let inner = Type::Inner(Box::new(subject.ty.clone()));
                    let code = Code::typed("rest", inner, parts, pattern.span());
                    bindings.extend(self.bindings(rest, &Subject::data(code, subject.ty.clone())));
                }
                bindings
            }
            PatternKind::Struct { members } => members
                .iter()
                .flat_map(|(name, member)| self.bindings(member, &subject.member(name)))
                .collect(),
            PatternKind::Variant { name, members } => members
                .iter()
                .flat_map(|(member, pattern)| {
                    self.bindings(pattern, &subject.variant_member(name, member))
                })
                .collect(),
            PatternKind::Or(alternatives) => self.chosen(alternatives, subject),
            PatternKind::Wildcard
            | PatternKind::Literal(_)
            | PatternKind::Range(..)
            | PatternKind::None
            | PatternKind::Refused(_) => Vec::new(),
        }
    }

    /// Bindings of alternatives inside a pattern: the first that matches gives the values.
    fn chosen(&mut self, alternatives: &[Pattern], subject: &Subject) -> Vec<(VarId, Code)> {
        let Some((last, others)) = alternatives.split_last() else {
            return Vec::new();
        };
        let mut bindings = self.bindings(last, subject);
        for alternative in others.iter().rev() {
            let own = self.bindings(alternative, subject);
            let own: BTreeMap<VarId, Code> = self.renamed(last, own).into_iter().collect();
            if own.is_empty() {
                continue;
            }
            let matches = Code::all(self.tests(alternative, subject));
            for (id, otherwise) in &mut bindings {
                if let Some(value) = own.get(id) {
                    let parts = vec![matches.clone(), value.clone(), otherwise.clone()];
                    *otherwise = Code::fixed("IF", parts);
                }
            }
        }
        bindings
    }

    /// Bindings of one alternative, under the variables that the arm's body reads: those of the last alternative.
    pub fn renamed(&self, last: &Pattern, bindings: Vec<(VarId, Code)>) -> Vec<(VarId, Code)> {
        let name = |id: VarId| self.variables[id.0].name.to_string();
        let read: BTreeMap<String, VarId> =
            last.bound().into_iter().map(|id| (name(id), id)).collect();
        bindings
            .into_iter()
            .map(|(id, code)| (read.get(&name(id)).copied().unwrap_or(id), code))
            .collect()
    }
}

/// A position in a pattern, which has some tens of elements at most.
fn position(index: usize) -> i64 {
    i64::try_from(index).unwrap_or(i64::MAX)
}

/// The alternatives of an arm that bind, each of which is a way into the arm; one pattern where nothing is bound.
pub fn ways_in(pattern: &Pattern) -> Vec<&Pattern> {
    match &pattern.kind {
        PatternKind::Or(alternatives) if !pattern.bound().is_empty() => {
            alternatives.iter().collect()
        }
        _ => vec![pattern],
    }
}
