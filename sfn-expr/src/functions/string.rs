//! Functions on texts. Lengths and positions count code points.

use super::{list_argument, number_argument, text_argument};
use crate::run::{Arguments, Out, Run};
use crate::value::Value;

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss
)]
pub(super) fn substring(run: &mut Run<'_>, arguments: &mut Arguments, _: Option<&Value>) -> Out {
    let Some(text) = text_argument(arguments, 0)? else {
        return Ok(None);
    };
    run.step(1 + text.len() / 16)?;
    let length = text.chars().count() as f64;
    let start = number_argument(arguments, 1)?.unwrap_or(f64::NAN);
    let start = if length + start < 0.0 { 0.0 } else { start };
    let end = match number_argument(arguments, 2)? {
        Some(count) if count <= 0.0 => return Ok(Some(Value::from(""))),
        Some(count) if start >= 0.0 => start + count,
        Some(count) => length + start + count,
        None => length,
    };
    // As `Array.prototype.slice`: fractions are cut off, negative positions count from the end.
    let place = |at: f64| {
        let at = if at.is_nan() { 0.0 } else { at.trunc() };
        (if at < 0.0 {
            (length + at).max(0.0)
        } else {
            at.min(length)
        }) as usize
    };
    let (start, end) = (place(start), place(end));
    let part: String = text
        .chars()
        .skip(start)
        .take(end.saturating_sub(start))
        .collect();
    Ok(Some(Value::from(part)))
}

pub(super) fn substring_before(
    run: &mut Run<'_>,
    arguments: &mut Arguments,
    _: Option<&Value>,
) -> Out {
    divided(run, arguments, |(before, _)| before)
}

pub(super) fn substring_after(
    run: &mut Run<'_>,
    arguments: &mut Arguments,
    _: Option<&Value>,
) -> Out {
    divided(run, arguments, |(_, after)| after)
}

/// A side of a text divided at the first occurrence of another; all of it where there is none.
fn divided(
    run: &mut Run<'_>,
    arguments: &Arguments,
    side: for<'a> fn((&'a str, &'a str)) -> &'a str,
) -> Out {
    let separator = text_argument(arguments, 1)?;
    let Some(text) = text_argument(arguments, 0)? else {
        return Ok(None);
    };
    run.step(1 + text.len() / 16)?;
    let sides = separator.and_then(|separator| text.split_once(separator.as_str()));
    let answer = sides.map(side).map(Value::from);
    Ok(Some(answer.unwrap_or_else(|| Value::from(text.clone()))))
}

pub(super) fn lowercase(run: &mut Run<'_>, arguments: &mut Arguments, _: Option<&Value>) -> Out {
    let Some(text) = text_argument(arguments, 0)? else {
        return Ok(None);
    };
    run.hold_text(text.len())?;
    Ok(Some(Value::from(text.to_lowercase())))
}

pub(super) fn uppercase(run: &mut Run<'_>, arguments: &mut Arguments, _: Option<&Value>) -> Out {
    let Some(text) = text_argument(arguments, 0)? else {
        return Ok(None);
    };
    run.hold_text(text.len())?;
    Ok(Some(Value::from(text.to_uppercase())))
}

pub(super) fn length(run: &mut Run<'_>, arguments: &mut Arguments, _: Option<&Value>) -> Out {
    let Some(text) = text_argument(arguments, 0)? else {
        return Ok(None);
    };
    run.step(1 + text.len() / 64)?;
    Ok(Some(Value::from(text.chars().count())))
}

/// Runs of blanks become one space, and those at the ends nothing.
pub(super) fn trim(run: &mut Run<'_>, arguments: &mut Arguments, _: Option<&Value>) -> Out {
    let Some(text) = text_argument(arguments, 0)? else {
        return Ok(None);
    };
    run.hold_text(text.len())?;
    let blanks = [' ', '\t', '\n', '\r'];
    let words: Vec<&str> = text.split(blanks).filter(|word| !word.is_empty()).collect();
    Ok(Some(Value::from(words.join(" "))))
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss
)]
pub(super) fn pad(run: &mut Run<'_>, arguments: &mut Arguments, _: Option<&Value>) -> Out {
    let Some(text) = text_argument(arguments, 0)? else {
        return Ok(None);
    };
    let width = number_argument(arguments, 1)?.unwrap_or(f64::NAN);
    let with = text_argument(arguments, 2)?;
    let with = with
        .as_deref()
        .filter(|with| !with.is_empty())
        .unwrap_or(" ");
    let missing = width.abs() - text.chars().count() as f64;
    if missing.is_nan() || missing < 1.0 {
        return Ok(Some(Value::from(text)));
    }
    let missing = missing as usize;
    let widest = with.chars().map(char::len_utf8).max().unwrap_or(1);
    run.hold_text(text.len().saturating_add(missing.saturating_mul(widest)))?;
    let padding = with.chars().cycle().take(missing);
    let padded: String = if width > 0.0 {
        text.chars().chain(padding).collect()
    } else {
        padding.chain(text.chars()).collect()
    };
    Ok(Some(Value::from(padded)))
}

pub(super) fn join(run: &mut Run<'_>, arguments: &mut Arguments, _: Option<&Value>) -> Out {
    let Some(texts) = list_argument(arguments, 0)? else {
        return Ok(None);
    };
    let separator = text_argument(arguments, 1)?.unwrap_or_default();
    let mut joined = String::new();
    for (at, text) in texts.iter().enumerate() {
        if at > 0 {
            joined.push_str(&separator);
        }
        if let Value::String(text) = text {
            joined.push_str(text);
        }
        run.hold(joined.len())?;
        run.step(1)?;
    }
    run.hold_text(joined.len())?;
    Ok(Some(Value::from(joined)))
}
