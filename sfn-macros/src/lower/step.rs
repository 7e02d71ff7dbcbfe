//! Steps: tasks, maps, joins and waits, and the errors that leave them.

use super::code::Code;
use super::flow::{Exit, Flow, Frame, NodeKind, Role};
use super::operation::in_seconds;
use super::pattern::Subject;
use super::statement::Into;
use super::types::Type;
use crate::check::{catches, wrapped};
use crate::model::{Block, Expr, ExprKind, Step, Unit, VarId};
use crate::parse::is_variant;
use proc_macro2::{Ident, Span};
use std::collections::BTreeMap;

/// Which errors a catcher takes.
#[derive(Clone)]
pub enum ErrorSet {
    /// Every name of an error type.
    All(Type),
    /// The names of some of its variants.
    Variants(Type, Vec<Ident>),
    /// What an expression raises where Rust panics.
    Evaluation,
    /// Whatever else there is.
    Everything,
}

/// How an execution or branch fails.
#[derive(Clone)]
pub enum Failure {
    /// With an error that was caught.
    Caught(Code),
    /// With a variant made here.
    Raised(Type, Ident, Vec<(syn::Member, Code)>),
    /// With a value that Rust's types rule out.
    Unmatched,
}

/// Until when a Wait state waits.
#[derive(Clone)]
pub enum Until {
    Seconds(Code),
    Timestamp(Code),
    /// So long.
    Passed(Code),
}

impl Failure {
    /// The state's name.
    pub fn name(&self) -> String {
        match self {
            Failure::Caught(_) => "fail".to_owned(),
            Failure::Raised(_, variant, _) => format!("fail with {variant}"),
            Failure::Unmatched => "unmatched value".to_owned(),
        }
    }

    /// The failure as a value, `{Error, Cause}`.
    pub fn into_value(self) -> Code {
        match self {
            Failure::Caught(code) => code,
            Failure::Raised(ty, variant, members) => Code::Raised(ty, variant, members),
            Failure::Unmatched => Code::Null,
        }
    }

    pub fn substitute(&mut self, values: &BTreeMap<VarId, &Code>) {
        match self {
            Failure::Caught(code) => *code = code.substitute(values),
            Failure::Raised(_, _, members) => {
                for (_, code) in members {
                    *code = code.substitute(values);
                }
            }
            Failure::Unmatched => {}
        }
    }
}

/// What a step is called.
pub fn label(step: &Step) -> String {
    match step {
        Step::Task { function, .. } => match function.segments.last() {
            Some(last) => super::names::plain(&last.ident),
            None => "task".to_owned(),
        },
        Step::Map { .. } => "mapped".to_owned(),
        Step::Join { .. } => "joined".to_owned(),
        Step::Async { .. } | Step::CatchAll { .. } => "block".to_owned(),
        Step::Sleep { .. } | Step::SleepUntil { .. } => "slept".to_owned(),
    }
}

impl Flow {
    /// Adds a step's state and gives its result, which is in reach on the way out of it.
    pub fn step(&mut self, expr: &Expr, step: &Step) -> Code {
        match step {
            Step::Task {
                function,
                arguments,
                policies,
            } => {
                let arguments = self.codes(&arguments.iter().collect::<Vec<_>>());
                let slot = self.slots.task(expr.id, function);
                let kind = NodeKind::Task {
                    slot,
                    arguments,
                    policies: policies.clone(),
                };
                self.add(kind, label(step), expr.span);
                Code::TaskResult(slot)
            }
            Step::Map {
                items,
                parameter,
                body,
                concurrency,
                ..
            } => self.map(expr, items, parameter, body, concurrency.as_ref()),
            Step::Join {
                fails_fast,
                branches,
            } => self.join(expr.span, *fails_fast, branches),
            // Where its result may be, a block is lowered by whoever takes it: `?`, a match or what is returned.
            Step::Async { .. } | Step::CatchAll { .. } => Code::Null,
            Step::Sleep { duration, .. } => {
                let until = match &duration.kind {
                    ExprKind::Duration(found) => match found.unit {
                        Unit::Seconds(unit) => {
                            let amount = self.code(&found.amount);
                            Until::Seconds(in_seconds(amount, unit))
                        }
                        Unit::Milliseconds => Until::Passed(self.code(duration)),
                    },
                    _ => Until::Passed(self.code(duration)),
                };
                self.add(NodeKind::Wait(until), "sleep", expr.span);
                Code::Null
            }
            Step::SleepUntil { timestamp, .. } => {
                let timestamp = self.code(timestamp);
                self.add(
                    NodeKind::Wait(Until::Timestamp(timestamp)),
                    "sleep",
                    expr.span,
                );
                Code::Null
            }
        }
    }

