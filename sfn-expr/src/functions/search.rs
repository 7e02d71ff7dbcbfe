//! Functions that look for something in a text: a text, a regular expression, or a function that
//! behaves like one.

use std::sync::Arc;

use super::{function_argument, number_argument, take, text_argument};
use crate::error::Error;
use crate::function::{Function, Kind};
use crate::regex::{Regex, byte_at, units_before};
use crate::run::{Arguments, Out, Run};
use crate::value::held::ELEMENT_BYTES;
use crate::value::{Array, Object, Str, Value};

/// What is looked for, if it is not a plain text.
enum Matcher {
    Regex(Arc<Regex>),
    /// Returns an object with `match`, `start`, `end`, `groups` and `next`.
    Function(Function),
}

/// Something found. Offsets are bytes of the text.
struct Hit {
    start: usize,
    end: usize,
    groups: Array,
    /// What a function returned to find the next one.
    next: Option<Function>,
}

impl Matcher {
    fn of(function: Function) -> Matcher {
        let inner = match function.kind() {
            Kind::Wrapped(inner) => inner.kind(),
            kind => kind,
        };
        match inner {
            Kind::Regex(regex) => Matcher::Regex(regex.clone()),
            _ => Matcher::Function(function),
        }
    }

    fn first(&self, run: &mut Run<'_>, text: &Str) -> Result<Option<Hit>, Error> {
        match self {
            Matcher::Regex(regex) => {
                let found = regex.find(run, text, 0)?;
                Ok(found.map(|found| Hit::of_regex(text, &found)))
            }
            Matcher::Function(function) => {
                let arguments = Arguments::from_iter([Some(Value::from(text.clone()))]);
                let found = run.call(function, arguments)?;
                Hit::of_function(run.finish(found), text)
            }
        }
    }

    fn next(&self, run: &mut Run<'_>, text: &Str, hit: &Hit) -> Result<Option<Hit>, Error> {
        run.step(1)?;
        match self {
            Matcher::Regex(regex) => {
                let found = regex.find_next(run, text, hit.end)?;
                Ok(found.map(|found| Hit::of_regex(text, &found)))
            }
            Matcher::Function(_) => {
                let Some(next) = &hit.next else {
                    return Err(Error::new("T1006"));
                };
                let found = run.call(next, Arguments::new())?;
                Hit::of_function(run.finish(found), text)
            }
        }
    }
}

impl Hit {
    fn of_regex(text: &str, found: &crate::regex::Match) -> Hit {
        Hit {
            start: found.start,
            end: found.end,
            groups: found.groups(text),
            next: None,
        }
    }

    fn of_function(found: Option<Value>, text: &str) -> Result<Option<Hit>, Error> {
        let Some(found) = found else {
            return Ok(None);
        };
        let position = |key: &str| found.get(key).and_then(Value::as_f64);
        let groups = found.get("groups").and_then(Value::as_array);
        let next = found.get("next").and_then(Value::as_function);
        if position("start").is_none() && groups.is_none() && next.is_none() {
            return Err(Error::new("T1010"));
        }
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let place = |key: &str| byte_at(text, position(key).unwrap_or_default() as usize);
        let (start, end) = (place("start"), place("end"));
        let groups = groups.cloned().unwrap_or_default();
        Ok(Some(Hit {
            start,
            end: end.max(start),
            groups,
            next: next.cloned(),
        }))
    }

    fn text<'a>(&self, text: &'a str) -> &'a str {
        &text[self.start..self.end]
    }
}

/// A limit that must not be negative; `code` complains if it is.
fn limit_argument(arguments: &Arguments, at: usize, code: &'static str) -> Result<f64, Error> {
    match number_argument(arguments, at)? {
        Some(limit) if limit < 0.0 => {
            Err(Error::new(code).value_is(crate::value::number::value(limit)))
        }
        limit => Ok(limit.unwrap_or(f64::INFINITY)),
    }
}

/// What `$contains`, `$replace` and `$split` look for.
enum Pattern {
    Text(Str),
    Matcher(Matcher),
}

