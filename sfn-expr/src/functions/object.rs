//! Functions on objects that call nothing.

use std::collections::HashSet;

use super::{list_argument, take, text_argument};
use crate::compile::lookup as lookup_name;
use crate::run::{Arguments, Out, Run};
use crate::value::{Array, Object, Str, Value};

pub(super) fn keys(run: &mut Run<'_>, arguments: &mut Arguments, _: Option<&Value>) -> Out {
    let mut found: Vec<Str> = Vec::new();
    match arguments.first().and_then(Option::as_ref) {
        Some(Value::Object(object)) => found.extend(object.keys().cloned()),
        Some(value @ Value::Array(_)) => {
            let mut seen = HashSet::new();
            let mut waiting = vec![value];
            while let Some(value) = waiting.pop() {
                run.step(1)?;
                match value {
                    Value::Array(list) => waiting.extend(list.iter().rev()),
                    Value::Object(object) => {
                        run.step(object.len())?;
                        found.extend(
                            object
                                .keys()
                                .filter(|key| seen.insert((*key).clone()))
                                .cloned(),
                        );
                    }
                    _ => {}
                }
            }
        }
        _ => {}
    }
    run.hold_list(found.len())?;
    Ok(Some(
        run.sequence(found.into_iter().map(Value::from).collect()),
    ))
}

pub(super) fn lookup(run: &mut Run<'_>, arguments: &mut Arguments, _: Option<&Value>) -> Out {
    let key = text_argument(arguments, 1)?;
    match (take(arguments, 0), key) {
        (Some(value), Some(key)) => lookup_name(run, &value, &key),
        _ => Ok(None),
    }
}

pub(super) fn spread(run: &mut Run<'_>, arguments: &mut Arguments, _: Option<&Value>) -> Out {
    let Some(value) = take(arguments, 0) else {
        return Ok(None);
    };
    let mut found = Vec::new();
    let mut waiting = vec![&value];
    let is_list = matches!(value, Value::Array(_));
    let is_object = matches!(value, Value::Object(_)) && !value.is_function();
    if !is_list && !is_object {
        return Ok(Some(value));
    }
    while let Some(value) = waiting.pop() {
        run.step(1)?;
        match value {
            Value::Array(list) => waiting.extend(list.iter().rev()),
            Value::Object(object) if object.function().is_none() => {
                run.hold_list(4 * object.len())?;
                found.extend(object.iter().map(|(key, value)| {
                    Value::Object(Object::from_iter([(key.clone(), value.clone())]))
                }));
            }
            other => found.push(other.clone()),
        }
    }
    // Appending to a sequence makes a plain list of it, except where nothing was appended.
    if is_list && !found.is_empty() {
        return Ok(Some(Value::Array(Array::from(found))));
    }
    Ok(Some(run.sequence(found)))
}

pub(super) fn merge(run: &mut Run<'_>, arguments: &mut Arguments, _: Option<&Value>) -> Out {
    let Some(list) = list_argument(arguments, 0)? else {
        return Ok(None);
    };
    let mut merged = Object::new();
    for object in &list {
        if let Value::Object(object) = object {
            run.hold_list(3 * object.len())?;
            merged.extend(
                object
                    .iter()
                    .map(|(key, value)| (key.clone(), value.clone())),
            );
        }
    }
    Ok(Some(Value::Object(merged)))
}
