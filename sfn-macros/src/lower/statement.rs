//! Statements, blocks and what a value is for.

use super::code::Code;
use super::flow::{Exit, Flow, NodeKind, Role};
use super::pattern::Subject;
use super::types::Type;
use crate::check::has_effect;
use crate::model::{Block, Expr, ExprKind, Pattern, PatternKind, Statement, Step, VarId};
use proc_macro2::Span;

/// Where an expression's value goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Into {
    /// Nowhere.
    Nothing,
    /// Into a variable.
    Variable(VarId),
    /// Out of the machine or branch: it is a `Result`.
    Return,
}

impl Flow {
    /// The body of a machine or branch.
    pub fn returned_block(&mut self, block: &Block) {
        self.block(block, Into::Return);
    }

    /// A block whose value goes somewhere.
    pub fn block(&mut self, block: &Block, into: Into) {
        for statement in &block.statements {
            if !self.is_live() {
                return;
            }
            self.statement(statement);
        }
        match &block.tail {
            Some(tail) if self.is_live() => self.into(tail, into),
            None if self.is_live() => self.nothing(into),
            _ => {}
        }
    }

    /// A statement.
    pub fn statement(&mut self, statement: &Statement) {
        match statement {
            Statement::Expr(expr) => self.into(expr, Into::Nothing),
            Statement::Let { init: None, .. } | Statement::Constant(_) => {}
            Statement::Let {
                pattern,
                init: Some(init),
                ..
            } => {
                self.span = init.span;
                self.bind(pattern, init);
            }
        }
    }

    /// Takes a value apart.
    pub fn bind(&mut self, pattern: &Pattern, init: &Expr) {
        match &pattern.kind {
            PatternKind::Bind(id) if needs_destination(init) => {
                self.into(init, Into::Variable(*id))
            }
            PatternKind::Bind(id) => {
                let code = self.code(init);
                if let Some(ty) = self.slots.task_output(init) {
                    self.slots.derived.insert(*id, ty);
                }
                self.assign(*id, code);
            }
            PatternKind::Wildcard => self.into(init, Into::Nothing),
            _ => {
                let mut subject = self.code(init);
                let is_spread = matches!(subject, Code::Array(_))
                    && (subject.is_total() || binds_every_element(pattern));
                if !subject.is_place() && !is_spread {
                    subject = self.kept(subject, "value");
                }
                let ty = match is_spread && is_flat(pattern) {
                    // Nothing asks for the type of what is taken element by element, as it is written.
                    true => Type::Known("str"),
                    false => self.type_of(init),
                };
                for (id, code) in self.bindings(pattern, &Subject::data(subject, ty)) {
                    self.assign(id, code);
                }
            }
        }
    }

    /// Evaluates an expression and sends its value somewhere.
    pub fn into(&mut self, expr: &Expr, into: Into) {
        if !self.is_live() {
            return;
        }
        match &expr.kind {
            ExprKind::If {
                text,
                condition,
                then,
                otherwise,
                ..
            } if let ExprKind::Chain(chain) = &condition.kind => {
                let condition = (chain, condition.span);
                self.branch_on_chain(text, condition, then, otherwise.as_deref(), into);
            }
            ExprKind::If {
                text,
                condition,
                then,
                otherwise,
                ..
            } if into != Into::Nothing || has_effect(expr) => {
                let condition = self.code(condition);
                self.branch_on(
                    text,
                    expr.span,
                    condition,
                    then,
                    otherwise.as_deref(),
                    into,
                    None,
                );
            }
            ExprKind::Match(found) => self.matching(found, expr, into),
            ExprKind::Block(Some(label), block) => self.labelled(label, block, into),
            ExprKind::Block(None, block) => self.block(block, into),
            ExprKind::Same(_, inner) if has_effect(inner) => self.into(inner, into),
            ExprKind::Loop { label, body } => self.endless(label.as_ref(), body, into),
            ExprKind::While {
                label,
                text,
                condition,
                body,
            } => {
                self.while_loop(label.as_ref(), text, condition, body, expr.span);
                self.nothing(into);
            }
            ExprKind::For {
                label,
                pattern,
                over,
                body,
            } => {
                self.for_loop(label.as_ref(), pattern, over, body, expr.span);
                self.nothing(into);
            }
            ExprKind::Break(label, value) => self.break_loop(label.as_ref(), value.as_deref()),
            ExprKind::Continue(label) => self.continue_loop(label.as_ref()),
            ExprKind::Return(value) => match value {
                Some(value) => self.into(value, Into::Return),
                None => self.end(Code::Null, expr.span),
            },
            ExprKind::Assign {
                place,
                operation,
                value,
            } => {
                self.span = expr.span;
                self.assign_place(place, *operation, value, expr.operation_span());
                self.nothing(into);
            }
            ExprKind::Destructure { target, value } => {
                self.span = expr.span;
                self.assign_target(target, value);
                self.nothing(into);
            }
            ExprKind::Method(call)
                if into == Into::Nothing
                    && let Some(leaves) = call.method.leaves =>
            {
                self.change(expr, call, leaves, false);
            }
            ExprKind::Ok(value) if into == Into::Return => {
                let code = self.code(value);
                self.end(code, expr.span);
            }
            ExprKind::Err(value) if into == Into::Return => self.raise(value),
            ExprKind::Step(step) if into == Into::Return => {
                if let Step::Async { body } = &**step {
                    self.block(body, Into::Return);
                    return;
                }
                let result = self.step(expr, step);
                self.propagate(expr);
                self.end(result, expr.span);
            }
            _ if into == Into::Return => self.open_result(expr),
            _ => {
                let code = self.code(expr);
                match into {
                    Into::Variable(id) => self.assign(id, code),
                    // What might raise has to be evaluated, even where nobody looks at the value.
                    Into::Nothing if !code.is_total() => {
                        self.kept(code, "unused");
                    }
                    Into::Nothing | Into::Return => {}
                }
            }
        }
    }

