//! Signatures of functions, such as `<s-nn?:s>`: which arguments fit and what they become.
//!
//! The reference turns a signature into a regular expression over one letter per argument. The
//! letters: `s`tring, `n`umber, `b`oolean, nu`l`l, `a`rray, `o`bject, `f`unction, `m`issing.

use crate::error::Error;
use crate::run::Arguments;
use crate::value::{Array, Value};

/// A parsed signature.
#[derive(Clone, Debug)]
pub(crate) struct Signature {
    parameters: Vec<Parameter>,
}

#[derive(Clone, Debug, Default)]
struct Parameter {
    accepts: Letters,
    is_array: bool,
    /// What the elements must be, if it is an array.
    element: Option<Box<str>>,
    /// Letters of a context that may stand in for the argument.
    context: Option<Letters>,
    optional: bool,
    lazy: bool,
    repeated: bool,
}

/// A set of letters, one bit each.
type Letters = u16;

const ALL: &str = "asnblfom";

fn letter_bit(letter: u8) -> Letters {
    ALL.bytes()
        .position(|known| known == letter)
        .map_or(0, |at| 1 << at)
}

fn letters(text: &str) -> Letters {
    text.bytes().map(letter_bit).fold(0, |set, bit| set | bit)
}

/// The letter of an argument.
fn letter(value: Option<&Value>) -> u8 {
    match value {
        None => b'm',
        Some(Value::Null) => b'l',
        Some(Value::Bool(_)) => b'b',
        Some(Value::Integer(_) | Value::Float(_)) => b'n',
        Some(Value::String(_)) => b's',
        Some(Value::Array(_)) => b'a',
        Some(Value::Object(object)) if object.function().is_some() => b'f',
        Some(Value::Object(_)) => b'o',
    }
}

/// What is wrong with a signature, and at which byte of it.
pub(crate) struct SignatureError {
    pub(crate) code: &'static str,
    pub(crate) offset: usize,
    pub(crate) value: Value,
}

impl Signature {
    /// Parses the text including its angle brackets.
    pub(crate) fn parse(text: &str) -> Result<Signature, SignatureError> {
        let bytes = text.as_bytes();
        let mut parameters: Vec<Parameter> = Vec::new();
        let mut last_type = None;
        let mut at = 1;
        while at < bytes.len() && bytes[at] != b':' {
            let letter = bytes[at];
            let accepted = match letter {
                b's' | b'n' | b'b' | b'l' | b'o' => letter_bit(letter) | letter_bit(b'm'),
                b'a' | b'x' => letters(ALL),
                b'j' => letters(ALL) & !letter_bit(b'f'),
                b'f' => letter_bit(b'f'),
                b'(' => {
                    let end = closing(bytes, at, b'(', b')');
                    let choice = text.get(at + 1..end).unwrap_or_default();
                    if choice.contains('<') {
                        return Err(SignatureError {
                            code: "S0402",
                            offset: at,
                            value: Value::from(choice),
                        });
                    }
                    at = end;
                    letters(choice) | letter_bit(b'm')
                }
                _ => 0,
            };
            match letter {
                b'-' | b'?' | b'+' => {
                    if let Some(previous) = parameters.last_mut() {
                        previous.quantify(letter);
                    }
                }
                b'<' => {
                    if !matches!(last_type, Some(b'a' | b'f')) {
                        let value =
                            last_type.map_or(Value::Null, |kind| Value::from(char::from(kind)));
                        return Err(SignatureError {
                            code: "S0401",
                            offset: at,
                            value,
                        });
                    }
                    let end = closing(bytes, at, b'<', b'>');
                    if let Some(previous) = parameters.last_mut() {
                        previous.element = text.get(at + 1..end).map(Into::into);
                    }
                    at = end;
                }
                _ if accepted != 0 => {
                    last_type = Some(letter);
                    let is_array = letter == b'a';
                    parameters.push(Parameter {
                        accepts: accepted,
                        is_array,
                        ..Parameter::default()
                    });
                }
                _ => {}
            }
            at += 1;
        }
        Ok(Signature { parameters })
    }

    /// Checks the arguments of a call and completes them: missing ones come from the context where
    /// the signature says so, and single values become lists where lists are asked for.
    pub(crate) fn validate(
        &self,
        arguments: &mut Arguments,
        context: Option<&Value>,
    ) -> Result<(), Error> {
        if self.fits_in_order(arguments) {
            return self.complete_in_order(arguments, context);
        }
        let supplied: Vec<u8> = arguments
            .iter()
            .map(|value| letter(value.as_ref()))
            .collect();
        let mut counts = vec![0; self.parameters.len()];
        if matches(&self.parameters, &supplied, true, &mut counts).is_none() {
            return Err(self.mismatch(arguments, &supplied));
        }
        let given = std::mem::take(arguments);
        let mut next = 0;
        for (parameter, count) in self.parameters.iter().zip(counts) {
            if count == 0 {
                match parameter.context {
                    Some(accepted) => {
                        arguments.push(from_context(context, accepted, next)?);
                    }
                    None => {
                        arguments.push(given.get(next).cloned().flatten());
                        next += 1;
                    }
                }
                continue;
            }
            for _ in 0..count {
                let value = given.get(next).cloned().flatten();
                arguments.push(parameter.accept(value, count, next)?);
                next += 1;
            }
        }
        Ok(())
    }

