//! `match` on what a step gives: `Ok` arms are the way on, `Err` arms are catchers.

use super::code::Code;
use super::flow::{EdgeId, Flow, Role};
use super::matching::{Case, Ways, variants};
use super::pattern::{Subject, ways_in};
use super::step::ErrorSet;
use super::types::Type;
use crate::check::{is_catch_all, is_irrefutable};
use crate::model::{Arm, Block, ExprKind, Match, Pattern, PatternKind, Step};
use proc_macro2::Span;

impl Flow {
    /// Adds the step and finds the arms of its result.
    pub fn decide_step(&mut self, found: &Match, span: Span, ways: &mut Ways) {
        let ExprKind::Step(step) = &found.subject.kind else {
            return;
        };
        if let Step::Async { body } | Step::CatchAll { body, .. } = &**step {
            self.decide_block(found, body, span, ways);
            return;
        }
        let result = self.step(&found.subject, step);
        let Some(Some((node, _))) = self.frame().open.first().copied() else {
            return;
        };
        let (succeeding, failing) = split(found);
        let succeeded = self.take_open();
        let error = self.slots.error(&found.subject);
        // The catchers are the step's own: they come before the states that decide further.
        let caught = if failing.iter().all(is_caught_by_name) {
            self.catch_by_name(node, &error, &failing, ways);
            None
        } else {
            Some(self.edge(node, Role::Catch(ErrorSet::All(error.clone()))))
        };
        let ty = Type::Success(Box::new(self.slots.value(found.subject.id)));
        self.set_open(succeeded);
        let is_sure = succeeding
            .first()
            .is_some_and(|case| is_irrefutable(case.pattern) && case.guard.is_none());
        let result = match is_sure {
            true => result,
            false => self.kept(result, "subject"),
        };
        self.decide(
            &found.text,
            span,
            &succeeding,
            &Subject::data(result, ty),
            ways,
        );
        if let Some(caught) = caught {
            self.decide_error(found, span, caught, &error, &failing, ways);
        }
    }

    /// A block's states share one handler, which decides by the error in a variable.
    fn decide_block(&mut self, found: &Match, body: &Block, span: Span, ways: &mut Ways) {
        let ty = self.slots.value(found.subject.id);
        let is_data = is_catch_all(&found.subject);
        let (succeeded, failed) = self.left_block(&found.subject, body);
        let (succeeding, failing) = split(found);
        let value = Code::Variable(succeeded.variable);
        let value = Subject::data(value, Type::Success(Box::new(ty.clone())));
        let error = Subject {
            code: Code::Variable(failed.variable),
            ty: Type::Error(Box::new(ty)),
            is_error: !is_data,
        };
        let text = format!("error of {}", found.text);
        for (open, text, cases, subject) in [
            (succeeded.open, &found.text, succeeding, value),
            (failed.open, &text, failing, error),
        ] {
            self.set_open(open);
            if self.is_live() {
                self.decide(text, span, &cases, &subject, ways);
            }
        }
    }

    /// Each arm is one catcher, or one for each alternative that binds.
    fn catch_by_name(&mut self, node: usize, error: &Type, failing: &[Case], ways: &mut Ways) {
        let caught = Subject::error(Code::Path("$states.errorOutput"), error.clone());
        for case in failing {
            for alternative in ways_in(case.pattern) {
                let names = variants(alternative);
                let set = if names.is_empty() {
                    ErrorSet::All(error.clone())
                } else {
                    ErrorSet::Variants(error.clone(), names)
                };
                let edge = self.edge(node, Role::Catch(set));
                self.set_open(vec![edge]);
                let mut bindings = self.bindings(alternative, &caught);
                if let PatternKind::Or(alternatives) = &case.pattern.kind
                    && let Some(last) = alternatives.last()
                {
                    bindings = self.renamed(last, bindings);
                }
                for (id, code) in bindings {
                    self.assign(id, code);
                }
                ways.0[case.arm].extend(self.take_open());
            }
        }
    }

    /// A catcher chooses by name alone: where an arm asks for more, one takes all errors and a Choice decides.
    fn decide_error(
        &mut self,
        found: &Match,
        span: Span,
        caught: EdgeId,
        error: &Type,
        failing: &[Case],
        ways: &mut Ways,
    ) {
        self.set_open(vec![caught]);
        let failure = self.kept(Code::Path("$states.errorOutput"), "failure");
        let subject = Subject::error(failure, error.clone());
        self.decide(
            &format!("error of {}", found.text),
            span,
            failing,
            &subject,
            ways,
        );
    }
}

/// The arms for what is in `Ok` and for what is in `Err`; `_` is among both.
fn split(found: &Match) -> (Vec<Case<'_>>, Vec<Case<'_>>) {
    let cases = |inner: fn(&Pattern) -> Option<&Pattern>| {
        let arms = found.arms.iter().enumerate();
        arms.filter_map(|(index, arm): (usize, &Arm)| {
            Some(Case::new(index, inner(&arm.pattern)?, arm))
        })
        .collect()
    };
    (
        cases(|pattern| match &pattern.kind {
            PatternKind::Ok(inner) => Some(inner),
            PatternKind::Err(_) => None,
            _ => Some(pattern),
        }),
        cases(|pattern| match &pattern.kind {
            PatternKind::Err(inner) => Some(inner),
            PatternKind::Ok(_) => None,
            _ => Some(pattern),
        }),
    )
}

/// Whether the names alone decide whether the arm is taken.
fn is_caught_by_name(case: &Case) -> bool {
    case.guard.is_none() && is_name(case.pattern)
}

fn is_name(pattern: &Pattern) -> bool {
    match &pattern.kind {
        PatternKind::Wildcard | PatternKind::Bind(_) => true,
        PatternKind::Variant { members, .. } => {
            members.iter().all(|(_, member)| is_irrefutable(member))
        }
        PatternKind::At(_, inner) => is_name(inner),
        PatternKind::Or(alternatives) => alternatives.iter().all(is_name),
        _ => false,
    }
}
