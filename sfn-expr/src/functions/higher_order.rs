//! Functions that call functions.

use super::{function_argument, list_argument, take};
use crate::compile::compare_text;
use crate::error::Error;
use crate::function::Function;
use crate::functions::{is_true, merge_sort};
use crate::run::{Arguments, Out, Run};
use crate::value::{Array, Object, Value};

/// Calls with as many of the arguments as the function can take, but at least one.
fn call(
    run: &mut Run<'_>,
    function: &Function,
    arity: usize,
    first: &Value,
    second: impl FnOnce() -> Value,
    third: &Value,
) -> Out {
    run.step(1)?;
    if arity < 2 {
        return run.call_with_one(function, first.clone());
    }
    let mut arguments = Arguments::new();
    arguments.push(Some(first.clone()));
    arguments.push(Some(second()));
    if arity >= 3 {
        arguments.push(Some(third.clone()));
    }
    run.call(function, arguments)
}

/// The list and the function of a call. Without a list there is nothing to do.
fn list_and_function(
    arguments: &mut Arguments,
) -> Result<Option<(Array, Option<Function>)>, Error> {
    let function = function_argument(arguments, 1)?;
    Ok(list_argument(arguments, 0)?.map(|list| (list, function)))
}

pub(super) fn map(run: &mut Run<'_>, arguments: &mut Arguments, _: Option<&Value>) -> Out {
    let Some((list, Some(function))) = list_and_function(arguments)? else {
        return Ok(None);
    };
    let arity = function.arity();
    let whole = Value::Array(list.clone());
    let mut results = Vec::with_capacity(list.len().min(1_024));
    for (at, element) in list.iter().enumerate() {
        if let Some(result) = call(run, &function, arity, element, || Value::from(at), &whole)? {
            results.push(result);
        }
    }
    run.hold_list(results.len())?;
    let results = run.sequence(results);
    run.bounded(results).map(Some)
}

pub(super) fn filter(run: &mut Run<'_>, arguments: &mut Arguments, _: Option<&Value>) -> Out {
    let Some((list, Some(function))) = list_and_function(arguments)? else {
        return Ok(None);
    };
    let arity = function.arity();
    let whole = Value::Array(list.clone());
    let mut kept = Vec::new();
    for (at, element) in list.iter().enumerate() {
        let result = call(run, &function, arity, element, || Value::from(at), &whole)?;
        if is_true(result.as_ref())? {
            kept.push(element.clone());
        }
    }
    run.hold_list(kept.len())?;
    Ok(Some(run.sequence(kept)))
}

pub(super) fn single(run: &mut Run<'_>, arguments: &mut Arguments, _: Option<&Value>) -> Out {
    let Some((list, function)) = list_and_function(arguments)? else {
        return Ok(None);
    };
    let whole = Value::Array(list.clone());
    let mut found = None;
    for (at, element) in list.iter().enumerate() {
        let matches = match &function {
            Some(function) => {
                let arity = function.arity();
                let result = call(run, function, arity, element, || Value::from(at), &whole)?;
                is_true(result.as_ref())?
            }
            None => true,
        };
        if matches && found.replace(element.clone()).is_some() {
            return Err(Error::new("D3138"));
        }
    }
    match found {
        Some(found) => Ok(Some(found)),
        None => Err(Error::new("D3139")),
    }
}

pub(super) fn reduce(run: &mut Run<'_>, arguments: &mut Arguments, _: Option<&Value>) -> Out {
    let Some((list, Some(function))) = list_and_function(arguments)? else {
        return Ok(None);
    };
    let arity = function.arity();
    if arity < 2 {
        return Err(Error::new("D3050"));
    }
    let whole = Value::Array(list.clone());
    let mut result = take(arguments, 2);
    let mut elements = list.iter().enumerate();
    if result.is_none() {
        result = elements.next().map(|(_, first)| first.clone());
    }
    for (at, element) in elements {
        run.step(1)?;
        let mut arguments = Arguments::new();
        arguments.push(result.take());
        arguments.push(Some(element.clone()));
        if arity >= 3 {
            arguments.push(Some(Value::from(at)));
        }
        if arity >= 4 {
            arguments.push(Some(whole.clone()));
        }
        result = run.call(&function, arguments)?;
    }
    Ok(result)
}

