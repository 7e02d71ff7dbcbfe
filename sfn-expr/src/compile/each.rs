//! The commonest path that computes: `$states.input.items.(price * qty)`, a list of the data and something for each
//! element. The elements are looked at where they are, and what is found becomes the result without a list between.

use super::operand::Operand;
use crate::error::Error;
use crate::run::{Out, Run};
use crate::value::{Array, Mark, Value};

/// How many elements are made room for beforehand; most of a longer list may yield nothing.
const ROOM: usize = 4_096;

/// The value of a path whose last step is `operand`, evaluated in each element of `list`. It means what
/// [`StepCode::spread`](super::step::StepCode::spread) and [`finish`](super::path::finish) mean together.
pub(super) fn in_each(run: &mut Run<'_>, list: &Array, operand: &Operand) -> Out {
    let mut found = Vec::new();
    let mut entries = 0_usize;
    // The only list, held back until there is a second entry to mix it with.
    let mut whole: Option<Array> = None;
    for element in list {
        run.step(1)?;
        let Some(value) = operand.eval(run, Some(element))? else {
            continue;
        };
        entries += 1;
        if entries == 1 {
            found.reserve(list.len().min(ROOM));
        }
        if let Some(first) = whole.take() {
            spill(run, first, &mut found);
        }
        match value {
            Value::Array(array) if entries == 1 && !run.is_sequence(&array) => whole = Some(array),
            Value::Array(array) => spill(run, array, &mut found),
            value => found.push(value),
        }
        hold_seldom(run, found.len())?;
    }
    if let Some(array) = whole {
        return Ok(run.finish(Some(Value::Array(array))));
    }
    match found.len() {
        0 => Ok(None),
        1 => Ok(found.pop()),
        length => {
            run.hold_list(length)?;
            Ok(Some(run.sequence(found)))
        }
    }
}

/// Adds the elements of a list, unless it was constructed to stay one.
fn spill(run: &Run<'_>, array: Array, found: &mut Vec<Value>) {
    if array.has(Mark::Cons, run.epoch) {
        found.push(Value::Array(array));
    } else {
        found.extend(array);
    }
}

/// Looks at the budget whenever what was found has doubled.
#[inline]
fn hold_seldom(run: &mut Run<'_>, length: usize) -> Result<(), Error> {
    if length >= ROOM && length.is_power_of_two() {
        run.hold_list(length)?;
    }
    Ok(())
}
