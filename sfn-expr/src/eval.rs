//! `$eval`: an expression from a string, in the scope of its call. Not in the AWS dialect.

use crate::compile;
use crate::error::Error;
use crate::function::{Closure, Function, Kind};
use crate::functions::text_argument;
use crate::limits::Dialect;
use crate::resolve::resolve;
use crate::run::{Arguments, Out, Run};
use crate::syntax::parse;
use crate::value::{Array, Mark, Str, Value};

/// Evaluates the expression in the first argument; the second replaces the context. `visible` are
/// the variables around the call, innermost first.
pub(crate) fn eval(
    run: &mut Run<'_>,
    mut arguments: Arguments,
    input: Option<&Value>,
    visible: &[(Str, Option<Value>)],
) -> Out {
    if let Some(builtin) = crate::functions::find("eval", Dialect::Jsonata) {
        builtin.signature.validate(&mut arguments, input)?;
    }
    let Some(source) = text_argument(&arguments, 0)? else {
        return Ok(None);
    };
    let context = match arguments.get_mut(1).and_then(Option::take) {
        Some(Value::Array(array)) if !run.is_sequence(&array) => {
            Some(wrapped_document(run, Value::Array(array)))
        }
        Some(value) => Some(value),
        None => input.cloned(),
    };
    run.hold_text(source.len())?;
    // The variables become parameters, so that functions made inside may outlive the call.
    let names = visible.iter().map(|(name, _)| name);
    let (code, parameters) = parse(&source)
        .and_then(resolve)
        .and_then(|resolved| compile::compile_with_parameters(&resolved, names))
        .map_err(|error| quoted("D3120", &error))?;
    let value_of = |name: &Str| {
        let known = visible.iter().find(|(known, _)| known == name);
        known.and_then(|(_, value)| value.clone())
    };
    let values: Arguments = parameters.iter().map(value_of).collect();
    let closure = Closure {
        code,
        captured: Box::default(),
        input: context,
    };
    let function = Function::new(run, Kind::Closure(closure));
    let answer = run
        .apply(&function, values, None)
        .map_err(|error| quoted("D3121", &error))?;
    Ok(run.finish(answer))
}

/// An input document that is a list is one input, not many.
pub(crate) fn wrapped_document(run: &Run<'_>, document: Value) -> Value {
    let mut array = Array::marked(vec![document], Mark::Sequence, run.epoch);
    array.mark(Mark::OuterWrapper, run.epoch);
    Value::Array(array)
}

fn quoted(code: &'static str, error: &Error) -> Error {
    // A limit is a limit, wherever it is reached.
    if error.code() == "U1001" {
        return error.clone();
    }
    Error::new(code).value_is(error.message())
}
