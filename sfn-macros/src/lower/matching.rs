//! `match` and its sugar: on values a Choice, on steps the way on and the catchers.

use super::code::Code;
use super::flow::{Flow, NodeKind, Role};
use super::statement::Into;
use super::step::ErrorSet;
use super::types::Type;
use crate::check::{catches, is_irrefutable};
use crate::model::{Arm, Expr, Match, MatchForm, Pattern, PatternKind, VarId};
use std::collections::BTreeMap;

/// An arm of a match on a value.
struct Case<'a> {
    pattern: &'a Pattern,
    guard: Option<&'a Expr>,
    body: &'a Expr,
}

impl<'a> Case<'a> {
    fn of(arm: &'a Arm) -> Self {
        Self {
            pattern: &arm.pattern,
            guard: arm.guard.as_ref(),
            body: &arm.body,
        }
    }

    /// The arm as one on what is in `Ok`.
    fn of_success(arm: &'a Arm) -> Option<Self> {
        let pattern = match &arm.pattern.kind {
            PatternKind::Ok(inner) => inner,
            PatternKind::Wildcard => &arm.pattern,
            _ => return None,
        };
        Some(Self {
            pattern,
            ..Self::of(arm)
        })
    }
}

impl Flow {
    /// A match whose value goes somewhere.
    pub fn matching(&mut self, found: &Match, expr: &Expr, into: Into) {
        if catches(&found.subject) {
            self.match_step(found, expr, into);
            return;
        }
        let ty = self.type_of(&found.subject);
        let mut subject = self.code(&found.subject);
        if !subject.is_place() {
            subject = self.kept(subject, "subject");
        }
        let arms: Vec<Case> = found.arms.iter().map(Case::of).collect();
        self.match_value(&found.text, found.form, &arms, subject, ty, expr, into);
    }

    /// A match on a value that is already computed.
    #[allow(clippy::too_many_arguments)]
    fn match_value(
        &mut self,
        text: &str,
        form: MatchForm,
        arms: &[Case],
        subject: Code,
        ty: Type,
        expr: &Expr,
        into: Into,
    ) {
        if let Some(arm) = arms
            .first()
            .filter(|arm| is_irrefutable(arm.pattern) && arm.guard.is_none())
        {
            for (id, code) in self.bindings(arm.pattern, subject, ty) {
                self.assign(id, code);
            }
            self.into(arm.body, into);
            return;
        }
        let choice = self.add(NodeKind::Choice, format!("match {text}"), expr.span);
        let mut done = Vec::new();
        let mut open_end = true;
        for (index, arm) in arms.iter().enumerate() {
            let mut ways = Vec::new();
            for pattern in ways_in(arm.pattern) {
                let mut tests = self.tests(pattern, &subject, &ty);
                let bindings = self.bindings(pattern, subject.clone(), ty.clone());
                let bindings = self.shared(arm.pattern, bindings);
                if let Some(guard) = arm.guard {
                    let values: BTreeMap<_, _> =
                        bindings.iter().map(|(id, code)| (*id, code)).collect();
                    tests.push(self.code(guard).substitute(&values));
                }
                let last = index + 1 == arms.len() && arm.guard.is_none() && completes(arms);
                let edge = if tests.is_empty() || last {
                    open_end = false;
                    self.edge(choice, Role::Default)
                } else {
                    self.edge(choice, Role::Rule(Code::all(tests)))
                };
                self.set_open(vec![edge]);
                for (id, code) in bindings {
                    self.assign(id, code);
                }
                ways.extend(self.take_open());
                if !open_end {
                    break;
                }
            }
            self.set_open(ways);
            let name = arm_name(form, text, arm.pattern, index);
            self.within(name, |flow| flow.into(arm.body, into));
            done.extend(self.take_open());
            if !open_end {
                break;
            }
        }
        if open_end {
            let default = self.edge(choice, Role::Default);
            self.unmatched(default, expr.span);
        }
        self.set_open(done);
    }

