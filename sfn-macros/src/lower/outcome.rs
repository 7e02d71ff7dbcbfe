//! Results on their way: `option.ok_or(error)?`, `result.map_err(…)?`, and a step's result as a value.

use super::code::Code;
use super::flow::{Flow, Role};
use super::pattern::Subject;
use super::step::{ErrorSet, label};
use super::types::Type;
use crate::check::{catches, is_catch_all, wrapped};
use crate::model::{Argument, Block, Call, Closure, Expr, ExprKind, PatternKind, Step};
use crate::parse::is_variant;

impl Flow {
    /// `step.await?`, and `result?` for a value that is a `Result`.
    pub fn tried(&mut self, inner: &Expr) -> Code {
        if let ExprKind::Step(step) = &inner.kind {
            if let Step::Async { body } = &**step {
                return self.tried_block(inner, body);
            }
            let result = self.step(inner, step);
            self.propagate(inner);
            let error = self.slots.error(inner);
            self.passes(error, inner.span);
            return self.kept(result, label(step).as_str());
        }
        match &inner.kind {
            ExprKind::Variable(_) => {}
            ExprKind::Method(call) => {
                if let Some(code) = self.tried_method(call) {
                    return code;
                }
            }
            ExprKind::Null(_) | ExprKind::Refused(..) => return self.code(inner),
            _ => {}
        }
        let error = self.slots.error(inner);
        self.passes(error, inner.span);
        self.opened(inner)
    }

    /// The value of a `Result`; its error leaves here.
    fn opened(&mut self, inner: &Expr) -> Code {
        let mut result = self.code(inner);
        if !result.is_place() {
            result = self.kept(result, "outcome");
        }
        // Whether it is an error at all, no type has to say.
        let failed = Code::IsError(Box::new(result.clone()), Type::Known("str"), None);
        let error = result.ours("Err");
        self.choice(
            "failed",
            inner.span,
            failed,
            |flow| flow.fail_with(error, inner.span),
            |_| {},
        );
        result.ours("Ok")
    }

    /// A value that is a `Result`, where it is what the machine or branch returns.
    pub fn open_result(&mut self, expr: &Expr) {
        let value = match &expr.kind {
            ExprKind::Method(call) => match self.tried_method(call) {
                Some(value) => value,
                None => self.opened(expr),
            },
            _ => self.opened(expr),
        };
        self.end(value, expr.span);
    }

    /// What an `Err(…)` that is a value holds: `{"Error": …, "Cause": …}`.
    pub fn kept_error(&mut self, result: &Expr, value: &Expr) -> Code {
        if let Some(error) = wrapped(value, &self.variables) {
            self.wraps(value);
            return self.code(error);
        }
        let named =
            |names: Vec<syn::Member>, codes: Vec<Code>| names.into_iter().zip(codes).collect();
        match &value.kind {
            ExprKind::Into(inner) => {
                let from = self.type_of(inner);
                let into = Type::Error(Box::new(self.slots.value(result.id)));
                self.slots.passed.push((from, into, value.span));
                self.kept_error(result, inner)
            }
            ExprKind::Same(_, inner) => self.kept_error(result, inner),
            ExprKind::Struct { path, members, .. } if is_variant(path) => {
                let names = members.iter().map(|(name, _)| name.clone()).collect();
                let codes = self.codes(&value.parts());
                self.raised(value, path, named(names, codes))
            }
            ExprKind::Construct { path, members } if is_variant(path) => {
                let names = (0..members.len()).map(syn::Member::from).collect();
                let codes = self.codes(&value.parts());
                self.raised(value, path, named(names, codes))
            }
            ExprKind::Unit(path) if is_variant(path) => self.raised(value, path, Vec::new()),
            _ => self.code(value),
        }
    }

    /// Notes that a variant is held to be a `#[from]` one.
    pub fn wraps(&mut self, value: &Expr) {
        if let ExprKind::Construct { path, .. } = &value.kind
            && let Some(last) = path.segments.last()
        {
            let ty = self.slots.value(value.id);
            self.slots.wrapped.push((ty, last.ident.clone()));
        }
    }

    fn raised(
        &mut self,
        value: &Expr,
        path: &syn::Path,
        members: Vec<(syn::Member, Code)>,
    ) -> Code {
        let ty = self.slots.value(value.id);
        match path.segments.last() {
            Some(last) => Code::Raised(ty, last.ident.clone(), members),
            None => Code::Null,
        }
    }

    /// `call?` where the call makes the error: it is raised at once, and never a value.
    pub fn tried_method(&mut self, call: &Call) -> Option<Code> {
        match (call.method.name, &call.arguments[..]) {
            ("ok_or", [Argument::Value(error)]) => Some(self.ok_or(call, error)),
            ("ok_or_else", [Argument::Closure(closure)]) => Some(self.ok_or(call, &closure.body)),
            ("map_err", [Argument::Closure(closure)]) => Some(self.map_err(call, closure)),
            _ => None,
        }
    }

