//! `States.Array…`

use sfn_expr::Value;

use super::{Fault, array_of, integer_of};

/// A range has at most this many numbers (AWS's documentation).
const MAX_RANGE: i64 = 1_000;

/// An array in pieces of `size` elements; the last one may be shorter.
pub(super) fn partition(array: &Value, size: &Value) -> Result<Value, Fault> {
    let items = array_of(array, 1)?;
    let size = usize::try_from(integer_of(size, 2)?)
        .ok()
        .filter(|size| *size > 0);
    let size = size.ok_or_else(|| Fault::Other("The chunk size must be positive".to_owned()))?;
    Ok(items
        .chunks(size)
        .map(|chunk| Value::from(chunk.to_vec()))
        .collect())
}

/// Whether a value is an element; by what it is, not by how its numbers are written.
pub(super) fn contains(array: &Value, value: &Value) -> Result<Value, Fault> {
    Ok(array_of(array, 1)?.contains(value).into())
}

/// The numbers from `first` to `last`, both included, in steps.
pub(super) fn range(first: &Value, last: &Value, step: &Value) -> Result<Value, Fault> {
    let (first, last, step) = (
        integer_of(first, 1)?,
        integer_of(last, 2)?,
        integer_of(step, 3)?,
    );
    if step == 0 {
        return Err(Fault::Other("The step of a range must not be 0".to_owned()));
    }
    let (first, last, step) = (i128::from(first), i128::from(last), i128::from(step));
    let numbers = (last - first) / step + 1;
    if (last - first) * step < 0 {
        return Ok(Vec::<Value>::new().into());
    }
    if numbers > i128::from(MAX_RANGE) {
        return Err(Fault::Other(format!(
            "A range has at most {MAX_RANGE} numbers"
        )));
    }
    // Between `first` and `last`, and so within the integers they are.
    Ok((0..numbers)
        .filter_map(|number| i64::try_from(first + number * step).ok())
        .collect())
}

/// The element of that number, from 0.
pub(super) fn get_item(array: &Value, index: &Value) -> Result<Value, Fault> {
    let items = array_of(array, 1)?;
    let index = integer_of(index, 2)?;
    let item = usize::try_from(index)
        .ok()
        .and_then(|index| items.get(index));
    item.cloned().ok_or_else(|| {
        Fault::Other(format!(
            "The index {index} is out of bounds of an array of {} elements",
            items.len()
        ))
    })
}

/// How many elements there are.
pub(super) fn length(array: &Value) -> Result<Value, Fault> {
    Ok(i64::try_from(array_of(array, 1)?.len())
        .unwrap_or(i64::MAX)
        .into())
}

/// Each element once, in the order in which they come first.
pub(super) fn unique(array: &Value) -> Result<Value, Fault> {
    // By JSON text first, so that a long array costs no comparison of all with all.
    let mut seen = std::collections::HashSet::new();
    let items = array_of(array, 1)?;
    Ok(items
        .iter()
        .filter(|item| seen.insert(key(item)))
        .cloned()
        .collect())
}

/// A text that equal values have in common, whatever the order of members and the spelling of numbers.
fn key(value: &Value) -> String {
    let mut key = String::new();
    let mut waiting = vec![Part::Value(value)];
    while let Some(part) = waiting.pop() {
        match part {
            Part::Text(text) => key.push_str(&text),
            Part::Value(Value::Object(members)) => {
                let mut members: Vec<_> = members.iter().collect();
                members.sort_by(|(left, _), (right, _)| right.as_str().cmp(left.as_str()));
                key.push('{');
                waiting.push(Part::Text("}".to_owned()));
                for (name, member) in members {
                    waiting.push(Part::Value(member));
                    waiting.push(Part::Text(format!("{}:", Value::from(name.as_str()))));
                }
            }
            Part::Value(Value::Array(items)) => {
                key.push('[');
                waiting.push(Part::Text("]".to_owned()));
                for item in items.iter().rev() {
                    waiting.push(Part::Text(",".to_owned()));
                    waiting.push(Part::Value(item));
                }
            }
            Part::Value(number @ Value::Float(_)) => match number.as_i64() {
                Some(integer) => key.push_str(&integer.to_string()),
                None => key.push_str(&number.to_json()),
            },
            Part::Value(scalar) => key.push_str(&scalar.to_json()),
        }
    }
    key
}

enum Part<'v> {
    Value(&'v Value),
    Text(String),
}
