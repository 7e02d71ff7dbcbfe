//! `match` and its sugar on values: Choices. What a step gives is matched in `catching`.
//!
//! A match is decided first and its arms follow, so that an arm with several ways in is there once.

use super::code::Code;
use super::flow::{EdgeId, Flow, NodeKind, Role};
use super::pattern::{Subject, ways_in};
use super::statement::Into;
use crate::check::{catches, has_effect, is_irrefutable};
use crate::model::{Arm, Expr, ExprKind, Match, MatchForm, Pattern, PatternKind};
use proc_macro2::{Ident, Span};
use std::collections::BTreeMap;

/// An arm to be decided.
pub struct Case<'a> {
    /// Its place in the match.
    pub arm: usize,
    pub pattern: &'a Pattern,
    pub guard: Option<&'a Expr>,
}

/// The ways into the arms of a match.
pub struct Ways(pub Vec<Vec<EdgeId>>);

impl Ways {
    pub fn none(found: &Match) -> Self {
        Self(found.arms.iter().map(|_| Vec::new()).collect())
    }
}

impl<'a> Case<'a> {
    pub fn new(arm: usize, pattern: &'a Pattern, syntax: &'a Arm) -> Self {
        Self {
            arm,
            pattern,
            guard: syntax.guard.as_ref(),
        }
    }
}

impl Flow {
    /// A match whose value goes somewhere.
    pub fn matching(&mut self, found: &Match, expr: &Expr, into: Into) {
        let mut ways = Ways::none(found);
        if catches(&found.subject) {
            self.decide_step(found, expr.span, &mut ways);
        } else {
            let ty = self.type_of(&found.subject);
            let mut code = self.code(&found.subject);
            if !code.is_place() {
                code = self.kept(code, "subject");
            }
            let cases: Vec<Case> = found
                .arms
                .iter()
                .enumerate()
                .map(|(index, arm)| Case::new(index, &arm.pattern, arm))
                .collect();
            self.decide(
                &found.text,
                expr.span,
                &cases,
                &Subject::data(code, ty),
                &mut ways,
            );
        }
        let mut done = Vec::new();
        for (index, (arm, ways)) in found.arms.iter().zip(ways.0).enumerate() {
            self.set_open(ways);
            let name = arm_name(found, &arm.pattern, index);
            self.within(name, |flow| flow.into(&arm.body, into));
            done.extend(self.take_open());
        }
        self.set_open(done);
    }

    /// Finds the arm of a value: one Choice for as many arms as have guards that need no states of their own.
    pub fn decide(
        &mut self,
        text: &str,
        span: Span,
        cases: &[Case],
        subject: &Subject,
        ways: &mut Ways,
    ) {
        let mut choice = None;
        for (index, case) in cases.iter().enumerate() {
            for pattern in ways_in(case.pattern) {
                let tests = self.tests(pattern, subject);
                let mut bindings = self.bindings(pattern, subject);
                if let PatternKind::Or(alternatives) = &case.pattern.kind
                    && let Some(last) = alternatives.last()
                {
                    bindings = self.renamed(last, bindings);
                }
                let awaiting = case.guard.filter(|guard| has_effect(guard));
                let computed = case.guard.filter(|guard| !has_effect(guard)).map(|guard| {
                    let values: BTreeMap<_, _> =
                        bindings.iter().map(|(id, code)| (*id, code)).collect();
                    self.code(guard).substitute(&values)
                });
                let is_last = index + 1 == cases.len() && case.guard.is_none() && completes(cases);
                let is_sure = (tests.is_empty() || is_last) && computed.is_none();
                let open = if is_sure {
                    match choice {
                        Some(choice) => vec![self.edge(choice, Role::Default)],
                        None => self.take_open(),
                    }
                } else {
                    let choice = *choice.get_or_insert_with(|| {
                        self.add(NodeKind::Choice, format!("match {text}"), span)
                    });
                    let condition = Code::all(tests.into_iter().chain(computed).collect());
                    vec![self.edge(choice, Role::Rule(condition))]
                };
                self.set_open(open);
                for (id, code) in bindings {
                    self.assign(id, code);
                }
                let Some(guard) = awaiting else {
                    ways.0[case.arm].extend(self.take_open());
                    if is_sure {
                        return;
                    }
                    continue;
                };
                let mut rest = self.guarded(guard, &mut ways.0[case.arm]);
                rest.extend(
                    choice
                        .filter(|_| !is_sure)
                        .map(|choice| self.edge(choice, Role::Default)),
                );
                self.set_open(rest);
                choice = None;
            }
        }
        let rest = match choice {
            Some(choice) => vec![self.edge(choice, Role::Default)],
            None => self.take_open(),
        };
        for edge in rest {
            self.unmatched(edge, span);
        }
        self.set_open(Vec::new());
    }

    /// A guard with states of its own: where it holds is a way into the arm; gives where it does not.
    fn guarded(&mut self, guard: &Expr, ways: &mut Vec<EdgeId>) -> Vec<EdgeId> {
        if let ExprKind::Chain(chain) = &guard.kind {
            let failed = self.chain("guard", guard.span, chain);
            ways.extend(self.take_open());
            return failed;
        }
        let condition = self.code(guard);
        if !self.is_live() {
            return Vec::new();
        }
        let choice = self.add(NodeKind::Choice, "guard", guard.span);
        ways.push(self.edge(choice, Role::Rule(condition)));
        vec![self.edge(choice, Role::Default)]
    }
}

/// The names that an error pattern lists; none for a pattern that takes them all.
pub fn variants(pattern: &Pattern) -> Vec<Ident> {
    match &pattern.kind {
        PatternKind::Variant { name, .. } => vec![name.clone()],
        PatternKind::At(_, inner) => variants(inner),
        PatternKind::Or(alternatives) => alternatives.iter().flat_map(variants).collect(),
        _ => Vec::new(),
    }
}

/// Whether two arms cover all JSON there can be, so that the second needs no test: `Some` and `None`, `true` and
/// `false`, `Ok` and `Err`. An enum never does: JSON may name a variant that Rust does not have.
fn completes(cases: &[Case]) -> bool {
    let [first, second] = cases else {
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
fn arm_name(found: &Match, pattern: &Pattern, index: usize) -> String {
    let text = &found.text;
    if matches!(found.form, MatchForm::IfLet | MatchForm::WhileLet) && index > 0 {
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
        PatternKind::Err(inner) if variants(inner).len() == 1 => variants(inner)[0].to_string(),
        PatternKind::Err(_) => "Err".to_owned(),
        PatternKind::Ok(_) => "Ok".to_owned(),
        PatternKind::Some(_) => "Some".to_owned(),
        _ => crate::parse::text(&pattern.source),
    }
}
