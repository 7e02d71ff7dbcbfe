//! Conditions with patterns: `let Some(x) = a && x > 3 && let Ok(y) = step(x).await`.
//!
//! Parts that only look at what is there share a Choice. One that needs states of its own comes after the Choice of those
//! before it. All the ways out where a part does not hold lead to the same states.

use super::code::Code;
use super::flow::{EdgeId, Flow, NodeKind, Role};
use super::matching::Ways;
use super::pattern::Subject;
use super::statement::Into;
use crate::check::{catches, has_effect};
use crate::model::{Block, Chain, Expr, Link, Match, VarId};
use proc_macro2::Span;
use std::collections::BTreeMap;

/// Parts that wait for their Choice.
struct Waiting<'a> {
    /// What the states of the condition are called: `if`, `while`.
    construct: &'a str,
    span: Span,
    texts: Vec<&'a str>,
    tests: Vec<Code>,
    /// What they bind where they hold.
    bindings: Vec<(VarId, Code)>,
    failed: Vec<EdgeId>,
}

impl Flow {
    /// `if chain { … } else { … }`
    pub fn branch_on_chain(
        &mut self,
        text: &str,
        condition: (&Chain, Span),
        then: &Block,
        otherwise: Option<&Expr>,
        into: Into,
    ) {
        let (chain, span) = condition;
        let failed = self.chain("if", span, chain);
        self.within(format!("if {text}"), |flow| flow.block(then, into));
        let mut done = self.take_open();
        self.set_open(failed);
        match otherwise {
            Some(otherwise) => {
                self.within(format!("else of {text}"), |flow| flow.into(otherwise, into));
            }
            None => self.nothing(into),
        }
        done.extend(self.take_open());
        self.set_open(done);
    }

    /// Continues where the condition holds, and gives the ways out where it does not.
    pub fn chain(&mut self, construct: &str, span: Span, chain: &Chain) -> Vec<EdgeId> {
        let mut waiting = Waiting {
            construct,
            span,
            texts: Vec::new(),
            tests: Vec::new(),
            bindings: Vec::new(),
            failed: Vec::new(),
        };
        for link in &chain.links {
            if !self.is_live() {
                return waiting.failed;
            }
            let needs_states = has_effect(link.value()) || catches(link.value());
            if needs_states {
                self.decide_waiting(&mut waiting);
            }
            match link {
                Link::Let { found, .. } if catches(&found.subject) => {
                    self.link_to_step(found, &mut waiting);
                }
                Link::Let { found, .. } => self.link_to_value(found, &mut waiting),
                Link::Test { value, .. } => {
                    let code = self.code(value);
                    waiting.tests.push(waiting.bound(code));
                }
            }
            if !waiting.tests.is_empty() {
                waiting.texts.push(link.text());
            }
        }
        if self.is_live() {
            self.decide_waiting(&mut waiting);
        }
        waiting.failed
    }

    fn link_to_step(&mut self, found: &Match, waiting: &mut Waiting) {
        let mut ways = Ways::none(found);
        self.decide_step(found, found.subject.span, &mut ways);
        let mut ways = ways.0.into_iter();
        self.set_open(ways.next().unwrap_or_default());
        waiting.failed.extend(ways.flatten());
    }

    fn link_to_value(&mut self, found: &Match, waiting: &mut Waiting) {
        let Some(arm) = found.arms.first() else {
            return;
        };
        let ty = self.type_of(&found.subject);
        let own = self.code(&found.subject);
        let mut code = waiting.bound(own.clone());
        if !code.is_place() {
            // It is evaluated where Rust evaluates it, and once.
            self.decide_waiting(waiting);
            code = if own.is_place() {
                own
            } else {
                self.kept(own, "subject")
            };
        }
        let subject = Subject::data(code, ty);
        waiting.tests.extend(self.tests(&arm.pattern, &subject));
        let bindings = self.bindings(&arm.pattern, &subject);
        waiting.bindings.extend(bindings);
    }

    /// Adds the Choice for the parts that wait for one, and continues where they hold.
    fn decide_waiting(&mut self, waiting: &mut Waiting) {
        let tests = std::mem::take(&mut waiting.tests);
        let texts = std::mem::take(&mut waiting.texts);
        if !tests.is_empty() {
            let name = format!("{} {}", waiting.construct, texts.join(" && "));
            let choice = self.add(NodeKind::Choice, name, waiting.span);
            let rule = self.edge(choice, Role::Rule(Code::all(tests)));
            waiting.failed.push(self.edge(choice, Role::Default));
            self.set_open(vec![rule]);
        }
        for (id, code) in std::mem::take(&mut waiting.bindings) {
            self.assign(id, code);
        }
    }

    /// A condition in a closure: one expression, and what it binds.
    pub fn pure_chain(&mut self, chain: &Chain) -> (Code, Vec<(VarId, Code)>) {
        let mut tests = Vec::new();
        let mut bindings: Vec<(VarId, Code)> = Vec::new();
        for link in &chain.links {
            let code = self.code(link.value());
            let code = code.substitute(&values(&bindings));
            match link {
                Link::Test { .. } => tests.push(code),
                Link::Let { found, .. } => {
                    let ty = self.type_of(&found.subject);
                    let subject = Subject::data(code, ty);
                    for arm in found.arms.iter().take(1) {
                        tests.extend(self.tests(&arm.pattern, &subject));
                        bindings.extend(self.bindings(&arm.pattern, &subject));
                    }
                }
            }
        }
        (Code::all(tests), bindings)
    }
}

impl Waiting<'_> {
    /// A value in terms of what is there before the Choice.
    fn bound(&self, code: Code) -> Code {
        code.substitute(&values(&self.bindings))
    }
}

fn values(bindings: &[(VarId, Code)]) -> BTreeMap<VarId, &Code> {
    bindings.iter().map(|(id, code)| (*id, code)).collect()
}
