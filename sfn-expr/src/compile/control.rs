//! Blocks, conditions and bindings, and the bodies of functions, whose last call is a tail call.

use super::operand::Operand;
use super::scope::NewLocal;
use super::{Compile, Compiler, TailCode, walk};
use crate::function::{BodyCode, Flow};
use crate::functions::is_true;
use crate::resolve::{Node, NodeKind};
use crate::run::{Cell, Register, Run};
use crate::value::Str;

/// The variables of a block, unbound when it is entered.
pub(super) struct Locals(Vec<NewLocal>);

impl Locals {
    pub(super) fn of(locals: Vec<NewLocal>) -> Locals {
        Locals(locals)
    }

    /// A piece that begins with these variables unbound.
    pub(super) fn around(self, operand: Operand) -> Operand {
        if self.0.is_empty() {
            return operand;
        }
        Operand::code(move |run, input| {
            self.enter(run);
            operand.eval(run, input)
        })
    }

    /// Like `around`, for a body that may end in a call.
    pub(super) fn around_tail(self, code: TailCode) -> TailCode {
        if self.0.is_empty() {
            return code;
        }
        Box::new(move |run, input| {
            self.enter(run);
            code(run, input)
        })
    }

    pub(super) fn enter(&self, run: &mut Run<'_>) {
        for NewLocal {
            register,
            is_captured,
        } in &self.0
        {
            let empty = if *is_captured {
                Register::Cell(Cell::default())
            } else {
                Register::Unset
            };
            run.replace(*register, empty);
        }
    }
}

impl Compiler<'_> {
    pub(super) fn open_block(&mut self, expressions: &[Node]) -> Locals {
        Locals(self.scopes.open(walk::bound_names(expressions), false))
    }

    pub(super) fn block(&mut self, expressions: &[Node]) -> Compile<Operand> {
        let locals = self.open_block(expressions);
        let mut compiled = Vec::with_capacity(expressions.len());
        for expression in expressions {
            compiled.push(self.statement(expression)?);
        }
        self.scopes.close();
        if locals.0.is_empty() && compiled.len() < 2 {
            return Ok(compiled.pop().unwrap_or(Operand::Nothing));
        }
        Ok(Operand::code(move |run, input| {
            run.check_stack()?;
            locals.enter(run);
            let mut answer = None;
            for operand in &compiled {
                answer = operand.eval(run, input)?;
            }
            Ok(answer)
        }))
    }

    /// An expression of a block. What it binds is bound for all that follow.
    fn statement(&mut self, expression: &Node) -> Compile<Operand> {
        let mut names = Vec::new();
        let mut node = expression;
        while let NodeKind::Bind { name, value } = &node.kind
            && node.is_plain()
        {
            names.push(name);
            node = value;
        }
        // A function is bound by the time it is called, so it may call itself.
        let is_function = matches!(node.kind, NodeKind::Lambda(_)) && node.is_plain();
        if is_function {
            names.iter().for_each(|name| self.scopes.is_bound(name));
        }
        let operand = self.node(expression)?;
        names.iter().for_each(|name| self.scopes.is_bound(name));
        Ok(operand)
    }

    pub(super) fn condition(
        &mut self,
        condition: &Node,
        then: &Node,
        otherwise: Option<&Node>,
    ) -> Compile<Operand> {
        let condition = self.node(condition)?;
        let then = self.node(then)?;
        let otherwise = otherwise.map_or(Ok(Operand::Nothing), |node| self.node(node))?;
        Ok(Operand::code(move |run, input| {
            let holds = condition.look(run, input, is_true)??;
            if holds {
                then.eval(run, input)
            } else {
                otherwise.eval(run, input)
            }
        }))
    }

    pub(super) fn bind(&mut self, name: &Str, value: &Node) -> Compile<Operand> {
        let value = self.node(value)?;
        // Every scope knows the names bound in it beforehand.
        let register = self.scopes.local(name).unwrap_or_default();
        Ok(Operand::code(move |run, input| {
            let value = value.eval(run, input)?;
            run.bind(register, value.clone());
            Ok(value)
        }))
    }

    /// Compiles the body of a function.
    pub(super) fn tail(&mut self, node: &Node) -> Compile<TailCode> {
        match &node.kind {
            NodeKind::Condition {
                condition,
                then,
                otherwise,
            } if node.is_plain() => {
                self.level += 1;
                let condition = self.node(condition)?;
                let then = self.tail(then)?;
                let otherwise = otherwise
                    .as_deref()
                    .map(|node| self.tail(node))
                    .transpose()?;
                self.level -= 1;
                Ok(Box::new(move |run, input| {
                    if condition.look(run, input, is_true)?? {
                        return then(run, input);
                    }
                    match &otherwise {
                        Some(otherwise) => otherwise(run, input),
                        None => Ok(Flow::Done(None)),
                    }
                }))
            }
            NodeKind::Block(expressions) if node.is_plain() && !expressions.is_empty() => {
                self.level += 1;
                let locals = self.open_block(expressions);
                let (before, last) = expressions.split_at(expressions.len() - 1);
                let mut compiled = Vec::with_capacity(before.len());
                for expression in before {
                    compiled.push(self.statement(expression)?);
                }
                let last = self.tail(&last[0])?;
                self.scopes.close();
                self.level -= 1;
                Ok(Box::new(move |run, input| {
                    run.check_stack()?;
                    locals.enter(run);
                    for operand in &compiled {
                        operand.eval(run, input)?;
                    }
                    last(run, input)
                }))
            }
            NodeKind::Call {
                procedure,
                arguments,
            } if node.is_plain() => {
                self.level += 1;
                let call = self.tail_call(procedure, arguments, node.span)?;
                self.level -= 1;
                Ok(call)
            }
            _ => {
                let operand = self.node(node)?;
                Ok(Box::new(move |run, input| {
                    operand.eval(run, input).map(Flow::Done)
                }))
            }
        }
    }

    /// A function's body, by what it ends in.
    pub(super) fn ending(&mut self, node: &Node) -> Compile<BodyCode> {
        match node.kind {
            NodeKind::Condition { .. } | NodeKind::Block(_) | NodeKind::Call { .. } => {
                self.tail(node).map(BodyCode::Tail)
            }
            _ => self.node(node).map(BodyCode::Value),
        }
    }
}