    fn map(
        &mut self,
        expr: &Expr,
        items: &Expr,
        parameter: &crate::model::Pattern,
        body: &Block,
        concurrency: Option<&Expr>,
    ) -> Code {
        let ty = Type::Inner(Box::new(self.type_of(items)));
        let mut parts = self
            .codes(
                &std::iter::once(items)
                    .chain(concurrency)
                    .collect::<Vec<_>>(),
            )
            .into_iter();
        let items = parts.next().unwrap_or(Code::Null);
        let concurrency = parts.next();
        let text = crate::parse::text(&parameter.source);
        let error = Type::Error(Box::new(self.slots.value(expr.id)));
        let processor = self.within(format!("each {text}"), |flow| {
            flow.branch(Exit::Fails, error, |flow| {
                let item = Subject::data(Code::Path("$states.input"), ty);
                for (id, code) in flow.bindings(parameter, &item) {
                    flow.assign(id, code);
                }
                flow.block(body, Into::Return);
            })
        });
        self.add(
            NodeKind::Map {
                items,
                concurrency,
                processor,
            },
            format!("each {text}"),
            expr.span,
        );
        Code::Path("$states.result")
    }

    fn join(&mut self, span: Span, fails_fast: bool, branches: &[Expr]) -> Code {
        let exit = if fails_fast {
            Exit::Fails
        } else {
            Exit::Collects
        };
        let names: Vec<String> = branches.iter().map(branch_name).collect();
        let name = names.join(" and ");
        let frames: Vec<Frame> = branches
            .iter()
            .zip(&names)
            .enumerate()
            .map(|(index, (branch, name))| {
                let context = if names.iter().filter(|other| *other == name).count() > 1 {
                    format!("branch {} {name}", index + 1)
                } else {
                    format!("branch {name}")
                };
                let error = Type::Error(Box::new(self.slots.value(branch.id)));
                self.within(context, |flow| {
                    flow.branch(exit, error, |flow| match &branch.kind {
                        ExprKind::Step(step) => match &**step {
                            Step::Async { body } => flow.block(body, Into::Return),
                            _ => flow.into(branch, Into::Return),
                        },
                        _ => flow.into(branch, Into::Return),
                    })
                })
            })
            .collect();
        self.add(NodeKind::Parallel(frames), name, span);
        Code::Path("$states.result")
    }

    /// `?` on the step just added: its error leaves the branch. ASL does that by itself, unless the branch collects.
    pub fn propagate(&mut self, step: &Expr) {
        if !catches(step) {
            return;
        }
        let Some(Some((node, _))) = self.frame().open.first().copied() else {
            return;
        };
        let on = self.take_open();
        let ty = self.slots.error(step);
        if self.catch_in_block(node, ty.clone()) || self.exit() == Exit::Fails {
            self.set_open(on);
            return;
        }
        let edge = self.edge(node, Role::Catch(ErrorSet::All(ty)));
        self.set_open(vec![edge]);
        let error = self.kept(Code::Path("$states.errorOutput"), "failure");
        self.fail(Failure::Caught(error), step.span);
        self.set_open(on);
    }

    /// `Err(value)` as what is returned.
    pub fn raise(&mut self, value: &Expr) {
        if let Some(error) = wrapped(value, &self.variables) {
            self.wraps(value);
            return self.raise(error);
        }
        match &value.kind {
            ExprKind::Into(inner) => {
                let error = match inner.kind {
                    ExprKind::Variable(id) => self.slots.variable(id),
                    _ => self.slots.value(inner.id),
                };
                self.passes(error, value.span);
                self.raise(inner);
            }
            ExprKind::Same(_, inner) => self.raise(inner),
            ExprKind::Block(_, block) => {
                block
                    .statements
                    .iter()
                    .for_each(|statement| self.statement(statement));
                if let Some(tail) = &block.tail {
                    self.raise(tail);
                }
            }
            ExprKind::Struct { path, members, .. } => {
                let values =
                    self.codes(&members.iter().map(|(_, value)| value).collect::<Vec<_>>());
                let members = members
                    .iter()
                    .map(|(member, _)| member.clone())
                    .zip(values)
                    .collect();
                self.raise_variant(value, path, members);
            }
            ExprKind::Construct { path, members } => {
                let values = self.codes(&members.iter().collect::<Vec<_>>());
                let members = values
                    .into_iter()
                    .enumerate()
                    .map(|(index, code)| (index.into(), code))
                    .collect();
                self.raise_variant(value, path, members);
            }
            ExprKind::Unit(path) => self.raise_variant(value, path, Vec::new()),
            _ => {
                let code = self.code(value);
                self.fail_with(code, value.span);
            }
        }
    }

    fn raise_variant(&mut self, value: &Expr, path: &syn::Path, members: Vec<(syn::Member, Code)>) {
        let ty = self.slots.value(value.id);
        if let Some(last) = path.segments.last().filter(|_| is_variant(path)) {
            self.fail(Failure::Raised(ty, last.ident.clone(), members), value.span);
        }
    }

    /// Fails with an error that was caught.
    pub fn fail_with(&mut self, error: Code, span: Span) {
        self.fail(Failure::Caught(error), span);
    }
}

fn branch_name(branch: &Expr) -> String {
    match &branch.kind {
        ExprKind::Step(step) => label(step),
        _ => "block".to_owned(),
    }
}
