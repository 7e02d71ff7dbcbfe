//! Blocks, `if` and `match` inside closures, where there are no states: all of it is one expression.

use super::code::Code;
use super::flow::Flow;
use super::pattern::Subject;
use super::types::Type;
use crate::model::{Block, Expr, ExprKind, Match, Pattern, PatternKind, Statement, VarId};
use std::collections::BTreeMap;

impl Flow {
    /// What only a closure writes as an expression.
    pub fn pure_code(&mut self, expr: &Expr) -> Option<Code> {
        match &expr.kind {
            ExprKind::Block(_, block) => Some(self.pure_block(block)),
            ExprKind::If {
                condition,
                then,
                otherwise: Some(otherwise),
                ..
            } => {
                let (condition, bound) = self.pure_condition(condition);
                let values: BTreeMap<_, _> = bound.iter().map(|(id, code)| (*id, code)).collect();
                let then = self.pure_block(then).substitute(&values);
                let otherwise = self.code(otherwise);
                Some(Code::fixed("IF", vec![condition, then, otherwise]))
            }
            ExprKind::Match(found) => Some(self.pure_match(found)),
            _ => None,
        }
    }

    /// A condition, and what its patterns bind.
    fn pure_condition(&mut self, condition: &Expr) -> (Code, Vec<(VarId, Code)>) {
        match &condition.kind {
            ExprKind::Chain(chain) => self.pure_chain(chain),
            _ => (self.code(condition), Vec::new()),
        }
    }

    fn pure_block(&mut self, block: &Block) -> Code {
        let mut lets = Vec::new();
        for statement in &block.statements {
            if let Statement::Let {
                pattern,
                init: Some(init),
                ..
            } = statement
            {
                let ty = self.type_of(init);
                lets.push((pattern, self.code(init), ty));
            }
        }
        let tail = match &block.tail {
            Some(tail) => self.code(tail),
            None => Code::Null,
        };
        lets.into_iter()
            .rev()
            .fold(tail, |rest, (pattern, init, ty)| {
                self.pure_let(pattern, init, ty, rest)
            })
    }

    /// `rest` with the names of a pattern that always matches.
    fn pure_let(&mut self, pattern: &Pattern, init: Code, ty: Type, rest: Code) -> Code {
        if let PatternKind::Bind(id) = pattern.kind {
            return Code::fixed("LET", vec![init, Code::Lambda(vec![id], Box::new(rest))]);
        }
        let id = self.temporary("value");
        let bound = self.bindings(pattern, &Subject::data(Code::Variable(id), ty));
        let values: BTreeMap<_, _> = bound.iter().map(|(id, code)| (*id, code)).collect();
        let rest = rest.substitute(&values);
        Code::fixed("LET", vec![init, Code::Lambda(vec![id], Box::new(rest))])
    }

    fn pure_match(&mut self, found: &Match) -> Code {
        let ty = self.type_of(&found.subject);
        let subject = self.code(&found.subject);
        let held = self.temporary("subject");
        let value = Subject::data(Code::Variable(held), ty);
        let mut code = Code::fixed("UNMATCHED", Vec::new());
        for arm in found.arms.iter().rev() {
            let mut tests = self.tests(&arm.pattern, &value);
            let bound = self.bindings(&arm.pattern, &value);
            let values: BTreeMap<_, _> = bound.iter().map(|(id, code)| (*id, code)).collect();
            let mut body = self.code(&arm.body);
            if let Some(guard) = &arm.guard {
                let (guard, bound) = self.pure_condition(guard);
                tests.push(guard.substitute(&values));
                let bound: BTreeMap<_, _> = bound.iter().map(|(id, code)| (*id, code)).collect();
                body = body.substitute(&bound);
            }
            let body = body.substitute(&values);
            code = if tests.is_empty() {
                body
            } else {
                Code::fixed("IF", vec![Code::all(tests), body, code])
            };
        }
        Code::fixed(
            "LET",
            vec![subject, Code::Lambda(vec![held], Box::new(code))],
        )
    }
}
