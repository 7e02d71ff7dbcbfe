//! Source text to tokens. Whether `/` begins a regular expression is the parser's knowledge.

use crate::error::{Error, Span};
use crate::value::{Str, Value};

/// A token and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) span: Span,
}

#[derive(Clone, Debug)]
pub(super) enum TokenKind {
    /// `name` or `` `any text` ``.
    Name(Str),
    /// `$name`; the name is empty for `$` and `$` for `$$`.
    Variable(Str),
    /// A string, number, `true`, `false` or `null`.
    Literal(Value),
    Regex {
        pattern: Str,
        flags: Str,
    },
    Symbol(Symbol),
    End,
}

macro_rules! symbols {
    ($($name:ident $text:literal),* $(,)?) => {
        /// An operator, a delimiter, or one of the words that serve as operators.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Symbol { $($name),* }

        impl Symbol {
            pub(crate) fn text(self) -> &'static str {
                match self { $(Symbol::$name => $text),* }
            }
        }
    };
}

symbols! {
    Dot ".", OpenBracket "[", CloseBracket "]", OpenBrace "{", CloseBrace "}", OpenParen "(",
    CloseParen ")", Comma ",", At "@", Hash "#", Semicolon ";", Colon ":", Question "?", Plus "+",
    Minus "-", Star "*", Slash "/", Percent "%", Bar "|", Equal "=", Less "<", Greater ">",
    Caret "^", DoubleStar "**", DoubleDot "..", Bind ":=", NotEqual "!=", LessEqual "<=",
    GreaterEqual ">=", Apply "~>", And "and", Or "or", In "in", Ampersand "&", Bang "!", Tilde "~",
}

const TWO_LETTERS: [(&[u8], Symbol); 7] = [
    (b"..", Symbol::DoubleDot),
    (b":=", Symbol::Bind),
    (b"!=", Symbol::NotEqual),
    (b">=", Symbol::GreaterEqual),
    (b"<=", Symbol::LessEqual),
    (b"**", Symbol::DoubleStar),
    (b"~>", Symbol::Apply),
];

fn one_letter(byte: u8) -> Option<Symbol> {
    Some(match byte {
        b'.' => Symbol::Dot,
        b'[' => Symbol::OpenBracket,
        b']' => Symbol::CloseBracket,
        b'{' => Symbol::OpenBrace,
        b'}' => Symbol::CloseBrace,
        b'(' => Symbol::OpenParen,
        b')' => Symbol::CloseParen,
        b',' => Symbol::Comma,
        b'@' => Symbol::At,
        b'#' => Symbol::Hash,
        b';' => Symbol::Semicolon,
        b':' => Symbol::Colon,
        b'?' => Symbol::Question,
        b'+' => Symbol::Plus,
        b'-' => Symbol::Minus,
        b'*' => Symbol::Star,
        b'/' => Symbol::Slash,
        b'%' => Symbol::Percent,
        b'|' => Symbol::Bar,
        b'=' => Symbol::Equal,
        b'<' => Symbol::Less,
        b'>' => Symbol::Greater,
        b'^' => Symbol::Caret,
        b'&' => Symbol::Ampersand,
        b'!' => Symbol::Bang,
        b'~' => Symbol::Tilde,
        _ => return None,
    })
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0B)
}

/// Reads tokens one at a time.
pub(super) struct Tokens<'a> {
    source: &'a str,
    at: usize,
}

type Scan<T> = Result<T, Error>;

impl<'a> Tokens<'a> {
    pub(super) fn new(source: &'a str) -> Self {
        Tokens { source, at: 0 }
    }

    /// Whether `name` needs no quotes.
    pub(super) fn reads_as_name(name: &str) -> bool {
        let mut tokens = Tokens::new(name);
        let token = tokens.next(true);
        matches!(token, Ok(Token { kind: TokenKind::Name(read), .. }) if read == name)
            && !name.starts_with('`')
    }

    /// The next token. `after_operand` says that `/` would divide.
    pub(super) fn next(&mut self, after_operand: bool) -> Scan<Token> {
        self.skip_blanks()?;
        let start = self.at;
        let kind = self.scan(after_operand)?;
        Ok(Token {
            kind,
            span: self.span_from(start),
        })
    }

