//! Function literals: lambdas and regular expressions.

use std::sync::Arc;

use super::operand::Operand;
use super::scope::Place;
use super::{Compile, Compiler};
use crate::error::Span;
use crate::function::{BodyCode, Closure, Function, Kind, LambdaCode, capture};
use crate::regex::Regex;
use crate::resolve::{Lambda, Node};
use crate::run::{Register, Run};
use crate::signature::Signature;
use crate::value::Str;

impl Compiler<'_> {
    pub(super) fn lambda(&mut self, lambda: &Lambda) -> Compile<Operand> {
        // The parser has refused what is wrong with it.
        let signature = lambda
            .signature
            .as_deref()
            .and_then(|text| Signature::parse(text).ok());
        let code = Arc::new(self.body(&lambda.body, &lambda.parameters, signature)?);
        let captures = self.scopes.end().captures;
        Ok(Operand::code(move |run, input| {
            run.hold(64)?;
            let captured = take(run, &captures);
            let closure = Closure {
                code: code.clone(),
                captured,
                input: input.cloned(),
            };
            Ok(Some(Function::new(run, Kind::Closure(closure)).value()))
        }))
    }
}

impl Compiler<'_> {
    /// Compiles a body. Its activation is still open afterwards, for its captures.
    pub(super) fn body(
        &mut self,
        body: &Node,
        parameters: &[Str],
        signature: Option<Signature>,
    ) -> Compile<LambdaCode> {
        let needs_cell = self.scopes.begin(body, parameters);
        // What a body binds outside of any block is bound in the frame of the call.
        let bound = super::walk::bound_names([body]);
        let bound = bound
            .into_iter()
            .filter(|name| !parameters.contains(name))
            .collect();
        let locals = self.scopes.open(bound, false);
        let outer_level = std::mem::replace(&mut self.level, 0);
        let code = self.ending(body)?;
        self.level = outer_level;
        self.scopes.close();
        let locals = super::control::Locals::of(locals);
        Ok(LambdaCode {
            parameters: needs_cell,
            registers: self.scopes.registers(),
            signature,
            body: match code {
                BodyCode::Value(code) => BodyCode::Value(locals.around(code)),
                BodyCode::Tail(code) => BodyCode::Tail(locals.around_tail(code)),
            },
            certain_height: super::heights::certain(body),
        })
    }
}

/// Takes captured variables along from where a function is defined.
pub(super) fn take(run: &Run<'_>, captures: &[Place]) -> Box<[Register]> {
    let taken = captures.iter().map(|place| match place {
        Place::Local(register) => capture(run.register(*register)),
        Place::Captured(index) => run.captured(*index).map(capture).unwrap_or_default(),
        // Everything else can be read from anywhere.
        Place::Slot(_) | Place::Root | Place::Builtin(_) => Register::Unset,
    });
    taken.collect()
}

pub(super) fn regex(pattern: &Str, flags: &Str, span: Span) -> Compile<Operand> {
    let regex = Arc::new(Regex::new(pattern, flags).map_err(|error| error.at(span))?);
    Ok(Operand::code(move |run, _| {
        Ok(Some(Function::new(run, Kind::Regex(regex.clone())).value()))
    }))
}
