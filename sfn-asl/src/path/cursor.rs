//! Reading a path's text character by character, with the place of a fault.

use super::error::PathSyntaxError;
use super::{MAX_FILTER_DEPTH, MAX_PATH_CHARS};

/// What a reader of some part of a path gives.
pub(super) type Parsed<T> = Result<T, PathSyntaxError>;

/// A text, and how much of it has been read.
pub(super) struct Cursor<'t> {
    text: &'t str,
    characters: Vec<char>,
    at: usize,
    depth: u32,
}

impl<'t> Cursor<'t> {
    pub(super) fn new(text: &'t str) -> Parsed<Self> {
        let characters: Vec<char> = text.chars().take(MAX_PATH_CHARS + 1).collect();
        let cursor = Self {
            text,
            characters,
            at: 0,
            depth: 0,
        };
        if cursor.characters.len() > MAX_PATH_CHARS {
            return Err(cursor.fault("a path is not that long"));
        }
        Ok(cursor)
    }

    pub(super) fn fault(&self, message: &'static str) -> PathSyntaxError {
        self.fault_at(self.at, message)
    }

    pub(super) fn fault_at(&self, position: usize, message: &'static str) -> PathSyntaxError {
        PathSyntaxError {
            path: self.text.to_owned(),
            message,
            position,
        }
    }

    pub(super) fn position(&self) -> usize {
        self.at
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.characters.get(self.at).copied()
    }

    pub(super) fn next(&mut self) -> Option<char> {
        let character = self.peek()?;
        self.at += 1;
        Some(character)
    }

    /// Reads `text` if it is what comes next.
    pub(super) fn eat(&mut self, text: &str) -> bool {
        let fits = text
            .chars()
            .enumerate()
            .all(|(ahead, character)| self.characters.get(self.at + ahead) == Some(&character));
        if fits {
            self.at += text.chars().count();
        }
        fits
    }

    pub(super) fn expect(&mut self, text: &str, message: &'static str) -> Parsed<()> {
        if self.eat(text) {
            Ok(())
        } else {
            Err(self.fault(message))
        }
    }

    pub(super) fn skip_blanks(&mut self) {
        while self.peek() == Some(' ') {
            self.at += 1;
        }
    }

    /// Reads characters for as long as they are wanted.
    pub(super) fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> String {
        let mut taken = String::new();
        while let Some(character) = self.peek().filter(|character| wanted(*character)) {
            taken.push(character);
            self.at += 1;
        }
        taken
    }

    /// The text from a position to here.
    pub(super) fn since(&self, position: usize) -> String {
        self.characters[position..self.at].iter().collect()
    }

    /// Reads a quoted text whose opening quote comes next. A backslash takes the meaning of a quote or a
    /// backslash away and stays where it stands before any other character (recorded from AWS, where Jayway
    /// would drop it).
    pub(super) fn quoted(&mut self) -> Parsed<String> {
        let start = self.at;
        let quote = self.next();
        let mut text = String::new();
        loop {
            match self.next() {
                None => return Err(self.fault_at(start, "the quoted text does not end")),
                character if character == quote => return Ok(text),
                Some('\\') if self.peek() == quote || self.peek() == Some('\\') => {
                    text.extend(self.next())
                }
                Some(character) => text.push(character),
            }
        }
    }

    /// Reads something that may hold the like of itself.
    pub(super) fn nested<T>(&mut self, read: impl FnOnce(&mut Self) -> Parsed<T>) -> Parsed<T> {
        if self.depth == MAX_FILTER_DEPTH {
            return Err(self.fault("a path does not nest that deeply"));
        }
        self.depth += 1;
        let read = read(self);
        self.depth -= 1;
        read
    }
}