    /// A match on what a step gives: `Ok` arms go on, `Err` arms are catchers.
    fn match_step(&mut self, found: &Match, expr: &Expr, into: Into) {
        let crate::model::ExprKind::Step(step) = &found.subject.kind else {
            return;
        };
        let result = self.step(&found.subject, step);
        let Some(Some((node, _))) = self.frame().open.first().copied() else {
            return;
        };
        let succeeded = self.take_open();
        let error = self.slots.error(found.subject.id);
        let mut done = Vec::new();
        let mut handles_success = false;
        for (index, arm) in found.arms.iter().enumerate() {
            let name = arm_name(found.form, &found.text, &arm.pattern, index);
            match &arm.pattern.kind {
                PatternKind::Ok(inner) if !handles_success => {
                    handles_success = true;
                    self.set_open(succeeded.clone());
                    let ty = Type::Success(Box::new(self.slots.value(found.subject.id)));
                    if is_irrefutable(inner) && arm.guard.is_none() {
                        for (id, code) in self.bindings(inner, result.clone(), ty) {
                            self.assign(id, code);
                        }
                        self.within(name, |flow| flow.into(&arm.body, into));
                    } else {
                        // Several `Ok` arms: a match of their own, on what came out.
                        let subject = self.kept(result.clone(), "subject");
                        let arms: Vec<Case> =
                            found.arms.iter().filter_map(Case::of_success).collect();
                        self.match_value(&found.text, found.form, &arms, subject, ty, expr, into);
                    }
                    done.extend(self.take_open());
                }
                PatternKind::Ok(_) => {}
                PatternKind::Err(inner) => {
                    self.catch(node, inner, &error, &name, &arm.body, into);
                    done.extend(self.take_open());
                }
                // `_` takes whatever is left: the way on, the errors, or both.
                _ => {
                    let set = ErrorSet::All(error.clone());
                    let caught = self.edge(node, Role::Catch(set));
                    let mut open = vec![caught];
                    if !handles_success {
                        handles_success = true;
                        open.extend(succeeded.clone());
                    }
                    self.set_open(open);
                    self.within(name, |flow| flow.into(&arm.body, into));
                    done.extend(self.take_open());
                }
            }
        }
        self.set_open(done);
    }

    fn catch(
        &mut self,
        node: usize,
        pattern: &Pattern,
        error: &Type,
        name: &str,
        body: &Expr,
        into: Into,
    ) {
        let mut ways = Vec::new();
        for alternative in ways_in(pattern) {
            let set = error_set(alternative, error);
            let edge = self.edge(node, Role::Catch(set));
            self.set_open(vec![edge]);
            let bindings =
                self.error_bindings(alternative, Code::Path("$states.errorOutput"), error);
            for (id, code) in self.shared(pattern, bindings) {
                self.assign(id, code);
            }
            ways.extend(self.take_open());
        }
        self.set_open(ways);
        self.within(name, |flow| flow.into(body, into));
    }

    /// Bindings of one alternative, under the variables that the arm's body reads: those of the last alternative.
    fn shared(&self, pattern: &Pattern, mut bindings: Vec<(VarId, Code)>) -> Vec<(VarId, Code)> {
        if let PatternKind::Or(alternatives) = &pattern.kind {
            let names: BTreeMap<String, VarId> = alternatives
                .last()
                .map(bound)
                .unwrap_or_default()
                .into_iter()
                .map(|id| (self.variables[id.0].name.to_string(), id))
                .collect();
            for (id, _) in &mut bindings {
                if let Some(read) = names.get(&self.variables[id.0].name.to_string()) {
                    *id = *read;
                }
            }
        }
        bindings
    }

    /// What an error pattern binds.
    fn error_bindings(
        &mut self,
        pattern: &Pattern,
        base: Code,
        error: &Type,
    ) -> Vec<(VarId, Code)> {
        match &pattern.kind {
            PatternKind::Bind(id) => vec![(*id, base)],
            PatternKind::Variant { name, members } => members
                .iter()
                .flat_map(|(member, pattern)| {
                    let code = Code::Payload(
                        Box::new(base.clone()),
                        error.clone(),
                        name.clone(),
                        member.clone(),
                    );
                    let ty =
                        Type::PayloadMember(Box::new(error.clone()), name.clone(), member.clone());
                    self.bindings(pattern, code, ty)
                })
                .collect(),
            _ => Vec::new(),
        }
    }

