//! Calls, partial application and `~>`.

use smallvec::SmallVec;

use super::operand::{Operand, read};
use super::scope::Place;
use super::{Compile, Compiler, TailCode};
use crate::error::{Error, Span};
use crate::function::{Flow, Function, Kind, Partial};
use crate::functions::Builtin;
use crate::resolve::{Node, NodeKind};
use crate::run::{Arguments, Out, Run};
use crate::value::{Str, Value};

/// What is called, as far as it is known beforehand.
enum Procedure {
    Builtin(&'static Builtin),
    /// `$eval`, with the variables it may read.
    Eval(Vec<(Str, Vec<Place>)>),
    Value(Operand),
}

/// A compiled call.
struct CallCode {
    procedure: Procedure,
    arguments: Vec<Operand>,
    /// What the procedure is called in messages.
    name: Value,
    /// A variable of the same name, if the procedure is written without its `$`.
    meant: Option<Vec<Place>>,
    span: Span,
    /// How many evaluations there are between the activation and the call.
    level: u32,
}

impl Compiler<'_> {
    fn call_code(&mut self, procedure: &Node, arguments: &[Node], span: Span) -> Compile<CallCode> {
        let (name, meant) = self.describe(procedure);
        let known = match &procedure.kind {
            NodeKind::Variable(name) if procedure.is_plain() && !name.is_empty() => {
                match self.scopes.lookup(name, true)[..] {
                    [Place::Builtin(builtin)] if builtin.name == "eval" => {
                        let visible = self.scopes.visible();
                        let visible = visible.into_iter().map(|name| {
                            let places = self.scopes.lookup(&name, false);
                            (name, places)
                        });
                        Some(Procedure::Eval(visible.collect()))
                    }
                    [Place::Builtin(builtin)] => Some(Procedure::Builtin(builtin)),
                    _ => None,
                }
            }
            _ => None,
        };
        let procedure = match known {
            Some(known) => known,
            None => Procedure::Value(self.procedure(procedure)?),
        };
        let mut compiled = Vec::with_capacity(arguments.len());
        for argument in arguments {
            compiled.push(self.node(argument)?);
        }
        let level = self.level;
        Ok(CallCode {
            procedure,
            arguments: compiled,
            name,
            meant,
            span,
            level,
        })
    }

    /// A procedure: a call of a name means a built-in function unless the name is bound.
    fn procedure(&mut self, node: &Node) -> Compile<Operand> {
        if let NodeKind::Variable(name) = &node.kind
            && node.is_plain()
            && !name.is_empty()
            && *name != "$"
            && *name != "states"
        {
            return Ok(Operand::Variable(self.scopes.lookup(name, true)));
        }
        // A bare name is refused as a call of no function, not as a reference to no document.
        if let NodeKind::Path { steps, .. } = &node.kind
            && let [step] = &steps[..]
            && matches!(step.kind, NodeKind::Name(_))
        {
            return self.in_context(|compiler| compiler.node(node));
        }
        self.node(node)
    }

    fn describe(&mut self, procedure: &Node) -> (Value, Option<Vec<Place>>) {
        match &procedure.kind {
            NodeKind::Variable(name) => (Value::from(name.clone()), None),
            NodeKind::Path { steps, .. } => match &steps[0].kind {
                NodeKind::Name(name) => (
                    Value::from(name.clone()),
                    Some(self.scopes.lookup(name, true)),
                ),
                NodeKind::Variable(name) => (Value::from(name.clone()), None),
                _ => (Value::Null, None),
            },
            _ => (Value::Null, None),
        }
    }

    /// A call; `applied` is the left side of `~>`, which becomes the first argument.
    pub(super) fn call(
        &mut self,
        procedure: &Node,
        applied: Option<Operand>,
        arguments: &[Node],
        span: Span,
        is_raw: bool,
    ) -> Compile<Operand> {
        let call = self.call_code(procedure, arguments, span)?;
        Ok(Operand::code(move |run, input| {
            run.check_stack()?;
            let mut values = Arguments::new();
            if let Some(applied) = &applied {
                values.push(applied.eval(run, input)?);
            }
            let value = call.eval(run, input, values)?;
            Ok(if is_raw { value } else { run.finish(value) })
        }))
    }

    pub(super) fn tail_call(
        &mut self,
        procedure: &Node,
        arguments: &[Node],
        span: Span,
    ) -> Compile<TailCode> {
        let place = procedure.span;
        let mut call = self.call_code(procedure, arguments, span)?;
        if matches!(call.procedure, Procedure::Builtin(_)) {
            call.span = place;
        }
        Ok(Box::new(move |run, input| {
            run.check_stack()?;
            match &call.procedure {
                Procedure::Value(operand) => {
                    let procedure = operand.eval(run, input)?;
                    let function = call.function(run, procedure)?;
                    let mut values = Arguments::new();
                    for argument in &call.arguments {
                        values.push(argument.eval(run, input)?);
                    }
                    Ok(Flow::Call(function, values, Some(place)))
                }
                // A missing argument comes from the context of the call that ends here.
                Procedure::Builtin(builtin) if builtin.takes_context(call.arguments.len()) => {
                    let function = Function::new(run, Kind::Builtin(builtin));
                    let mut values = Arguments::new();
                    for argument in &call.arguments {
                        values.push(argument.eval(run, input)?);
                    }
                    Ok(Flow::Call(function, values, Some(place)))
                }
                _ => {
                    let value = call.eval(run, input, Arguments::new())?;
                    Ok(Flow::Done(run.finish(value)))
                }
            }
        }))
    }