fn pattern_argument(arguments: &mut Arguments, at: usize) -> Result<Pattern, Error> {
    if let Some(Some(Value::String(text))) = arguments.get(at) {
        return Ok(Pattern::Text(text.clone()));
    }
    match function_argument(arguments, at)? {
        Some(function) => Ok(Pattern::Matcher(Matcher::of(function))),
        None => Err(Error::new("T1006")),
    }
}

pub(super) fn contains(run: &mut Run<'_>, arguments: &mut Arguments, _: Option<&Value>) -> Out {
    let Some(text) = text_argument(arguments, 0)? else {
        return Ok(None);
    };
    run.step(1 + text.len() / 16)?;
    let found = match pattern_argument(arguments, 1)? {
        Pattern::Text(part) => text.contains(part.as_str()),
        Pattern::Matcher(matcher) => matcher.first(run, &text)?.is_some(),
    };
    Ok(Some(Value::Bool(found)))
}

pub(super) fn match_(run: &mut Run<'_>, arguments: &mut Arguments, _: Option<&Value>) -> Out {
    let Some(text) = text_argument(arguments, 0)? else {
        return Ok(None);
    };
    let limit = limit_argument(arguments, 2, "D3040")?;
    let mut found = Vec::new();
    if let Some(function) = function_argument(arguments, 1)? {
        let matcher = Matcher::of(function);
        let mut hit = if limit > 0.0 {
            matcher.first(run, &text)?
        } else {
            None
        };
        // Offsets are counted on from the hit before, not from the beginning each time.
        let (mut counted, mut units) = (0, 0);
        while let Some(current) = hit {
            if current.start >= counted {
                units += units_before(&text[counted..], current.start - counted);
            } else {
                units = units_before(&text, current.start);
            }
            counted = current.start;
            let mut object = Object::with_capacity(3);
            object.insert("match", current.text(&text));
            object.insert("index", units);
            object.insert("groups", current.groups.clone());
            found.push(Value::Object(object));
            run.step(1)?;
            run.hold(found.len() * ELEMENT_BYTES)?;
            // The reference looks for the next match before it looks at the limit.
            hit = matcher.next(run, &text, &current)?;
            if !is_below(found.len(), limit) {
                break;
            }
        }
    }
    Ok(Some(run.sequence(found)))
}

