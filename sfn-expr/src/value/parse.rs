//! Reading JSON text (RFC 8259) straight into values, without recursion and with a bound on nesting.

use std::fmt;

use super::{Array, Object, Str, Value};

/// Containers may nest this deeply in JSON text. Jackson, and so AWS, has the same bound.
pub const MAX_JSON_DEPTH: usize = 1_000;

/// What is wrong with a JSON text, and where.
///
/// ```
/// use sfn_expr::Value;
///
/// let error = Value::from_json("{\"a\":\n ?}").unwrap_err();
/// assert_eq!((error.line, error.column), (2, 2));
/// assert_eq!(error.to_string(), "expected a JSON value at line 2 column 2");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ParseError {
    /// What was expected or refused.
    pub message: &'static str,
    /// The line, from 1.
    pub line: usize,
    /// The column in bytes, from 1.
    pub column: usize,
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ParseError {
            message,
            line,
            column,
        } = self;
        write!(f, "{message} at line {line} column {column}")
    }
}

impl std::error::Error for ParseError {}

impl Value {
    /// Reads one JSON text, as text or as bytes. A repeated key keeps its first place and its last value.
    ///
    /// # Errors
    /// [`ParseError`] if it is not JSON, not UTF-8, holds half a surrogate pair, or nests deeper than
    /// [`MAX_JSON_DEPTH`].
    pub fn from_json(json: impl AsRef<[u8]>) -> Result<Value, ParseError> {
        let bytes = json.as_ref();
        let mut reader = Reader {
            bytes,
            at: 0,
            scratch: Vec::new(),
            keys: Vec::new(),
        };
        reader.document().map_err(|message| {
            let before = &bytes[..reader.at.min(bytes.len())];
            let line_start = before
                .iter()
                .rposition(|byte| *byte == b'\n')
                .map_or(0, |at| at + 1);
            ParseError {
                message,
                line: before.iter().filter(|byte| **byte == b'\n').count() + 1,
                column: before.len() - line_start + 1,
            }
        })
    }
}

/// A container that is still open.
enum Open {
    Array(Vec<Value>),
    Object(Vec<(Str, Value)>, Str),
}

/// Keys remembered per text, so that a list of alike objects allocates each key once.
const REMEMBERED_KEYS: usize = 64;

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    scratch: Vec<u8>,
    keys: Vec<Option<Str>>,
}

type Read<T> = Result<T, &'static str>;

