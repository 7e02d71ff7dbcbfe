//! Reading filters: `@.price < 10 && (@.tag == 'new' || !@.sold)`.

use regex::{Regex, RegexBuilder};
use sfn_expr::Value;

use super::cursor::{Cursor, Parsed};
use super::filter::{Filter, Operand, Relation};
use super::parse;
use crate::keyword::Keyword;

/// A regular expression may be compiled to this many bytes.
const MAX_REGEX_BYTES: usize = 1 << 20;

/// Reads a filter up to the parenthesis that closes it.
pub(super) fn filter(cursor: &mut Cursor<'_>) -> Parsed<Filter> {
    let filters = separated(cursor, "||", all)?;
    Ok(one_or(filters, Filter::Or))
}

fn all(cursor: &mut Cursor<'_>) -> Parsed<Filter> {
    let filters = separated(cursor, "&&", single)?;
    Ok(one_or(filters, Filter::And))
}

fn separated(
    cursor: &mut Cursor<'_>,
    sign: &str,
    read: fn(&mut Cursor<'_>) -> Parsed<Filter>,
) -> Parsed<Vec<Filter>> {
    let mut filters = vec![read(cursor)?];
    while cursor.eat(sign) {
        filters.push(read(cursor)?);
    }
    Ok(filters)
}

fn one_or(mut filters: Vec<Filter>, several: fn(Box<[Filter]>) -> Filter) -> Filter {
    match filters.pop() {
        Some(only) if filters.is_empty() => only,
        last => {
            filters.extend(last);
            several(filters.into())
        }
    }
}

fn single(cursor: &mut Cursor<'_>) -> Parsed<Filter> {
    cursor.skip_blanks();
    let filter = if cursor.eat("!") {
        Filter::Not(Box::new(cursor.nested(single)?))
    } else if cursor.eat("(") {
        let filter = cursor.nested(filter)?;
        cursor.expect(")", "the parenthesis does not end")?;
        filter
    } else {
        comparison(cursor)?
    };
    cursor.skip_blanks();
    Ok(filter)
}

fn comparison(cursor: &mut Cursor<'_>) -> Parsed<Filter> {
    let left = operand(cursor)?;
    cursor.skip_blanks();
    if cursor.eat("=~") {
        cursor.skip_blanks();
        return Ok(Filter::Matches(left, regex(cursor)?));
    }
    let relation = Relation::ALL
        .iter()
        .copied()
        .find(|relation| cursor.eat(relation.as_str()));
    match relation {
        Some(relation) => {
            cursor.skip_blanks();
            Ok(Filter::Compare(left, relation, operand(cursor)?))
        }
        None => Ok(Filter::Exists(left)),
    }
}

fn operand(cursor: &mut Cursor<'_>) -> Parsed<Operand> {
    match cursor.peek() {
        Some('@' | '$') => Ok(Operand::Path(cursor.nested(parse::operand)?)),
        _ => Ok(Operand::Literal(literal(cursor)?)),
    }
}

/// Reads a literal: a quoted text, a number, a word, or a list or object in JSON (a list may have texts in
/// single quotes).
pub(super) fn literal(cursor: &mut Cursor<'_>) -> Parsed<Value> {
    let start = cursor.position();
    match cursor.peek() {
        Some('\'' | '"') => Ok(cursor.quoted()?.into()),
        Some('[') => cursor.nested(list),
        Some('{') => {
            let text = balanced(cursor)?;
            Value::from_json(&text).map_err(|_| cursor.fault_at(start, "this object is not JSON"))
        }
        _ => {
            let text = cursor.take_while(|character| {
                character.is_ascii_alphanumeric() || matches!(character, '-' | '+' | '.' | '_')
            });
            Value::from_json(&text).map_err(|_| {
                cursor.fault_at(
                    start,
                    "a path, a number, a quoted text or a word of JSON is missing",
                )
            })
        }
    }
}

fn list(cursor: &mut Cursor<'_>) -> Parsed<Value> {
    cursor.next();
    let mut items = Vec::new();
    cursor.skip_blanks();
    while !cursor.eat("]") {
        if !items.is_empty() {
            cursor.expect(",", "the elements of a list are separated by commas")?;
            cursor.skip_blanks();
        }
        items.push(literal(cursor)?);
        cursor.skip_blanks();
    }
    Ok(Value::from(items))
}

/// Reads from an opening brace to the one that closes it.
fn balanced(cursor: &mut Cursor<'_>) -> Parsed<String> {
    let start = cursor.position();
    let mut open = 0_usize;
    loop {
        match cursor.peek() {
            None => return Err(cursor.fault_at(start, "the object does not end")),
            Some('"') => {
                cursor.quoted()?;
                continue;
            }
            Some('{') => open += 1,
            Some('}') => open -= 1,
            Some(_) => {}
        }
        cursor.next();
        if open == 0 {
            return Ok(cursor.since(start));
        }
    }
}

/// Reads `/pattern/flags`. As in Java's `matches`, the whole text has to match. Look-around and references back
/// are not available: they cannot be evaluated in linear time.
fn regex(cursor: &mut Cursor<'_>) -> Parsed<Regex> {
    let start = cursor.position();
    cursor.expect("/", "a regular expression is written as `/…/`")?;
    let mut pattern = String::new();
    loop {
        match cursor.next() {
            None => return Err(cursor.fault_at(start, "the regular expression does not end")),
            Some('/') => break,
            Some('\\') => {
                // `\/` is a slash; everything else is the expression's own escape.
                if cursor.peek() != Some('/') {
                    pattern.push('\\');
                }
                pattern.extend(cursor.next());
            }
            Some(character) => pattern.push(character),
        }
    }
    let flags = cursor.take_while(|character| character.is_ascii_alphabetic());
    let mut builder = RegexBuilder::new(&format!("^(?:{pattern})$"));
    builder.size_limit(MAX_REGEX_BYTES);
    for flag in flags.chars() {
        match flag {
            'i' => builder.case_insensitive(true),
            'x' => builder.ignore_whitespace(true),
            'm' => builder.multi_line(true),
            's' => builder.dot_matches_new_line(true),
            'd' | 'u' => &mut builder,
            _ => return Err(cursor.fault("there is no such flag of a regular expression")),
        };
    }
    builder
        .build()
        .map_err(|_| cursor.fault_at(start, "this regular expression cannot be used"))
}