    /// What has to hold for a pattern to match.
    fn tests(&mut self, pattern: &Pattern, subject: &Code, ty: &Type) -> Vec<Code> {
        let inner = || Type::Inner(Box::new(ty.clone()));
        match &pattern.kind {
            PatternKind::Wildcard | PatternKind::Bind(_) | PatternKind::Refused(_) => Vec::new(),
            PatternKind::Literal(value) => {
                let value = self.code(value);
                vec![Code::typed("eq", ty.clone(), vec![subject.clone(), value])]
            }
            PatternKind::Range(start, end, inclusive) => {
                let mut tests = Vec::new();
                if let Some(start) = start {
                    let start = self.code(start);
                    tests.push(Code::typed("ge", ty.clone(), vec![subject.clone(), start]));
                }
                if let Some(end) = end {
                    let end = self.code(end);
                    let name = if *inclusive { "le" } else { "lt" };
                    tests.push(Code::typed(name, ty.clone(), vec![subject.clone(), end]));
                }
                tests
            }
            PatternKind::Some(pattern) => {
                let mut tests = vec![Code::fixed("PRESENT", vec![subject.clone()])];
                tests.extend(self.tests(pattern, subject, &inner()));
                tests
            }
            PatternKind::None => vec![Code::fixed("ABSENT", vec![subject.clone()])],
            PatternKind::Ok(pattern) => {
                let failed = Code::IsError(Box::new(subject.clone()), ty.clone(), None);
                let mut tests = vec![Code::fixed("NOT", vec![failed])];
                tests.extend(self.tests(
                    pattern,
                    &subject.ours("Ok"),
                    &Type::Success(Box::new(ty.clone())),
                ));
                tests
            }
            PatternKind::Err(pattern) => {
                let mut tests = vec![Code::IsError(Box::new(subject.clone()), ty.clone(), None)];
                let error = Type::Error(Box::new(ty.clone()));
                let named = variants(pattern)
                    .into_iter()
                    .map(|name| {
                        Code::IsError(Box::new(subject.ours("Err")), error.clone(), Some(name))
                    })
                    .reduce(|one, other| Code::fixed("OR", vec![one, other]));
                tests.extend(named);
                tests
            }
            PatternKind::Tuple(items) => items
                .iter()
                .enumerate()
                .flat_map(|(index, item)| {
                    let (code, ty) = member(subject, ty, &index.into());
                    self.tests(item, &code, &ty)
                })
                .collect(),
            PatternKind::Struct { members } => members
                .iter()
                .flat_map(|(name, pattern)| {
                    let (code, ty) = member(subject, ty, name);
                    self.tests(pattern, &code, &ty)
                })
                .collect(),
            PatternKind::Variant { name, members } => {
                let mut tests = vec![Code::IsVariant(
                    Box::new(subject.clone()),
                    ty.clone(),
                    name.clone(),
                )];
                for (member, pattern) in members {
                    let (code, ty) = variant_member(subject, ty, name, member);
                    tests.extend(self.tests(pattern, &code, &ty));
                }
                tests
            }
            PatternKind::Or(alternatives) => alternatives
                .iter()
                .map(|alternative| Code::all(self.tests(alternative, subject, ty)))
                .reduce(|one, other| Code::fixed("OR", vec![one, other]))
                .into_iter()
                .collect(),
        }
    }

    /// What a pattern binds where it matches.
    pub fn bindings(&mut self, pattern: &Pattern, subject: Code, ty: Type) -> Vec<(VarId, Code)> {
        match &pattern.kind {
            PatternKind::Bind(id) => vec![(*id, subject)],
            PatternKind::Some(inner) => self.bindings(inner, subject, Type::Inner(Box::new(ty))),
            PatternKind::Ok(inner) => {
                self.bindings(inner, subject.ours("Ok"), Type::Success(Box::new(ty)))
            }
            PatternKind::Err(inner) => {
                let error = Type::Error(Box::new(ty));
                self.error_bindings(inner, subject.ours("Err"), &error)
            }
            PatternKind::Tuple(items) => items
                .iter()
                .enumerate()
                .flat_map(|(index, item)| {
                    let (code, ty) = member(&subject, &ty, &index.into());
                    self.bindings(item, code, ty)
                })
                .collect(),
            PatternKind::Struct { members } => members
                .iter()
                .flat_map(|(name, pattern)| {
                    let (code, ty) = member(&subject, &ty, name);
                    self.bindings(pattern, code, ty)
                })
                .collect(),
            PatternKind::Variant { name, members } => members
                .iter()
                .flat_map(|(member, pattern)| {
                    let (code, ty) = variant_member(&subject, &ty, name, member);
                    self.bindings(pattern, code, ty)
                })
                .collect(),
            PatternKind::Wildcard
            | PatternKind::Literal(_)
            | PatternKind::Range(..)
            | PatternKind::None
            | PatternKind::Or(_)
            | PatternKind::Refused(_) => Vec::new(),
        }
    }
}