impl Reader<'_> {
    fn document(&mut self) -> Read<Value> {
        let mut open: Vec<Open> = Vec::new();
        let value = loop {
            let mut value = match self.peek() {
                Some(b'[') => {
                    self.at += 1;
                    if self.peek() != Some(b']') {
                        self.open(&mut open, Open::Array(Vec::new()))?;
                        continue;
                    }
                    self.at += 1;
                    Value::Array(Array::new())
                }
                Some(b'{') => {
                    self.at += 1;
                    if self.peek() != Some(b'}') {
                        let key = self.key()?;
                        self.open(&mut open, Open::Object(Vec::new(), key))?;
                        continue;
                    }
                    self.at += 1;
                    Value::Object(Object::new())
                }
                _ => self.scalar()?,
            };
            // Hand the finished value to the container around it, which may finish that one too.
            loop {
                match open.last_mut() {
                    None => break,
                    Some(Open::Array(items)) => items.push(value),
                    Some(Open::Object(members, key)) => {
                        members.push((key.clone(), value));
                    }
                }
                match (self.peek(), open.last_mut()) {
                    (Some(b','), Some(Open::Array(_))) => self.at += 1,
                    (Some(b','), Some(Open::Object(_, key))) => {
                        self.at += 1;
                        *key = self.key()?;
                    }
                    (Some(b']'), Some(Open::Array(items))) => {
                        self.at += 1;
                        value = Value::Array(Array::from(std::mem::take(items)));
                        open.pop();
                        continue;
                    }
                    (Some(b'}'), Some(Open::Object(members, _))) => {
                        self.at += 1;
                        value = Value::Object(Object::of_members(std::mem::take(members)));
                        open.pop();
                        continue;
                    }
                    (_, Some(Open::Array(_))) => return Err("expected `,` or `]`"),
                    (_, _) => return Err("expected `,` or `}`"),
                }
                value = Value::Null;
                break;
            }
            if open.is_empty() {
                break value;
            }
        };
        match self.peek() {
            None => Ok(value),
            Some(_) => Err("expected the end of the text"),
        }
    }

    fn open(&self, open: &mut Vec<Open>, container: Open) -> Read<()> {
        if open.len() >= MAX_JSON_DEPTH {
            return Err("nested too deeply");
        }
        open.push(container);
        Ok(())
    }

    /// The next byte that is not white space.
    fn peek(&mut self) -> Option<u8> {
        loop {
            let byte = *self.bytes.get(self.at)?;
            if !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                return Some(byte);
            }
            self.at += 1;
        }
    }

    fn key(&mut self) -> Read<Str> {
        if self.peek() != Some(b'"') {
            return Err("expected a key in quotes");
        }
        let key = self.string(true)?;
        if self.peek() != Some(b':') {
            return Err("expected `:`");
        }
        self.at += 1;
        Ok(key)
    }

    fn scalar(&mut self) -> Read<Value> {
        match self.peek() {
            Some(b'"') => Ok(Value::String(self.string(false)?)),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b't') => self.word("true", Value::Bool(true)),
            Some(b'f') => self.word("false", Value::Bool(false)),
            Some(b'n') => self.word("null", Value::Null),
            Some(_) => Err("expected a JSON value"),
            None => Err("unexpected end of the text"),
        }
    }

    fn word(&mut self, word: &'static str, value: Value) -> Read<Value> {
        if !self.bytes[self.at..].starts_with(word.as_bytes()) {
            return Err("expected a JSON value");
        }
        self.at += word.len();
        Ok(value)
    }

    fn number(&mut self) -> Read<Value> {
        let start = self.at;
        self.skip(b'-');
        let first = self.at;
        let digits = self.digits()?;
        if digits > 1 && self.bytes[first] == b'0' {
            self.at = first + 1;
            return Err("a number may not begin with 0");
        }
        let mut integer = true;
        if self.skip(b'.') {
            integer = false;
            self.digits()?;
        }
        if self.skip(b'e') || self.skip(b'E') {
            integer = false;
            let _sign = self.skip(b'+') || self.skip(b'-');
            self.digits()?;
        }
        let text = std::str::from_utf8(&self.bytes[start..self.at]).unwrap_or_default();
        // `-0` is a double: an integer has no negative zero.
        if integer
            && text != "-0"
            && let Ok(number) = text.parse::<i64>()
        {
            return Ok(Value::Integer(number));
        }
        match text.parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(Value::Float(number)),
            _ => Err("the number is out of range"),
        }
    }

    fn skip(&mut self, byte: u8) -> bool {
        let here = self.bytes.get(self.at) == Some(&byte);
        self.at += usize::from(here);
        here
    }

    fn digits(&mut self) -> Read<usize> {
        let rest = self.bytes[self.at..].iter();
        let count = rest.take_while(|byte| byte.is_ascii_digit()).count();
        self.at += count;
        if count == 0 {
            Err("expected a digit")
        } else {
            Ok(count)
        }
    }

    /// Reads a string whose opening quote is next.
    fn string(&mut self, is_key: bool) -> Read<Str> {
        self.at += 1;
        let start = self.at;
        loop {
            match self.bytes.get(self.at) {
                Some(b'"') => break,
                Some(b'\\') => return self.escaped_string(start),
                Some(0..0x20) => return Err("control character in a string"),
                Some(_) => self.at += 1,
                None => return Err("the string is not closed"),
            }
        }
        let raw = &self.bytes[start..self.at];
        let text = std::str::from_utf8(raw).map_err(|_| "the text is not UTF-8")?;
        self.at += 1;
        Ok(if is_key {
            remembered(&mut self.keys, text)
        } else {
            Str::from(text)
        })
    }

    fn escaped_string(&mut self, start: usize) -> Read<Str> {
        self.scratch.clear();
        self.scratch.extend_from_slice(&self.bytes[start..self.at]);
        loop {
            let byte = *self.bytes.get(self.at).ok_or("the string is not closed")?;
            match byte {
                b'"' => break,
                b'\\' => {
                    self.at += 1;
                    let letter = self.escape()?;
                    self.scratch
                        .extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
                }
                0..0x20 => return Err("control character in a string"),
                _ => {
                    self.scratch.push(byte);
                    self.at += 1;
                }
            }
        }
        let text = std::str::from_utf8(&self.scratch).map_err(|_| "the text is not UTF-8")?;
        self.at += 1;
        Ok(Str::from(text))
    }

    fn escape(&mut self) -> Read<char> {
        let letter = *self.bytes.get(self.at).ok_or("the string is not closed")?;
        self.at += 1;
        Ok(match letter {
            b'"' | b'\\' | b'/' => char::from(letter),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let unit = self.hex()?;
                let code = match unit {
                    0xD800..0xDC00 if self.skip(b'\\') && self.skip(b'u') => {
                        let low = self.hex()?;
                        if !(0xDC00..0xE000).contains(&low) {
                            return Err("half of a surrogate pair");
                        }
                        0x1_0000 + ((unit - 0xD800) << 10) + (low - 0xDC00)
                    }
                    unit => unit,
                };
                char::from_u32(code).ok_or("half of a surrogate pair")?
            }
            _ => return Err("unknown escape in a string"),
        })
    }

    fn hex(&mut self) -> Read<u32> {
        let mut unit = 0;
        for _ in 0..4 {
            let byte = self.bytes.get(self.at).copied().unwrap_or_default();
            let digit = char::from(byte)
                .to_digit(16)
                .ok_or("expected four hexadecimal digits")?;
            unit = unit * 16 + digit;
            self.at += 1;
        }
        Ok(unit)
    }
}