    fn scan(&mut self, after_operand: bool) -> Scan<TokenKind> {
        let rest = &self.source.as_bytes()[self.at..];
        let Some(first) = rest.first().copied() else {
            return Ok(TokenKind::End);
        };
        if first == b'/' && !after_operand {
            return self.regex();
        }
        if let Some((text, symbol)) = TWO_LETTERS.iter().find(|(text, _)| rest.starts_with(text)) {
            self.at += text.len();
            return Ok(TokenKind::Symbol(*symbol));
        }
        if let Some(symbol) = one_letter(first) {
            self.at += 1;
            return Ok(TokenKind::Symbol(symbol));
        }
        match first {
            b'"' | b'\'' => self.string(first),
            b'0'..=b'9' => self.number(),
            b'`' => self.quoted_name(),
            _ => Ok(self.name()),
        }
    }

    fn span_from(&self, start: usize) -> Span {
        Span {
            start: narrow(start),
            end: narrow(self.at),
        }
    }

    fn fail(&self, code: &'static str, start: usize) -> Error {
        Error::new(code).at(self.span_from(start))
    }

    fn skip_blanks(&mut self) -> Scan<()> {
        let bytes = self.source.as_bytes();
        loop {
            while bytes.get(self.at).is_some_and(|byte| is_space(*byte)) {
                self.at += 1;
            }
            if !bytes[self.at..].starts_with(b"/*") {
                return Ok(());
            }
            let start = self.at;
            match self.source[start + 2..].find("*/") {
                Some(length) => self.at = start + 2 + length + 2,
                None => {
                    return Err(Error::new("S0106").at(Span {
                        start: narrow(start),
                        end: narrow(start),
                    }));
                }
            }
        }
    }

    fn regex(&mut self) -> Scan<TokenKind> {
        let bytes = self.source.as_bytes();
        let before = self.at;
        self.at += 1;
        let start = self.at;
        let mut depth = 0_i64;
        while let Some(byte) = bytes.get(self.at).copied() {
            let escapes = bytes[..self.at]
                .iter()
                .rev()
                .take_while(|byte| **byte == b'\\')
                .count();
            match byte {
                b'/' if depth == 0 && escapes % 2 == 0 => {
                    let pattern = Str::from(&self.source[start..self.at]);
                    if pattern.is_empty() {
                        return Err(self.fail("S0301", before));
                    }
                    self.at += 1;
                    let flags = self.at;
                    while matches!(bytes.get(self.at), Some(b'i' | b'm')) {
                        self.at += 1;
                    }
                    let flags = Str::from(&self.source[flags..self.at]);
                    return Ok(TokenKind::Regex { pattern, flags });
                }
                b'(' | b'[' | b'{' if escapes == 0 => depth += 1,
                b')' | b']' | b'}' if escapes == 0 => depth -= 1,
                _ => {}
            }
            self.at += 1;
        }
        Err(self.fail("S0302", before))
    }

