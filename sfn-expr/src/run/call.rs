//! Calling functions, with tail calls in constant stack.

use smallvec::SmallVec;

use super::{Arguments, Cell, Out, Register, Run};
use crate::error::{Error, Span};
use crate::function::{BodyCode, Closure, Flow, Function, Kind};
use crate::value::Value;

impl Run<'_> {
    /// Calls a function that was handed to a built-in function: there is no context.
    pub(crate) fn call(&mut self, function: &Function, arguments: Arguments) -> Out {
        self.apply(function, arguments, Some(&Value::Null))
    }

    /// Calls a function that was handed to a built-in function with one argument. The commonest one, a lambda with one
    /// parameter that ends in a value, finds it in its register at once.
    pub(crate) fn call_with_one(&mut self, function: &Function, argument: Value) -> Out {
        let (lambda, _) = unwrapped(function, None);
        if let Kind::Closure(closure) = lambda.kind()
            && let BodyCode::Value(body) = &closure.code.body
            && closure.code.signature.is_none()
            && closure.code.parameters.len() == 1
        {
            self.admit(lambda)?;
            return self.activate(lambda, closure, &mut [Some(argument)], |run| {
                body.eval(run, closure.input.as_ref())
            });
        }
        self.call(function, SmallVec::from_iter([Some(argument)]))
    }

    /// Calls a function. Calls in tail position loop here instead of nesting.
    pub(crate) fn apply(
        &mut self,
        function: &Function,
        mut arguments: Arguments,
        input: Option<&Value>,
    ) -> Out {
        let (function, input) = unwrapped(function, input);
        // What ends in a value is spared the moves of what may end in a call.
        if let Kind::Closure(closure) = function.kind()
            && let BodyCode::Value(body) = &closure.code.body
        {
            self.admit(function)?;
            closure.validate(&mut arguments, input)?;
            return self.activate(function, closure, &mut arguments, |run| {
                body.eval(run, closure.input.as_ref())
            });
        }
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
        context: Option<&Value>,
    ) -> Result<Flow, Error> {
        let (function, context) = unwrapped(function, context);
        self.admit(function)?;
        match function.kind() {
            Kind::Builtin(builtin) => {
                self.step(1)?;
                let validated = builtin.signature.validate(&mut arguments, context);
                validated.map_err(|error| error.token_is(builtin.name))?;
                (builtin.run)(self, &mut arguments, context).map(Flow::Done)
            }
            Kind::Closure(closure) => {
                closure.validate(&mut arguments, context)?;
                let input = closure.input.as_ref();
                self.activate(function, closure, &mut arguments, |run| {
                    match &closure.code.body {
                        BodyCode::Value(body) => body.eval(run, input).map(Flow::Done),
                        BodyCode::Tail(body) => body(run, input),
                    }
                })
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

    /// Refuses a function that was made by another evaluation: its variables are gone.
    fn admit(&self, function: &Function) -> Result<(), Error> {
        if function.epoch() == self.epoch {
            Ok(())
        } else {
            Err(Error::new("T1006"))
        }
    }

    /// Runs a body in registers of its own, the first of which take the arguments.
    #[inline]
    fn activate<R>(
        &mut self,
        function: &Function,
        closure: &Closure,
        arguments: &mut [Option<Value>],
        body: impl FnOnce(&mut Self) -> Result<R, Error>,
    ) -> Result<R, Error> {
        let code = &closure.code;
        self.enter(code.certain_height)?;
        self.step(1)?;
        let base = self.registers.len();
        for (at, is_captured) in code.parameters.iter().enumerate() {
            let argument = arguments.get_mut(at).and_then(Option::take);
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
        let result = body(self);
        self.registers.truncate(base);
        self.base = outer_base;
        self.frame = outer_frame;
        result
    }
}

impl Closure {
    fn validate(&self, arguments: &mut Arguments, context: Option<&Value>) -> Result<(), Error> {
        match &self.code.signature {
            Some(signature) => signature.validate(arguments, context),
            None => Ok(()),
        }
    }
}

/// A function as it is, and its context: a wrapped one has none, nor have the calls it ends in.
fn unwrapped<'f>(
    mut function: &'f Function,
    mut context: Option<&'f Value>,
) -> (&'f Function, Option<&'f Value>) {
    while let Kind::Wrapped(inner) = function.kind() {
        function = inner;
        context = Some(&Value::Null);
    }
    (function, context)
}