pub(super) fn each(run: &mut Run<'_>, arguments: &mut Arguments, _: Option<&Value>) -> Out {
    let function = function_argument(arguments, 1)?;
    let mut results = Vec::new();
    if let (Some(Value::Object(object)), Some(function)) = (take(arguments, 0), function) {
        let arity = function.arity();
        let whole = Value::Object(object.clone());
        for (key, value) in object.iter() {
            let key = || Value::from(key.clone());
            if let Some(result) = call(run, &function, arity, value, key, &whole)? {
                results.push(result);
            }
        }
    }
    run.hold_list(results.len())?;
    let results = run.sequence(results);
    run.bounded(results).map(Some)
}

pub(super) fn sift(run: &mut Run<'_>, arguments: &mut Arguments, _: Option<&Value>) -> Out {
    let function = function_argument(arguments, 1)?;
    let mut kept = Object::new();
    if let Some(Value::Object(object)) = take(arguments, 0) {
        let whole = Value::Object(object.clone());
        for (key, value) in object.iter() {
            let Some(function) = &function else {
                return Err(Error::new("T1006"));
            };
            let name = || Value::from(key.clone());
            let result = call(run, function, function.arity(), value, name, &whole)?;
            if is_true(result.as_ref())? {
                run.hold_list(3)?;
                kept.insert(key.clone(), value.clone());
            }
        }
    }
    Ok((!kept.is_empty()).then_some(Value::Object(kept)))
}

pub(super) fn sort(run: &mut Run<'_>, arguments: &mut Arguments, _: Option<&Value>) -> Out {
    let Some((list, function)) = list_and_function(arguments)? else {
        return Ok(None);
    };
    if list.len() <= 1 {
        return Ok(Some(Value::Array(list)));
    }
    run.hold_list(list.len())?;
    let order = match &function {
        Some(function) => merge_sort(list.len(), &mut |left, right| {
            run.step(1)?;
            let pair = [Some(list[left].clone()), Some(list[right].clone())];
            let answer = run.call(function, Arguments::from_iter(pair))?;
            Ok(is_host_true(answer.as_ref()))
        })?,
        None => natural_order(run, &list)?,
    };
    let sorted: Vec<Value> = order.into_iter().map(|at| list[at].clone()).collect();
    Ok(Some(Value::Array(Array::from(sorted))))
}

/// Sorts a list of texts or a list of numbers.
fn natural_order(run: &mut Run<'_>, list: &Array) -> Result<Vec<usize>, Error> {
    if list
        .iter()
        .all(|value| value.as_f64().is_some_and(|number| !number.is_nan()))
    {
        return merge_sort(list.len(), &mut |left, right| {
            run.step(1)?;
            Ok(list[left].as_f64() > list[right].as_f64())
        });
    }
    if list.iter().all(|value| matches!(value, Value::String(_))) {
        return merge_sort(list.len(), &mut |left, right| {
            run.step(1)?;
            Ok(match (&list[left], &list[right]) {
                (Value::String(left), Value::String(right)) => compare_text(left, right).is_gt(),
                _ => false,
            })
        });
    }
    Err(Error::new("D3070"))
}

/// The host's truth, not JSONata's: a comparison function's answer is used as it is.
fn is_host_true(value: Option<&Value>) -> bool {
    match value {
        None | Some(Value::Null) => false,
        Some(Value::Bool(flag)) => *flag,
        Some(Value::Integer(number)) => *number != 0,
        Some(Value::Float(number)) => *number != 0.0 && !number.is_nan(),
        Some(Value::String(text)) => !text.is_empty(),
        Some(Value::Array(_) | Value::Object(_)) => true,
    }
}