fn member(subject: &Code, ty: &Type, name: &syn::Member) -> (Code, Type) {
    (
        subject.element(name).unwrap_or_else(|| {
            Code::Member(Box::new(subject.clone()), ty.clone(), name.clone(), None)
        }),
        Type::Member(Box::new(ty.clone()), name.clone()),
    )
}

fn variant_member(
    subject: &Code,
    ty: &Type,
    variant: &proc_macro2::Ident,
    name: &syn::Member,
) -> (Code, Type) {
    (
        Code::VariantMember(
            Box::new(subject.clone()),
            ty.clone(),
            variant.clone(),
            name.clone(),
        ),
        Type::VariantMember(Box::new(ty.clone()), variant.clone(), name.clone()),
    )
}

/// The alternatives of an arm that bind, each of which is a way into the arm; one pattern where nothing is bound.
fn ways_in(pattern: &Pattern) -> Vec<&Pattern> {
    match &pattern.kind {
        PatternKind::Or(alternatives) if !bound(pattern).is_empty() => {
            alternatives.iter().collect()
        }
        _ => vec![pattern],
    }
}

/// The variables that a pattern binds.
fn bound(pattern: &Pattern) -> Vec<VarId> {
    match &pattern.kind {
        PatternKind::Bind(id) => vec![*id],
        PatternKind::Some(inner) | PatternKind::Ok(inner) | PatternKind::Err(inner) => bound(inner),
        PatternKind::Tuple(items) | PatternKind::Or(items) => {
            items.iter().flat_map(bound).collect()
        }
        PatternKind::Variant { members, .. } | PatternKind::Struct { members } => members
            .iter()
            .flat_map(|(_, member)| bound(member))
            .collect(),
        _ => Vec::new(),
    }
}

/// The names that an error pattern lists; none for a pattern that takes them all.
fn variants(pattern: &Pattern) -> Vec<proc_macro2::Ident> {
    match &pattern.kind {
        PatternKind::Variant { name, .. } => vec![name.clone()],
        PatternKind::Or(alternatives) => alternatives.iter().flat_map(variants).collect(),
        _ => Vec::new(),
    }
}

fn error_set(pattern: &Pattern, error: &Type) -> ErrorSet {
    let names = variants(pattern);
    if names.is_empty() {
        ErrorSet::All(error.clone())
    } else {
        ErrorSet::Variants(error.clone(), names)
    }
}

/// Whether two arms cover all JSON there can be, so that the second needs no test: `Some` and `None`, `true` and
/// `false`, `Ok` and `Err`. An enum never does: JSON may name a variant that Rust does not have.
fn completes(arms: &[Case]) -> bool {
    let [first, second] = arms else {
        return false;
    };
    if first.guard.is_some() {
        return false;
    }
    match (&first.pattern.kind, &second.pattern.kind) {
        (PatternKind::Some(inner), PatternKind::None)
        | (PatternKind::None, PatternKind::Some(inner)) => is_irrefutable(inner),
        (PatternKind::Ok(value), PatternKind::Err(error))
        | (PatternKind::Err(error), PatternKind::Ok(value)) => {
            is_irrefutable(value) && is_irrefutable(error)
        }
        (PatternKind::Literal(one), PatternKind::Literal(other)) => is_bool(one) && is_bool(other),
        _ => false,
    }
}

fn is_bool(expr: &Expr) -> bool {
    matches!(&expr.kind, crate::model::ExprKind::Literal(literal) if matches!(literal.value, crate::model::Constant::Bool(_)))
}

/// What an arm adds to the names of the states inside it.
fn arm_name(form: MatchForm, text: &str, pattern: &Pattern, index: usize) -> String {
    if form == MatchForm::IfLet && index > 0 {
        return format!("else of {text}");
    }
    let arm = short(pattern);
    match text.split(['(', ' ']).next() {
        Some(subject) if !subject.is_empty() => format!("{arm} of {subject}"),
        _ => arm,
    }
}

/// A pattern in a word: its variant, or what it is written as.
fn short(pattern: &Pattern) -> String {
    match &pattern.kind {
        PatternKind::Variant { name, .. } => name.to_string(),
        PatternKind::Err(inner) if variants(inner).len() == 1 => short(inner),
        PatternKind::Err(_) => "Err".to_owned(),
        PatternKind::Ok(_) => "Ok".to_owned(),
        PatternKind::Some(_) => "Some".to_owned(),
        _ => crate::parse::text(&pattern.source),
    }
}
