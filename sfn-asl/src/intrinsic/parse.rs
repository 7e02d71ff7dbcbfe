//! Reading calls of intrinsic functions.

use sfn_expr::Value;

use super::{Argument, Intrinsic, IntrinsicFunction, IntrinsicSyntaxError, MAX_INTRINSIC_DEPTH};
use crate::keyword::Keyword;
use crate::path::{MAX_PATH_CHARS, Path};

/// A text between single quotes.
#[derive(Clone, Debug)]
pub(super) struct Quoted(String);

impl Quoted {
    /// The text with its escapes.
    pub(super) fn raw(&self) -> &str {
        &self.0
    }

    /// The text that is meant: a backslash takes the meaning of the character behind it away.
    pub(super) fn text(&self) -> String {
        let mut text = String::with_capacity(self.0.len());
        let mut characters = self.0.chars();
        while let Some(character) = characters.next() {
            match character {
                '\\' => text.extend(characters.next()),
                _ => text.push(character),
            }
        }
        text
    }
}

/// Whether a backslash may stand before a character (spec, "Intrinsic functions").
pub(super) fn is_escapable(character: char) -> bool {
    matches!(character, '\'' | '{' | '}' | '\\')
}

/// Reads a text that is a call and nothing else.
pub(super) fn call(text: &str) -> Result<Intrinsic, IntrinsicSyntaxError> {
    let mut reader = Reader {
        text,
        characters: text.chars().take(MAX_PATH_CHARS + 1).collect(),
        at: 0,
    };
    if reader.characters.len() > MAX_PATH_CHARS {
        return Err(reader.fault("a call is not that long"));
    }
    let call = reader.call(1)?;
    if reader.peek().is_some() {
        return Err(reader.fault("something stands behind the call"));
    }
    Ok(call)
}

struct Reader<'t> {
    text: &'t str,
    characters: Vec<char>,
    at: usize,
}

type Read<T> = Result<T, IntrinsicSyntaxError>;

impl Reader<'_> {
    fn fault(&self, message: impl Into<String>) -> IntrinsicSyntaxError {
        IntrinsicSyntaxError {
            call: self.text.to_owned(),
            message: message.into(),
            position: self.at,
        }
    }

    fn peek(&self) -> Option<char> {
        self.characters.get(self.at).copied()
    }

    fn skip_blanks(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.at += 1;
        }
    }

    fn since(&self, start: usize) -> String {
        self.characters[start..self.at].iter().collect()
    }

    fn call(&mut self, depth: u32) -> Read<Intrinsic> {
        let start = self.at;
        while self
            .peek()
            .is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_'))
        {
            self.at += 1;
        }
        let name = self.since(start);
        let Some(function) = IntrinsicFunction::from_spelling(&name) else {
            self.at = start;
            return Err(self.fault(format!("there is no function `{name}`")));
        };
        if depth > MAX_INTRINSIC_DEPTH {
            return Err(self.fault(format!("calls nest at most {MAX_INTRINSIC_DEPTH} deep")));
        }
        if self.peek() != Some('(') {
            return Err(self.fault("the arguments of a function stand in parentheses"));
        }
        self.at += 1;
        let arguments = self.arguments(depth)?;
        let (least, most) = function.arity();
        if !(least..=most).contains(&arguments.len()) {
            let expected = if least == most {
                least.to_string()
            } else {
                format!("at least {least}")
            };
            return Err(self.fault(format!(
                "`{name}` takes {expected} arguments and not {}",
                arguments.len()
            )));
        }
        Ok(Intrinsic {
            text: self.since(start).into(),
            function,
            arguments: arguments.into(),
        })
    }

    fn arguments(&mut self, depth: u32) -> Read<Vec<Argument>> {
        let mut arguments = Vec::new();
        self.skip_blanks();
        if self.peek() == Some(')') {
            self.at += 1;
            return Ok(arguments);
        }
        loop {
            self.skip_blanks();
            arguments.push(self.argument(depth)?);
            self.skip_blanks();
            match self.peek() {
                Some(',') => self.at += 1,
                Some(')') => {
                    self.at += 1;
                    return Ok(arguments);
                }
                _ => return Err(self.fault("a comma or a closing parenthesis is missing")),
            }
        }
    }

    fn argument(&mut self, depth: u32) -> Read<Argument> {
        match self.peek() {
            Some('\'') => self.quoted().map(Argument::Text),
            Some('$') => self.path().map(Argument::Path),
            Some('0'..='9' | '-') => self.literal(),
            Some('S') => self.call(depth + 1).map(Argument::Call),
            Some('a'..='z') => self.literal(),
            _ => {
                Err(self
                    .fault("an argument is a text in single quotes, a number, a path or a call"))
            }
        }
    }

    fn quoted(&mut self) -> Read<Quoted> {
        let start = self.at;
        self.at += 1;
        loop {
            match self.peek() {
                None => {
                    self.at = start;
                    return Err(self.fault("the text does not end"));
                }
                Some('\'') => break,
                Some('\\') => {
                    // AWS refuses other escapes when the machine is created (recorded), where the
                    // specification lets the state fail.
                    let escaped = self.characters.get(self.at + 1);
                    if escaped.is_some_and(|escaped| !is_escapable(*escaped)) {
                        return Err(self.fault(
                            "a backslash stands before a quote, a brace or a backslash only",
                        ));
                    }
                    self.at += 2;
                }
                Some(_) => self.at += 1,
            }
        }
        let text = self
            .characters
            .get(start + 1..self.at)
            .unwrap_or_default()
            .iter()
            .collect();
        self.at += 1;
        Ok(Quoted(text))
    }

    /// Reads a number, or `null`, `true`, `false`.
    fn literal(&mut self) -> Read<Argument> {
        let start = self.at;
        while self
            .peek()
            .is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '.'))
        {
            self.at += 1;
        }
        let text = self.since(start);
        Value::from_json(&text).map(Argument::Literal).map_err(|_| {
            self.at = start;
            self.fault(format!("`{text}` is no argument"))
        })
    }

    /// Reads a path: up to the comma or parenthesis that ends the argument.
    fn path(&mut self) -> Read<Path> {
        let start = self.at;
        let mut open = 0_u32;
        let mut quote = None;
        while let Some(character) = self.peek() {
            match (quote, character) {
                (Some(_), '\\') => self.at += 1,
                (Some(opened), closed) if opened == closed => quote = None,
                (Some(_), _) => {}
                (None, '\'' | '"') => quote = Some(character),
                (None, '(' | '[') => open += 1,
                (None, ')' | ',') if open == 0 => break,
                (None, ')' | ']') => open = open.saturating_sub(1),
                (None, _) => {}
            }
            self.at += 1;
        }
        self.at = self.at.min(self.characters.len());
        let text = self.since(start);
        Path::compile(text.trim_end()).map_err(|error| {
            self.at = start + error.position;
            self.fault(error.message)
        })
    }
}
