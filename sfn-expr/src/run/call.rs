//! Calling functions, with tail calls in constant stack.

use smallvec::SmallVec;

use super::{Arguments, Cell, Out, Register, Run};
use crate::error::{Error, Span};
use crate::function::{Closure, Flow, Function, Kind};
use crate::value::Value;

impl Run<'_> {
    /// Calls a function that was handed to a built-in function: there is no context.
    pub(crate) fn call(&mut self, function: &Function, arguments: Arguments) -> Out {
        self.apply(function, arguments, Some(&Value::Null))
    }

    /// Calls a function. Calls in tail position loop here instead of nesting.
    pub(crate) fn apply(
        &mut self,
        function: &Function,
        arguments: Arguments,
        input: Option<&Value>,
    ) -> Out {
        // A wrapped function has no context, nor have the calls it ends in.
        let input = match function.kind() {
            Kind::Wrapped(_) => Some(&Value::Null),
            _ => input,
        };
        match self.enter_function(function, arguments, input)? {
            Flow::Done(answer) => Ok(answer),
            Flow::Call(function, arguments, place) => self.go_on(function, arguments, place, input),
        }
    }

    fn go_on(
        &mut self,
        mut function: Function,
        mut arguments: Arguments,
        mut place: Option<Span>,
        input: Option<&Value>,
    ) -> Out {
        loop {
            let flow = self.enter_function(&function, arguments, input);
            let flow = flow.map_err(|error| match place {
                Some(span) => error.reported_at(span),
                None => error,
            });
            match flow? {
                Flow::Done(answer) => return Ok(answer),
                Flow::Call(next, with, at) => {
                    (function, arguments) = (next, with);
                    place = at.or(place);
                }
            }
        }
    }

    /// Calls a function up to its answer or its last call.
    fn enter_function(
        &mut self,
        function: &Function,
        mut arguments: Arguments,
        mut context: Option<&Value>,
    ) -> Result<Flow, Error> {
        let mut function = function;
        while let Kind::Wrapped(inner) = function.kind() {
            function = inner;
            context = Some(&Value::Null);
        }
        if function.epoch() != self.epoch {
            // It was made by another evaluation and its variables are gone.
            return Err(Error::new("T1006"));
        }
        match function.kind() {
            Kind::Builtin(builtin) => {
                self.step(1)?;
                let validated = builtin.signature.validate(&mut arguments, context);
                validated.map_err(|error| error.token_is(builtin.name))?;
                (builtin.run)(self, &mut arguments, context).map(Flow::Done)
            }
            Kind::Closure(closure) => {
                if let Some(signature) = &closure.code.signature {
                    signature.validate(&mut arguments, context)?;
                }
                self.activate(function, closure, arguments)
            }
            Kind::Partial(partial) => partial.call(self, arguments),
            Kind::Transform(transform) => transform.call(self, &mut arguments).map(Flow::Done),
            Kind::Composed(first, second) => {
                // The reference composes by a lambda with one parameter.
                arguments.truncate(1);
                arguments.resize(1, None);
                let inner = self.apply(first, arguments, None)?;
                let arguments = SmallVec::from_iter([self.finish(inner)]);
                Ok(Flow::Call(second.clone(), arguments, None))
            }
            Kind::Regex(regex) => regex.call(self, &arguments).map(Flow::Done),
            Kind::NextMatch(next) => next.call(self).map(Flow::Done),
            // Unwrapped above.
            Kind::Wrapped(_) => Err(Error::new("T1006")),
        }
    }

    fn activate(
        &mut self,
        function: &Function,
        closure: &Closure,
        arguments: Arguments,
    ) -> Result<Flow, Error> {
        let code = &closure.code;
        self.enter(code.certain_height)?;
        self.step(1)?;
        let base = self.registers.len();
        let mut arguments = arguments.into_iter();
        for is_captured in &code.parameters {
            let argument = arguments.next().flatten();
            self.registers.push(if *is_captured {
                Register::Cell(Cell::new(argument))
            } else {
                Register::Value(argument)
            });
        }
        self.registers
            .resize_with(base + code.registers, Register::default);
        let outer_base = std::mem::replace(&mut self.base, base);
        let frame = (!closure.captured.is_empty()).then(|| function.clone());
        let outer_frame = std::mem::replace(&mut self.frame, frame);
        let flow = (code.body)(self, closure.input.as_ref());
        self.registers.truncate(base);
        self.base = outer_base;
        self.frame = outer_frame;
        flow
    }
}