    /// Fills up with missing arguments, for calls past the signature.
    pub(crate) fn pad(&self, arguments: &mut Arguments) {
        while arguments.len() < self.parameters.len() {
            arguments.push(None);
        }
    }

    /// Whether each argument fits the parameter at its place and the rest may be left out. That
    /// is then also what the greedy regular expression finds.
    fn fits_in_order(&self, arguments: &Arguments) -> bool {
        arguments.len() <= self.parameters.len()
            && self
                .parameters
                .iter()
                .enumerate()
                .all(|(at, parameter)| match arguments.get(at) {
                    Some(value) => {
                        !parameter.lazy
                            && parameter.accepts & letter_bit(letter(value.as_ref())) != 0
                    }
                    None => parameter.optional,
                })
    }

    fn complete_in_order(
        &self,
        arguments: &mut Arguments,
        context: Option<&Value>,
    ) -> Result<(), Error> {
        let given = arguments.len();
        for (at, parameter) in self.parameters.iter().enumerate() {
            if at < given {
                if parameter.is_array && !matches!(arguments[at], None | Some(Value::Array(_)))
                    || parameter.element.is_some()
                {
                    let value = arguments[at].take();
                    arguments[at] = parameter.accept(value, 1, at)?;
                }
            } else {
                arguments.push(match parameter.context {
                    Some(accepted) => from_context(context, accepted, at)?,
                    None => None,
                });
            }
        }
        Ok(())
    }

    /// Says which argument is the first that does not fit.
    fn mismatch(&self, arguments: &Arguments, supplied: &[u8]) -> Error {
        let mut good = 0;
        for length in 1..=self.parameters.len() {
            let mut counts = vec![0; length];
            match matches(&self.parameters[..length], supplied, false, &mut counts) {
                Some(matched) => good = matched,
                None => break,
            }
        }
        let error = Error::new("T0410").fill("index", good + 1);
        match arguments.get(good).cloned().flatten() {
            Some(value) => error.value_is(value),
            None => error,
        }
    }
}

fn from_context(
    context: Option<&Value>,
    accepted: Letters,
    at: usize,
) -> Result<Option<Value>, Error> {
    if accepted & letter_bit(letter(context)) == 0 {
        let error = Error::new("T0411").fill("index", at + 1);
        return Err(match context {
            Some(value) => error.value_is(value.clone()),
            None => error,
        });
    }
    Ok(context.cloned())
}

/// Matches letters against parameters as a backtracking regular expression does, and says how many
/// letters were taken; `counts` tells how many each parameter took.
fn matches(
    parameters: &[Parameter],
    supplied: &[u8],
    to_the_end: bool,
    counts: &mut [usize],
) -> Option<usize> {
    let Some((parameter, rest)) = parameters.split_first() else {
        return (!to_the_end || supplied.is_empty()).then_some(0);
    };
    let accepted = supplied
        .iter()
        .take_while(|letter| parameter.accepts & letter_bit(**letter) != 0);
    let most = accepted
        .count()
        .min(if parameter.repeated { usize::MAX } else { 1 });
    let least = usize::from(!parameter.optional);
    let mut attempt = |count: usize| {
        counts[0] = count;
        let matched = matches(rest, &supplied[count..], to_the_end, &mut counts[1..])?;
        Some(matched + count)
    };
    if parameter.lazy {
        (least..=most).find_map(&mut attempt)
    } else {
        (least..=most).rev().find_map(&mut attempt)
    }
}

impl Parameter {
    fn quantify(&mut self, quantifier: u8) {
        match quantifier {
            b'-' => {
                self.context = Some(self.accepts);
                self.optional = true;
            }
            b'?' if self.optional || self.repeated => self.lazy = true,
            b'?' => self.optional = true,
            _ => self.repeated = true,
        }
    }

    /// What an argument becomes for this parameter. `count` arguments were matched by it.
    fn accept(
        &self,
        value: Option<Value>,
        count: usize,
        at: usize,
    ) -> Result<Option<Value>, Error> {
        if !self.is_array {
            return Ok(value);
        }
        let Some(value) = value else {
            return Ok(None);
        };
        if let Some(element) = self.element.as_deref() {
            let fits = match &value {
                Value::Array(items) => items.first().is_none_or(|first| {
                    let first = letter(Some(first));
                    element.as_bytes().first() == Some(&first)
                        && items.iter().all(|item| letter(Some(item)) == first)
                }),
                single => count == 1 && element.as_bytes() == [letter(Some(single))],
            };
            if !fits {
                let name = match element {
                    "a" => "arrays",
                    "b" => "booleans",
                    "f" => "functions",
                    "n" => "numbers",
                    "o" => "objects",
                    "s" => "strings",
                    _ => "",
                };
                let error = Error::new("T0412").fill("index", at + 1);
                return Err(error.fill("type", name).value_is(value));
            }
        }
        Ok(Some(match value {
            Value::Array(_) => value,
            single => Value::Array(Array::from(vec![single])),
        }))
    }
}

/// Where the bracket that opens at `at` closes; the end if it does not.
fn closing(bytes: &[u8], at: usize, open: u8, close: u8) -> usize {
    let mut depth = 0_usize;
    for (index, byte) in bytes.iter().enumerate().skip(at) {
        if *byte == open {
            depth += 1;
        } else if *byte == close {
            depth -= 1;
            if depth == 0 {
                return index;
            }
        }
    }
    bytes.len()
}