/// The shared copy of a key that was seen lately, or a new one.
fn remembered(keys: &mut Vec<Option<Str>>, text: &str) -> Str {
    if keys.is_empty() {
        keys.resize(REMEMBERED_KEYS, None);
    }
    let bytes = text.as_bytes();
    let ends = bytes.first().zip(bytes.last()).map_or(0, |(first, last)| {
        usize::from(*first).wrapping_mul(31) ^ usize::from(*last).wrapping_mul(7)
    });
    let slot = &mut keys[(ends ^ bytes.len()) % REMEMBERED_KEYS];
    match slot {
        Some(key) if key == text => key.clone(),
        _ => slot.insert(Str::from(text)).clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_printed_again() {
        for json in [
            "null",
            "true",
            "[]",
            "{}",
            "[1,-2,9223372036854775807,1.5,1e+21,0.5]",
            r#"{"b":[{"a":1},{"a":[2,{}]}],"a":"x\n\"\\\u0001é😀"}"#,
            "[1.0,-0.0]",
        ] {
            assert_eq!(Value::from_json(json).unwrap().to_json(), json);
        }
    }

    #[test]
    fn wide_integers_become_doubles() {
        assert_eq!(
            Value::from_json("18446744073709551615").unwrap().to_json(),
            "18446744073709552000"
        );
    }

    #[test]
    fn escapes_are_decoded() {
        let value = Value::from_json(r#""\u0041\/\b\f\r\t\ud83d\ude00""#).unwrap();
        assert_eq!(value, "A/\u{8}\u{c}\r\t😀");
    }

    #[test]
    fn a_repeated_key_keeps_its_place_and_its_last_value() {
        let value = Value::from_json(r#"{"a":1,"b":2,"a":3}"#).unwrap();
        assert_eq!(value.to_json(), r#"{"a":3,"b":2}"#);
    }

    #[test]
    fn large_objects_are_found_by_key() {
        let members = (0..100)
            .map(|n| format!("\"k{n}\":{n}"))
            .collect::<Vec<_>>();
        let value = Value::from_json(format!("{{{}}}", members.join(","))).unwrap();
        assert_eq!(value.get("k57"), Some(&Value::Integer(57)));
        assert_eq!(value.get("k100"), None);
    }

    #[test]
    fn faults_are_placed() {
        for (json, line, column) in [
            ("", 1, 1),
            ("[1,]", 1, 4),
            ("[1\n 2]", 2, 2),
            ("{\"a\" 1}", 1, 6),
            ("01", 1, 2),
            ("1.", 1, 3),
            ("1e999", 1, 6),
            ("\"a", 1, 3),
            ("\"\\q\"", 1, 4),
            (r#""\ud800""#, 1, 8),
            ("nul", 1, 1),
            ("1 2", 1, 3),
            ("[1}", 1, 3),
        ] {
            let error = Value::from_json(json).unwrap_err();
            assert_eq!(
                (error.line, error.column),
                (line, column),
                "{json}: {error}"
            );
        }
    }

    #[test]
    fn nesting_is_bounded() {
        let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert!(Value::from_json(nested(MAX_JSON_DEPTH)).is_ok());
        assert!(Value::from_json(nested(100_000)).is_err());
    }
}