#[allow(clippy::cast_precision_loss)]
fn is_below(count: usize, limit: f64) -> bool {
    (count as f64) < limit
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub(super) fn split(run: &mut Run<'_>, arguments: &mut Arguments, _: Option<&Value>) -> Out {
    let Some(text) = text_argument(arguments, 0)? else {
        return Ok(None);
    };
    let limit = limit_argument(arguments, 2, "D3020")?;
    let mut parts: Vec<Value> = Vec::new();
    if limit <= 0.0 {
        return Ok(Some(Value::Array(Array::from(parts))));
    }
    match pattern_argument(arguments, 1)? {
        Pattern::Text(separator) => {
            let most = if limit.is_finite() {
                limit as usize
            } else {
                usize::MAX
            };
            run.hold_text(text.len())?;
            if separator.is_empty() {
                parts.extend(text.chars().take(most).map(Value::from));
            } else {
                parts.extend(text.split(separator.as_str()).take(most).map(Value::from));
            }
        }
        Pattern::Matcher(matcher) => {
            let mut start = 0;
            let mut hit = matcher.first(run, &text)?;
            if hit.is_none() {
                parts.push(Value::from(text.clone()));
                return Ok(Some(Value::Array(Array::from(parts))));
            }
            while let Some(current) = hit {
                if !is_below(parts.len(), limit) {
                    break;
                }
                parts.push(Value::from(
                    text.get(start..current.start).unwrap_or_default(),
                ));
                start = current.end;
                run.hold_list(1)?;
                hit = matcher.next(run, &text, &current)?;
            }
            if is_below(parts.len(), limit) {
                parts.push(Value::from(&text[start..]));
            }
        }
    }
    run.hold_list(parts.len())?;
    Ok(Some(Value::Array(Array::from(parts))))
}

pub(super) fn replace(run: &mut Run<'_>, arguments: &mut Arguments, _: Option<&Value>) -> Out {
    let Some(text) = text_argument(arguments, 0)? else {
        return Ok(None);
    };
    if matches!(&arguments.get(1), Some(Some(Value::String(pattern))) if pattern.is_empty()) {
        return Err(Error::new("D3010").value_is(""));
    }
    let limit = limit_argument(arguments, 3, "D3011")?;
    if limit <= 0.0 {
        return Ok(Some(Value::from(text)));
    }
    let pattern = pattern_argument(arguments, 1)?;
    let replacement = take(arguments, 2);
    let mut out = String::new();
    let mut position = 0;
    let mut count = 0;
    match pattern {
        Pattern::Text(pattern) => {
            let with = match &replacement {
                Some(Value::String(with)) => with.as_str(),
                // The host's text for nothing.
                None => "undefined",
                Some(_) => "",
            };
            run.step(1 + text.len() / 16)?;
            for (at, _) in text.match_indices(pattern.as_str()) {
                if !is_below(count, limit) {
                    break;
                }
                out.push_str(&text[position..at]);
                out.push_str(with);
                position = at + pattern.len();
                count += 1;
                run.hold_text(with.len())?;
                run.hold(out.len())?;
            }
        }
        Pattern::Matcher(matcher) => {
            let mut hit = matcher.first(run, &text)?;
            while let Some(current) = hit {
                if !is_below(count, limit) {
                    break;
                }
                out.push_str(text.get(position..current.start).unwrap_or_default());
                match &replacement {
                    Some(Value::String(template)) => expand(template, &current, &text, &mut out),
                    Some(value) => {
                        let Some(function) = value.as_function() else {
                            return Err(Error::new("D3012").value_is(value.clone()));
                        };
                        let argument = Some(described(&current, &text));
                        let with = run.call(function, Arguments::from_iter([argument]))?;
                        match run.finish(with) {
                            Some(Value::String(with)) => out.push_str(&with),
                            Some(other) => return Err(Error::new("D3012").value_is(other)),
                            None => return Err(Error::new("D3012")),
                        }
                    }
                    None => return Err(Error::new("D3012")),
                }
                position = current.end;
                count += 1;
                run.hold(out.len())?;
                hit = matcher.next(run, &text, &current)?;
            }
        }
    }
    out.push_str(text.get(position..).unwrap_or_default());
    run.hold_text(out.len())?;
    Ok(Some(Value::from(out)))
}

/// A hit as the argument of a replacing function.
fn described(hit: &Hit, text: &str) -> Value {
    let mut object = Object::with_capacity(4);
    object.insert("match", hit.text(text));
    object.insert("start", units_before(text, hit.start));
    object.insert("end", units_before(text, hit.end));
    object.insert("groups", hit.groups.clone());
    Value::Object(object)
}

/// Copies a replacement and fills in `$$`, `$0` and `$n`.
fn expand(template: &str, hit: &Hit, text: &str, out: &mut String) {
    let mut rest = template;
    while let Some((before, behind)) = rest.split_once('$') {
        out.push_str(before);
        if let Some(behind) = behind.strip_prefix('$') {
            out.push('$');
            rest = behind;
        } else if let Some(behind) = behind.strip_prefix('0') {
            out.push_str(hit.text(text));
            rest = behind;
        } else {
            rest = expand_group(behind, hit, out);
        }
    }
    out.push_str(rest);
}

/// Fills in a group and returns what follows its number. As many digits are read as the number of
/// groups has, one fewer if there is no group of that number.
fn expand_group<'a>(behind: &'a str, hit: &Hit, out: &mut String) -> &'a str {
    let groups = hit.groups.len();
    let most = if groups == 0 {
        1
    } else {
        groups.ilog10() as usize + 1
    };
    let digits = behind
        .bytes()
        .take(most)
        .take_while(u8::is_ascii_digit)
        .count();
    let number = |digits: usize| behind[..digits].parse::<usize>().ok();
    let mut index = number(digits);
    if most > 1 && index.is_some_and(|index| index > groups) {
        index = number(digits.min(most - 1));
    }
    let Some(index) = index else {
        out.push('$');
        return behind;
    };
    if let Some(Value::String(group)) = index.checked_sub(1).and_then(|at| hit.groups.get(at)) {
        out.push_str(group);
    }
    &behind[index.to_string().len().min(digits)..]
}