    fn string(&mut self, quote: u8) -> Scan<TokenKind> {
        let start = self.at;
        self.at += 1;
        let mut text = String::new();
        // The first half of a surrogate pair that an escape has left waiting for its second.
        let mut high: Option<u32> = None;
        loop {
            let Some(letter) = self.source[self.at..].chars().next() else {
                return Err(self.fail("S0101", start));
            };
            self.at += letter.len_utf8();
            let unit = if letter == '\\' {
                self.escape(start)?
            } else if letter == char::from(quote) {
                if high.is_some() {
                    text.push(char::REPLACEMENT_CHARACTER);
                }
                return Ok(TokenKind::Literal(Value::from(text)));
            } else {
                u32::from(letter)
            };
            let first = high.take();
            match (first, unit) {
                (Some(first), 0xDC00..0xE000) => {
                    let code = 0x1_0000 + ((first - 0xD800) << 10) + (unit - 0xDC00);
                    text.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
                    continue;
                }
                (Some(_), _) => text.push(char::REPLACEMENT_CHARACTER),
                (None, _) => {}
            }
            if (0xD800..0xDC00).contains(&unit) {
                high = Some(unit);
            } else {
                text.push(char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER));
            }
        }
    }

    /// The code point or UTF-16 unit behind a backslash.
    fn escape(&mut self, start: usize) -> Scan<u32> {
        let Some(letter) = self.source[self.at..].chars().next() else {
            return Err(self.fail("S0103", start).token_is(""));
        };
        self.at += letter.len_utf8();
        Ok(match letter {
            '"' | '\\' | '/' => u32::from(letter),
            'b' => 0x08,
            'f' => 0x0C,
            'n' => 0x0A,
            'r' => 0x0D,
            't' => 0x09,
            'u' => {
                let digits = self.source.get(self.at..self.at + 4);
                let digits =
                    digits.filter(|text| text.bytes().all(|byte| byte.is_ascii_hexdigit()));
                match digits.map(|text| u32::from_str_radix(text, 16)) {
                    Some(Ok(unit)) => {
                        self.at += 4;
                        unit
                    }
                    _ => return Err(Error::new("S0104").at(before(self.at - 1))),
                }
            }
            _ => {
                let at = self.at - letter.len_utf8();
                return Err(Error::new("S0103").at(before(at)).token_is(letter));
            }
        })
    }

    fn number(&mut self) -> Scan<TokenKind> {
        let bytes = self.source.as_bytes();
        let digits = |from: usize| {
            bytes[from..]
                .iter()
                .take_while(|byte| byte.is_ascii_digit())
                .count()
        };
        let start = self.at;
        // A leading zero stands alone: `01` is the number 0 and then the number 1.
        let mut end = start
            + if bytes[start] == b'0' {
                1
            } else {
                digits(start)
            };
        let mut integer = true;
        if bytes.get(end) == Some(&b'.') && digits(end + 1) > 0 {
            integer = false;
            end += 1 + digits(end + 1);
        }
        if matches!(bytes.get(end), Some(b'e' | b'E')) {
            let sign = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
            if digits(end + 1 + sign) > 0 {
                integer = false;
                end += 1 + sign + digits(end + 1 + sign);
            }
        }
        let text = &self.source[start..end];
        let span = Span {
            start: narrow(start),
            end: narrow(start),
        };
        self.at = end;
        if integer && let Ok(number) = text.parse::<i64>() {
            return Ok(TokenKind::Literal(Value::Integer(number)));
        }
        match text.parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(TokenKind::Literal(Value::Float(number))),
            _ => Err(Error::new("S0102").at(span).token_is(text)),
        }
    }

    fn quoted_name(&mut self) -> Scan<TokenKind> {
        let start = self.at;
        self.at += 1;
        match self.source[self.at..].find('`') {
            Some(length) => {
                let name = Str::from(&self.source[self.at..self.at + length]);
                self.at += length + 1;
                Ok(TokenKind::Name(name))
            }
            None => {
                self.at = self.source.len();
                Err(self.fail("S0105", start))
            }
        }
    }

    fn name(&mut self) -> TokenKind {
        let rest = &self.source[self.at..];
        let length = rest
            .bytes()
            .position(|byte| is_space(byte) || one_letter(byte).is_some())
            .unwrap_or(rest.len());
        let text = &rest[..length];
        self.at += length;
        if let Some(name) = text.strip_prefix('$') {
            return TokenKind::Variable(Str::from(name));
        }
        match text {
            "and" => TokenKind::Symbol(Symbol::And),
            "or" => TokenKind::Symbol(Symbol::Or),
            "in" => TokenKind::Symbol(Symbol::In),
            "true" => TokenKind::Literal(Value::Bool(true)),
            "false" => TokenKind::Literal(Value::Bool(false)),
            "null" => TokenKind::Literal(Value::Null),
            _ => TokenKind::Name(Str::from(text)),
        }
    }
}

/// The place in front of a byte.
fn before(at: usize) -> Span {
    Span {
        start: narrow(at),
        end: narrow(at),
    }
}

/// Sources are bounded far below 4 GiB by [`MAX_SOURCE_BYTES`](super::MAX_SOURCE_BYTES).
fn narrow(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
