//! Functions as values of expressions: what kinds there are and how they differ when looked at.

use std::sync::Arc;

use crate::compile::{Operand, TailCode, Transform};
use crate::error::{Error, Span};
use crate::functions::Builtin;
use crate::regex::{NextMatch, Regex};
use crate::run::{Arguments, Cell, Register, Run};
use crate::signature::Signature;
use crate::value::{Object, Value};

/// A function. It lives as long as the evaluation that made it.
#[derive(Clone)]
pub(crate) struct Function(Arc<Body>);

struct Body {
    epoch: u64,
    kind: Kind,
}

pub(crate) enum Kind {
    Builtin(&'static Builtin),
    Closure(Closure),
    Partial(Partial),
    Transform(Transform),
    /// `first ~> second`
    Composed(Function, Function),
    Regex(Arc<Regex>),
    NextMatch(NextMatch),
    /// A function that was passed as an argument. The reference wraps it in one of the host's
    /// functions, which is visible: it has no context, and counts as false.
    Wrapped(Function),
}

/// A lambda and what it has captured.
pub(crate) struct Closure {
    pub(crate) code: Arc<LambdaCode>,
    pub(crate) captured: Box<[Register]>,
    /// The context at the place of its definition.
    pub(crate) input: Option<Value>,
}

/// The compiled form of a lambda.
pub(crate) struct LambdaCode {
    /// For each parameter whether a function inside captures it.
    pub(crate) parameters: Vec<bool>,
    pub(crate) registers: usize,
    pub(crate) signature: Option<Signature>,
    pub(crate) body: BodyCode,
    /// How many evaluations are nested in any call at least.
    pub(crate) certain_height: u32,
}

/// The body of a lambda.
pub(crate) enum BodyCode {
    /// It ends in a value, as the syntax shows.
    Value(Operand),
    /// It may end in a call.
    Tail(TailCode),
}

/// Where a body goes on.
pub(crate) enum Flow {
    Done(Option<Value>),
    /// A call in tail position, and where its procedure stands.
    Call(Function, Arguments, Option<Span>),
}

/// A function some of whose arguments are fixed.
pub(crate) struct Partial {
    pub(crate) function: Function,
    /// Fixed arguments; `None` waits for one.
    pub(crate) arguments: Vec<Option<Option<Value>>>,
}

impl Function {
    pub(crate) fn new(run: &Run<'_>, kind: Kind) -> Function {
        Function(Arc::new(Body {
            epoch: run.epoch,
            kind,
        }))
    }

    pub(crate) fn value(self) -> Value {
        Value::Object(Object::of_function(self))
    }

    pub(crate) fn epoch(&self) -> u64 {
        self.0.epoch
    }

    pub(crate) fn kind(&self) -> &Kind {
        &self.0.kind
    }

    pub(crate) fn closure(&self) -> Option<&Closure> {
        match &self.0.kind {
            Kind::Closure(closure) => Some(closure),
            _ => None,
        }
    }

    /// What a function argument becomes on its way into a call.
    pub(crate) fn wrapped(&self, run: &Run<'_>) -> Function {
        match self.kind() {
            Kind::Wrapped(_) => self.clone(),
            _ => Function::new(run, Kind::Wrapped(self.clone())),
        }
    }

    /// How many arguments higher-order functions may pass.
    pub(crate) fn arity(&self) -> usize {
        match self.kind() {
            Kind::Builtin(builtin) => builtin.arity,
            Kind::Closure(closure) => closure.code.parameters.len(),
            Kind::Partial(partial) => partial
                .arguments
                .iter()
                .filter(|argument| argument.is_none())
                .count(),
            Kind::Transform(_) | Kind::Composed(..) => 1,
            Kind::Regex(_) => 2,
            Kind::NextMatch(_) => 0,
            Kind::Wrapped(inner) => inner.arity(),
        }
    }

    /// How many parameters partial application may fix.
    pub(crate) fn parameter_count(&self) -> usize {
        match self.kind() {
            Kind::Builtin(builtin) => builtin.parameters,
            // The host's wrapper takes `...params`, one name for whatever comes.
            Kind::Wrapped(_) => 1,
            _ => self.arity(),
        }
    }

    /// Whether the reference sees an object with members, which is true, or a host function.
    pub(crate) fn is_true(&self) -> bool {
        !matches!(
            self.kind(),
            Kind::Wrapped(_) | Kind::Regex(_) | Kind::NextMatch(_)
        )
    }
}

impl Partial {
    pub(crate) fn call(&self, run: &mut Run<'_>, arguments: Arguments) -> Result<Flow, Error> {
        let mut given = arguments.into_iter();
        let all = self.arguments.iter().map(|fixed| match fixed {
            Some(value) => value.clone(),
            None => given.next().flatten(),
        });
        let mut all: Arguments = all.collect();
        run.step(1)?;
        match self.function.kind() {
            // The reference calls the implementation past its signature.
            Kind::Builtin(builtin) => {
                while all.last().is_some_and(Option::is_none) && all.len() > builtin.arity.min(1) {
                    all.pop();
                }
                builtin.signature.pad(&mut all);
                (builtin.run)(run, &mut all, None).map(Flow::Done)
            }
            _ => Ok(Flow::Call(self.function.clone(), all, None)),
        }
    }
}

/// A captured variable as a closure keeps it: shared if it may still change.
pub(crate) fn capture(register: &Register) -> Register {
    match register {
        Register::Cell(cell) => Register::Cell(Cell::clone(cell)),
        other => other.clone(),
    }
}