    fn ok_or(&mut self, call: &Call, error: &Expr) -> Code {
        let ty = self.type_of(&call.receiver);
        let value = self.code(&call.receiver);
        let value = if value.is_place() {
            value
        } else {
            self.kept(value, "found")
        };
        if call.method.name == "ok_or" {
            // Rust makes the error whether it is needed or not.
            for part in error.parts() {
                let code = self.code(part);
                if !code.is_total() {
                    self.kept(code, "unused");
                }
            }
        }
        let missing = Code::chosen("is_none", vec![ty], vec![value.clone()], error.span, false);
        self.passes_value(error);
        self.choice(
            "missing",
            error.span,
            missing,
            |flow| flow.raise(error),
            |_| {},
        );
        value
    }

    fn map_err(&mut self, call: &Call, closure: &Closure) -> Code {
        let pattern = closure.parameters.first().map(|(pattern, _)| pattern);
        self.passes_value(&closure.body);
        let receiver = &*call.receiver;
        if let ExprKind::Step(step) = &receiver.kind {
            if let Step::Async { body } | Step::CatchAll { body, .. } = &**step {
                let error = Type::Error(Box::new(self.slots.value(receiver.id)));
                let (succeeded, failed) = self.left_block(receiver, body);
                self.set_open(failed.open);
                let error = Subject {
                    code: Code::Variable(failed.variable),
                    ty: error,
                    is_error: !is_catch_all(receiver),
                };
                for (id, code) in
                    pattern.map_or_else(Vec::new, |pattern| self.bindings(pattern, &error))
                {
                    self.assign(id, code);
                }
                self.within("error of block", |flow| flow.raise(&closure.body));
                self.set_open(succeeded.open);
                return Code::Variable(succeeded.variable);
            }
            let result = self.step(receiver, step);
            let node = self.frame().open.first().copied();
            if let (Some(Some((node, _))), Some(pattern), true) = (node, pattern, catches(receiver))
            {
                let succeeded = self.take_open();
                let error = self.slots.error(receiver);
                let name = format!("error of {}", label(step));
                let caught = self.edge(node, Role::Catch(ErrorSet::All(error.clone())));
                self.set_open(vec![caught]);
                let error = Subject::error(Code::Path("$states.errorOutput"), error);
                for (id, code) in self.bindings(pattern, &error) {
                    self.assign(id, code);
                }
                self.within(name, |flow| flow.raise(&closure.body));
                self.set_open(succeeded);
            }
            return self.kept(result, &label(step));
        }
        let ty = self.type_of(receiver);
        let result = self.code(receiver);
        let result = if result.is_place() {
            result
        } else {
            self.kept(result, "outcome")
        };
        let failed = Code::IsError(Box::new(result.clone()), ty, None);
        let error = result.ours("Err");
        self.choice(
            "failed",
            receiver.span,
            failed,
            |flow| {
                if let Some(PatternKind::Bind(id)) = pattern.map(|pattern| &pattern.kind) {
                    flow.assign(*id, error);
                }
                flow.raise(&closure.body);
            },
            |_| {},
        );
        result.ours("Ok")
    }

    /// Notes that an error leaves by `?`, which must not rename it.
    fn passes_value(&mut self, error: &Expr) {
        match &error.kind {
            // It is noted where it is converted.
            ExprKind::Into(_) => {}
            ExprKind::Same(_, inner) => self.passes_value(inner),
            ExprKind::Block(_, block) => {
                if let Some(tail) = &block.tail {
                    self.passes_value(tail);
                }
            }
            _ => {
                let ty = self.type_of(error);
                self.passes(ty, error.span);
            }
        }
    }

    /// The result of a step as a value: `{"Ok": …}` or `{"Err": {"Error": …, "Cause": …}}`.
    pub fn outcome(&mut self, expr: &Expr, step: &Step) -> Code {
        if let Step::Async { body } | Step::CatchAll { body, .. } = step {
            return self.block_outcome(expr, body);
        }
        let result = self.step(expr, step);
        if !catches(expr) {
            return result;
        }
        let Some(Some((node, _))) = self.frame().open.first().copied() else {
            return result;
        };
        let outcome = self.temporary("outcome");
        self.assign(outcome, Code::Object(vec![("Ok", result)]));
        let mut on = self.take_open();
        let error: Type = self.slots.error(expr);
        let caught = self.edge(node, Role::Catch(ErrorSet::All(error)));
        self.set_open(vec![caught]);
        let error = Code::Path("$states.errorOutput");
        self.assign(outcome, Code::Object(vec![("Err", error)]));
        on.extend(self.take_open());
        self.set_open(on);
        Code::Variable(outcome)
    }

    fn block_outcome(&mut self, expr: &Expr, body: &Block) -> Code {
        let outcome = self.temporary("outcome");
        let (succeeded, failed) = self.left_block(expr, body);
        let mut on = Vec::new();
        for (name, left) in [("Ok", succeeded), ("Err", failed)] {
            self.set_open(left.open);
            self.assign(
                outcome,
                Code::Object(vec![(name, Code::Variable(left.variable))]),
            );
            on.extend(self.take_open());
        }
        self.set_open(on);
        Code::Variable(outcome)
    }
}
