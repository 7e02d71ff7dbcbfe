//! Reading paths: the root and the steps. Filters are read in `filter_parse`.

use super::cursor::{Cursor, Parsed};
use super::error::PathSyntaxError;
use super::filter_parse;
use super::function::{Argument, Function, FunctionName};
use super::step::{Step, are_definite};
use super::{Path, Root};

/// Reads a text that is a path and nothing else.
pub(super) fn path(text: &str) -> Result<Path, PathSyntaxError> {
    let mut cursor = Cursor::new(text)?;
    let root = root(&mut cursor)?;
    let path = path_from(&mut cursor, root, 0, End::Text)?;
    match cursor.peek() {
        None => Ok(path),
        Some(_) => Err(cursor.fault("something stands behind the path")),
    }
}

/// What ends a path.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// Nothing but the end of the text.
    Text,
    /// Whatever cannot belong to a path in a filter or among arguments.
    Operand,
}

/// Reads a path within another text: it begins with `$` or `@`.
pub(super) fn operand(cursor: &mut Cursor<'_>) -> Parsed<Path> {
    let start = cursor.position();
    let root = if cursor.eat("@") {
        Root::Current
    } else {
        root(cursor)?
    };
    path_from(cursor, root, start, End::Operand)
}

fn root(cursor: &mut Cursor<'_>) -> Parsed<Root> {
    cursor.expect("$", "a path starts with `$`")?;
    if cursor.eat("$") {
        return Ok(Root::Context);
    }
    let name = cursor.take_while(|character| character.is_alphanumeric() || character == '_');
    Ok(if name.is_empty() {
        Root::Document
    } else {
        Root::Variable(name.into())
    })
}

fn path_from(cursor: &mut Cursor<'_>, root: Root, start: usize, end: End) -> Parsed<Path> {
    let mut steps = Vec::new();
    loop {
        match cursor.peek() {
            Some('.') => dotted(cursor, end, &mut steps)?,
            Some('[') => steps.push(bracketed(cursor)?),
            _ => break,
        }
    }
    Ok(Path {
        text: cursor.since(start).into(),
        root,
        is_definite: are_definite(&steps),
        steps: steps.into(),
    })
}

fn dotted(cursor: &mut Cursor<'_>, end: End, steps: &mut Vec<Step>) -> Parsed<()> {
    cursor.next();
    if cursor.eat(".") {
        steps.push(Step::Descendants);
        match cursor.peek() {
            Some('[') => {
                steps.push(bracketed(cursor)?);
                return Ok(());
            }
            Some('.') => return Err(cursor.fault("there are three dots")),
            _ => {}
        }
    }
    match cursor.peek() {
        None => Err(cursor.fault("a path must not end with a dot")),
        Some('*') => {
            cursor.next();
            steps.push(Step::Wildcard);
            Ok(())
        }
        Some('[') if end == End::Text => Err(cursor.fault("there is a dot before the bracket")),
        Some(_) => member_or_function(cursor, end, steps),
    }
}

/// Reads what follows a dot. In a path of its own, a name is everything up to the next dot or bracket but white
/// space; within a filter it must also end before an operator.
fn member_or_function(cursor: &mut Cursor<'_>, end: End, steps: &mut Vec<Step>) -> Parsed<()> {
    let start = cursor.position();
    let belongs = |character: char| match character {
        '.' | '[' | '(' => false,
        ']' | ')' | '<' | '>' | '=' | '!' | '&' | '|' | '~' | ',' | '}' => end == End::Text,
        _ => !character.is_whitespace(),
    };
    let name = cursor.take_while(belongs);
    if name.is_empty() {
        return Err(cursor.fault("the name of a member is missing"));
    }
    if cursor.peek() == Some('(') {
        let function = FunctionName::from_name(&name);
        let Some(function) = function else {
            return Err(cursor.fault_at(start, "there is no such function"));
        };
        steps.push(Step::Function(Function {
            name: function,
            arguments: arguments(cursor)?,
        }));
    } else if cursor.peek().is_some_and(char::is_whitespace) && end == End::Text {
        return Err(cursor.fault("a name with white space is written in brackets and quotes"));
    } else {
        steps.push(Step::Members([name.into()].into()));
    }
    Ok(())
}

fn arguments(cursor: &mut Cursor<'_>) -> Parsed<Box<[Argument]>> {
    cursor.next();
    let mut arguments = Vec::new();
    cursor.skip_blanks();
    while !cursor.eat(")") {
        if !arguments.is_empty() {
            cursor.expect(",", "the arguments of a function are separated by commas")?;
            cursor.skip_blanks();
        }
        arguments.push(match cursor.peek() {
            Some('$' | '@') => Argument::Path(cursor.nested(operand)?),
            _ => Argument::Literal(filter_parse::literal(cursor)?),
        });
        cursor.skip_blanks();
    }
    Ok(arguments.into())
}

fn bracketed(cursor: &mut Cursor<'_>) -> Parsed<Step> {
    cursor.next();
    cursor.skip_blanks();
    let step = match cursor.peek() {
        Some('\'' | '"') => Step::Members(names(cursor)?),
        Some('*') => {
            cursor.next();
            Step::Wildcard
        }
        Some('?') => {
            cursor.next();
            cursor.skip_blanks();
            cursor.expect("(", "a filter stands in parentheses: `[?(…)]`")?;
            let filter = cursor.nested(filter_parse::filter)?;
            cursor.expect(")", "the filter does not end with `)`")?;
            Step::Filter(filter)
        }
        Some('0'..='9' | '-' | ':') => elements(cursor)?,
        _ => return Err(cursor.fault("a bracket holds quoted names, numbers, `*` or a filter")),
    };
    cursor.skip_blanks();
    cursor.expect("]", "the bracket does not end")?;
    Ok(step)
}

fn names(cursor: &mut Cursor<'_>) -> Parsed<Box<[Box<str>]>> {
    let mut names = Vec::new();
    loop {
        cursor.skip_blanks();
        match cursor.peek() {
            Some('\'' | '"') => names.push(cursor.quoted()?.into()),
            _ => return Err(cursor.fault("a quoted name is missing")),
        }
        cursor.skip_blanks();
        if !cursor.eat(",") {
            return Ok(names.into());
        }
    }
}

fn elements(cursor: &mut Cursor<'_>) -> Parsed<Step> {
    let first = number(cursor)?;
    cursor.skip_blanks();
    if cursor.eat(":") {
        cursor.skip_blanks();
        let last = number(cursor)?;
        if first.is_none() && last.is_none() {
            return Err(cursor.fault("a slice has at least one number"));
        }
        return Ok(Step::Slice(first, last));
    }
    let mut indices = Vec::new();
    let mut next = first;
    loop {
        match next {
            Some(index) => indices.push(index),
            None => return Err(cursor.fault("the number of an element is missing")),
        }
        cursor.skip_blanks();
        if !cursor.eat(",") {
            return Ok(Step::Elements(indices.into()));
        }
        cursor.skip_blanks();
        next = number(cursor)?;
    }
}

fn number(cursor: &mut Cursor<'_>) -> Parsed<Option<i64>> {
    let start = cursor.position();
    cursor.eat("-");
    cursor.take_while(|character| character.is_ascii_digit());
    let text = cursor.since(start);
    if text.is_empty() {
        return Ok(None);
    }
    match text.parse() {
        Ok(number) => Ok(Some(number)),
        Err(_) => Err(cursor.fault_at(start, "this is not the number of an element")),
    }
}