    pub(super) fn partial(
        &mut self,
        procedure: &Node,
        arguments: &[Option<Node>],
        span: Span,
    ) -> Compile<Operand> {
        let (name, meant) = self.describe(procedure);
        let procedure = self.procedure(procedure)?;
        let mut compiled = Vec::with_capacity(arguments.len());
        for argument in arguments {
            compiled.push(
                argument
                    .as_ref()
                    .map(|argument| self.node(argument))
                    .transpose()?,
            );
        }
        Ok(Operand::code(move |run, input| {
            let mut fixed = Vec::with_capacity(compiled.len());
            for argument in &compiled {
                fixed.push(match argument {
                    Some(argument) => Some(argument.eval(run, input)?),
                    None => None,
                });
            }
            let value = procedure.eval(run, input)?;
            let Some(function) = value.as_ref().and_then(Value::as_function) else {
                let is_meant = value.is_none() && is_bound(run, meant.as_deref());
                let code = if is_meant { "T1007" } else { "T1008" };
                return Err(Error::new(code).at(span).token_is(name.clone()));
            };
            if let Kind::Builtin(builtin) = function.kind()
                && builtin.name == "string"
            {
                // The reference parses the function's own parameter list and stumbles over a default.
                return Err(Error::new("S0208").at(span).value_is(2));
            }
            let parameters = function.parameter_count();
            fixed.truncate(parameters);
            fixed.resize(parameters, Some(None));
            run.hold(64)?;
            let partial = Partial {
                function: function.clone(),
                arguments: fixed,
            };
            Ok(Some(Function::new(run, Kind::Partial(partial)).value()))
        }))
    }

    /// `argument ~> function`
    pub(super) fn application(
        &mut self,
        argument: &Node,
        function: &Node,
        span: Span,
        is_raw: bool,
    ) -> Compile<Operand> {
        let argument = self.node(argument)?;
        if let NodeKind::Call {
            procedure,
            arguments,
        } = &function.kind
        {
            let is_raw = is_raw || function.keep_array;
            return self.call(procedure, Some(argument), arguments, function.span, is_raw);
        }
        let function = self.node(function)?;
        let level = self.level;
        Ok(Operand::code(move |run, input| {
            run.check_stack()?;
            let argument = argument.eval(run, input)?;
            let value = function.eval(run, input)?;
            let Some(function) = value.as_ref().and_then(Value::as_function) else {
                let error = Error::new("T2006").at(span).token_is("~>");
                return Err(match value {
                    Some(value) => error.value_is(value),
                    None => error,
                });
            };
            if let Some(first) = argument.as_ref().and_then(Value::as_function) {
                let composed = Kind::Composed(first.clone(), function.clone());
                return Ok(Some(Function::new(run, composed).value()));
            }
            let answer = run.deeper(level, |run| {
                run.apply(
                    function,
                    SmallVec::from_iter([argument]),
                    Some(&Value::Null),
                )
            });
            let value = answer.map_err(|error| error.unreported_at(span))?;
            Ok(if is_raw { value } else { run.finish(value) })
        }))
    }
}

impl CallCode {
    /// Calls; the result is not finished.
    fn eval(&self, run: &mut Run<'_>, input: Option<&Value>, mut values: Arguments) -> Out {
        let procedure = match &self.procedure {
            Procedure::Value(operand) => Some(operand.eval(run, input)?),
            _ => None,
        };
        if let Some(None) = &procedure
            && is_bound(run, self.meant.as_deref())
        {
            return Err(Error::new("T1005")
                .at(self.span)
                .token_is(self.name.clone()));
        }
        for argument in &self.arguments {
            let value = argument.eval(run, input)?;
            values.push(match value.as_ref().and_then(Value::as_function) {
                Some(function) => Some(function.wrapped(run).value()),
                None => value,
            });
        }
        let answer = match &self.procedure {
            Procedure::Builtin(builtin) => {
                run.step(1)?;
                run.deeper(self.level, |run| {
                    builtin.signature.validate(&mut values, input)?;
                    (builtin.run)(run, &mut values, input)
                })
            }
            Procedure::Eval(visible) => {
                let visible = visible
                    .iter()
                    .map(|(name, places)| (name.clone(), read(run, places)));
                let visible: Vec<_> = visible.collect();
                run.deeper(self.level, |run| {
                    crate::eval::eval(run, values, input, &visible)
                })
            }
            Procedure::Value(_) => match self.function(run, procedure.flatten()) {
                Ok(function) => run.deeper(self.level, |run| run.apply(&function, values, input)),
                Err(error) => Err(error),
            },
        };
        match answer {
            Ok(value) => Ok(value),
            Err(error) => {
                let error = error.reported_at(self.span);
                Err(if self.name.is_null() {
                    error
                } else {
                    error.token_is(self.name.clone())
                })
            }
        }
    }

    fn function(&self, run: &mut Run<'_>, value: Option<Value>) -> Result<Function, Error> {
        run.step(1)?;
        match value.as_ref().and_then(Value::as_function) {
            Some(function) => Ok(function.clone()),
            None => Err(Error::new("T1006").at(self.span)),
        }
    }
}

/// Whether a function written without its `$` exists with it.
fn is_bound(run: &Run<'_>, places: Option<&[Place]>) -> bool {
    places.is_some_and(|places| read(run, places).is_some())
}
