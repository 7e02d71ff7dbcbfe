//! `$now`, `$millis`, `$fromMillis` and `$toMillis`. All calendars are UTC's.

mod calendar;
mod format;
mod iso;
mod parse;
mod picture;

use format::formatted;
use iso::iso_millis;
use parse::parsed;

use super::{number_argument, text_argument};
use crate::error::Error;
use crate::run::{Arguments, Out, Run};
use crate::value::{Value, number};

pub(in crate::functions) fn from_millis(
    run: &mut Run<'_>,
    arguments: &mut Arguments,
    _: Option<&Value>,
) -> Out {
    let Some(millis) = number_argument(arguments, 0)? else {
        return Ok(None);
    };
    let picture = text_argument(arguments, 1)?;
    let zone = text_argument(arguments, 2)?;
    let text = formatted(run, millis, picture.as_deref(), zone.as_deref())?;
    Ok(Some(Value::from(text)))
}

#[allow(clippy::cast_precision_loss)]
pub(in crate::functions) fn now(
    run: &mut Run<'_>,
    arguments: &mut Arguments,
    _: Option<&Value>,
) -> Out {
    let picture = text_argument(arguments, 0)?;
    let zone = text_argument(arguments, 1)?;
    let millis = run.world.now_millis as f64;
    let text = formatted(run, millis, picture.as_deref(), zone.as_deref())?;
    Ok(Some(Value::from(text)))
}

pub(in crate::functions) fn millis(run: &mut Run<'_>, _: &mut Arguments, _: Option<&Value>) -> Out {
    Ok(Some(Value::from(run.world.now_millis)))
}

pub(in crate::functions) fn to_millis(
    run: &mut Run<'_>,
    arguments: &mut Arguments,
    _: Option<&Value>,
) -> Out {
    let Some(text) = text_argument(arguments, 0)? else {
        return Ok(None);
    };
    let millis = match text_argument(arguments, 1)? {
        Some(picture) => {
            run.hold_text(picture.len().saturating_add(text.len()))?;
            parsed(run, &text, &picture)?
        }
        None => Some(iso_millis(&text).ok_or_else(|| Error::new("D3110").value_is(text))?),
    };
    Ok(millis.map(number::value))
}
