//! Functions on lists that call nothing.

use super::{list_argument, take};
use crate::compile::is_equal;
use crate::error::Error;
use crate::run::{Arguments, Out, Run};
use crate::value::{Array, Value};

pub(super) fn count(_: &mut Run<'_>, arguments: &mut Arguments, _: Option<&Value>) -> Out {
    let list = list_argument(arguments, 0)?;
    Ok(Some(Value::from(list.map_or(0, |list| list.len()))))
}

/// One list of two values. Nothing disappears; a single value is a list of one.
pub(crate) fn append(run: &mut Run<'_>, left: Option<Value>, right: Option<Value>) -> Out {
    let (left, right) = match (left, right) {
        (None, only) | (only, None) => return Ok(only),
        (Some(left), Some(right)) => (left, right),
    };
    let mut all = match left {
        Value::Array(array) => {
            run.hold_list(array.len())?;
            array.into_vec()
        }
        single => vec![single],
    };
    match right {
        Value::Array(array) => {
            run.hold_list(array.len())?;
            all.extend(array);
        }
        single => all.push(single),
    }
    run.bounded(Value::Array(Array::from(all))).map(Some)
}

pub(super) fn append_function(
    run: &mut Run<'_>,
    arguments: &mut Arguments,
    _: Option<&Value>,
) -> Out {
    let left = take(arguments, 0);
    let right = take(arguments, 1);
    append(run, left, right)
}

pub(super) fn reverse(run: &mut Run<'_>, arguments: &mut Arguments, _: Option<&Value>) -> Out {
    let Some(list) = list_argument(arguments, 0)? else {
        return Ok(None);
    };
    if list.len() <= 1 {
        return Ok(Some(Value::Array(list)));
    }
    run.hold_list(list.len())?;
    let mut reversed = list.into_vec();
    reversed.reverse();
    Ok(Some(Value::Array(Array::from(reversed))))
}

pub(super) fn shuffle(run: &mut Run<'_>, arguments: &mut Arguments, _: Option<&Value>) -> Out {
    let Some(list) = list_argument(arguments, 0)? else {
        return Ok(None);
    };
    if list.len() <= 1 {
        return Ok(Some(Value::Array(list)));
    }
    run.hold_list(list.len())?;
    let mut shuffled = list.into_vec();
    for at in (1..shuffled.len()).rev() {
        shuffled.swap(at, run.random.below(at + 1));
    }
    Ok(Some(Value::Array(Array::from(shuffled))))
}

pub(super) fn distinct(run: &mut Run<'_>, arguments: &mut Arguments, _: Option<&Value>) -> Out {
    let list = match take(arguments, 0) {
        Some(Value::Array(list)) if list.len() > 1 => list,
        other => return Ok(other),
    };
    let mut kept: Vec<Value> = Vec::new();
    for value in &list {
        run.step(1 + kept.len() / 4)?;
        if !kept.iter().any(|known| is_equal(known, value)) {
            kept.push(value.clone());
        }
    }
    run.hold_list(kept.len())?;
    if run.is_sequence(&list) {
        return Ok(Some(run.sequence(kept)));
    }
    Ok(Some(Value::Array(Array::from(kept))))
}

pub(super) fn zip(run: &mut Run<'_>, arguments: &mut Arguments, _: Option<&Value>) -> Out {
    let lists = arguments.iter().map(|argument| match argument {
        Some(Value::Array(list)) => &list[..],
        _ => &[],
    });
    let lists: Vec<&[Value]> = lists.collect();
    let length = lists.iter().map(|list| list.len()).min().unwrap_or(0);
    run.hold_list(length.saturating_mul(lists.len()))?;
    let rows = (0..length).map(|at| lists.iter().map(|list| list[at].clone()).collect::<Value>());
    Ok(Some(rows.collect()))
}

/// Sorts positions as the reference sorts elements: stable, by halves, and swapping where
/// `is_after` says so. An inconsistent comparison gives the reference's result too.
pub(crate) fn merge_sort(
    length: usize,
    is_after: &mut dyn FnMut(usize, usize) -> Result<bool, Error>,
) -> Result<Vec<usize>, Error> {
    fn sort(
        range: std::ops::Range<usize>,
        is_after: &mut dyn FnMut(usize, usize) -> Result<bool, Error>,
    ) -> Result<Vec<usize>, Error> {
        if range.len() <= 1 {
            return Ok(range.collect());
        }
        let middle = range.start + range.len() / 2;
        let left = sort(range.start..middle, is_after)?;
        let right = sort(middle..range.end, is_after)?;
        let mut merged = Vec::with_capacity(left.len() + right.len());
        let (mut left, mut right) = (&left[..], &right[..]);
        while let ([first, left_rest @ ..], [second, right_rest @ ..]) = (left, right) {
            if is_after(*first, *second)? {
                merged.push(*second);
                right = right_rest;
            } else {
                merged.push(*first);
                left = left_rest;
            }
        }
        merged.extend_from_slice(left);
        merged.extend_from_slice(right);
        Ok(merged)
    }
    sort(0..length, is_after)
}