    /// `()` as a value, where somebody takes it.
    pub fn nothing(&mut self, into: Into) {
        if let Into::Variable(id) = into {
            self.assign(id, Code::Null);
        }
    }

    /// `if … else if … else`: one Choice for as many conditions as need no states of their own.
    #[allow(clippy::too_many_arguments)]
    fn branch_on(
        &mut self,
        text: &str,
        span: Span,
        condition: Code,
        then: &Block,
        otherwise: Option<&Expr>,
        into: Into,
        choice: Option<usize>,
    ) {
        let choice =
            choice.unwrap_or_else(|| self.add(NodeKind::Choice, format!("if {text}"), span));
        let rule = self.edge(choice, Role::Rule(condition));
        self.set_open(vec![rule]);
        self.within(format!("if {text}"), |flow| flow.block(then, into));
        let mut done = self.take_open();
        match otherwise.map(|otherwise| (otherwise, &otherwise.kind)) {
            Some((
                otherwise,
                ExprKind::If {
                    text,
                    condition,
                    then,
                    otherwise: next,
                    ..
                },
            )) if !has_effect(condition) => {
                let condition = self.code(condition);
                self.branch_on(
                    text,
                    otherwise.span,
                    condition,
                    then,
                    next.as_deref(),
                    into,
                    Some(choice),
                );
            }
            Some((otherwise, _)) => {
                let default = self.edge(choice, Role::Default);
                self.set_open(vec![default]);
                self.within(format!("else of {text}"), |flow| flow.into(otherwise, into));
            }
            None => {
                let default = self.edge(choice, Role::Default);
                self.set_open(vec![default]);
                self.nothing(into);
            }
        }
        done.extend(self.take_open());
        self.set_open(done);
    }

    /// A Choice of our own.
    pub fn choice(
        &mut self,
        name: &str,
        span: Span,
        condition: Code,
        then: impl FnOnce(&mut Self),
        otherwise: impl FnOnce(&mut Self),
    ) {
        let choice = self.add(NodeKind::Choice, name, span);
        let rule = self.edge(choice, Role::Rule(condition));
        self.set_open(vec![rule]);
        then(self);
        let mut done = self.take_open();
        let default = self.edge(choice, Role::Default);
        self.set_open(vec![default]);
        otherwise(self);
        done.extend(self.take_open());
        self.set_open(done);
    }

    /// How the branch being lowered ends.
    pub fn exit(&mut self) -> Exit {
        self.frame().exit
    }
}

/// Whether each element of a tuple goes into a variable, so that none is left unevaluated.
fn binds_every_element(pattern: &Pattern) -> bool {
    match &pattern.kind {
        PatternKind::Tuple(items) => items
            .iter()
            .all(|item| matches!(item.kind, PatternKind::Bind(_))),
        _ => false,
    }
}

/// Whether a pattern takes the elements of a tuple as they are.
fn is_flat(pattern: &Pattern) -> bool {
    match &pattern.kind {
        PatternKind::Tuple(items) => items
            .iter()
            .all(|item| matches!(item.kind, PatternKind::Bind(_) | PatternKind::Wildcard)),
        _ => false,
    }
}

/// Whether the value comes out of control flow, and is best assigned there.
fn needs_destination(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::If { .. } | ExprKind::Match(_) | ExprKind::Loop { .. } => has_effect(expr),
        ExprKind::Block(..) => has_effect(expr),
        _ => false,
    }
}
