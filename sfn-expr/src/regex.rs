//! Regular expressions: JavaScript's notation on the linear-time engine of the `regex` crate.
//!
//! Look-around and back-references cannot be had in linear time and are refused when the
//! expression is compiled.

use std::sync::Arc;

use crate::error::Error;
use crate::function::{Function, Kind};
use crate::run::{Arguments, Out, Run};
use crate::value::{Array, Object, Str, Value};

/// A compiled pattern may take this much memory, in bytes.
const MAX_PROGRAM_BYTES: usize = 4 << 20;

/// A regular expression, which as a function takes a text and returns its first match.
pub(crate) struct Regex {
    regex: regex::Regex,
    source: Str,
}

/// What a match says about where the next one is to be looked for.
pub(crate) struct NextMatch {
    regex: Arc<Regex>,
    text: Str,
    from: usize,
}

/// A match. Offsets are bytes of the text.
pub(crate) struct Match {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// What each group has matched, if it took part.
    pub(crate) groups: Vec<Option<(usize, usize)>>,
}

impl Regex {
    pub(crate) fn new(pattern: &Str, flags: &str) -> Result<Regex, Error> {
        let translated = translate(pattern)
            .map_err(|what| Error::new("S0303").value_is(format!("{what} in /{pattern}/")))?;
        let regex = regex::RegexBuilder::new(&translated)
            .case_insensitive(flags.contains('i'))
            .multi_line(flags.contains('m'))
            .size_limit(MAX_PROGRAM_BYTES)
            .dfa_size_limit(MAX_PROGRAM_BYTES)
            .nest_limit(100)
            .build();
        match regex {
            Ok(regex) => Ok(Regex {
                regex,
                source: pattern.clone(),
            }),
            Err(regex::Error::CompiledTooBig(_)) => {
                Err(Error::new("S0303").value_is(format!("too large: /{pattern}/")))
            }
            Err(_) => Err(Error::new("S0303").value_is(format!("/{pattern}/"))),
        }
    }

    /// The first match that begins at byte `from` or later.
    pub(crate) fn find(
        &self,
        run: &mut Run<'_>,
        text: &str,
        from: usize,
    ) -> Result<Option<Match>, Error> {
        // Linear in what is left of the text, which the search may have to read to its end.
        let before = from.min(text.len());
        let Some(captures) = self.regex.captures_at(text, before) else {
            run.step(1 + (text.len() - before) / 16)?;
            return Ok(None);
        };
        let groups = captures
            .iter()
            .map(|group| group.map(|group| (group.start(), group.end())));
        let mut groups = groups.collect::<Vec<_>>().into_iter();
        let (start, end) = groups.next().flatten().unwrap_or((before, before));
        run.step(1 + (end - before) / 16)?;
        Ok(Some(Match {
            start,
            end,
            groups: groups.collect(),
        }))
    }

    /// The match after one that ended at `end`. A second empty match would never get further.
    pub(crate) fn find_next(
        &self,
        run: &mut Run<'_>,
        text: &str,
        end: usize,
    ) -> Result<Option<Match>, Error> {
        if end >= text.len() {
            return Ok(None);
        }
        let found = self.find(run, text, end)?;
        if found.as_ref().is_some_and(|found| found.start == found.end) {
            return Err(Error::new("D1004").value_is(self.source.clone()));
        }
        Ok(found)
    }

    /// The regular expression called as a function.
    pub(crate) fn call(self: &Arc<Self>, run: &mut Run<'_>, arguments: &Arguments) -> Out {
        let text = match arguments.first() {
            Some(Some(Value::String(text))) => text.clone(),
            Some(Some(other)) => host_text(run, other)?,
            _ => Str::from("undefined"),
        };
        // The reference's matcher takes a second argument, by which higher-order functions tell it
        // the index of the element: the search begins so many letters behind the beginning.
        let from = match arguments.get(1) {
            Some(Some(from)) => from.as_f64().unwrap_or_default(),
            _ => 0.0,
        };
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let from = from.max(0.0) as usize;
        if from > units_before(&text, text.len()) {
            return Ok(None);
        }
        let found = self.find(run, &text, byte_at(&text, from))?;
        Ok(found.map(|found| self.object(run, &text, &found)))
    }

    /// A match as the object that JSONata's matchers return.
    fn object(self: &Arc<Self>, run: &Run<'_>, text: &Str, found: &Match) -> Value {
        let mut object = Object::with_capacity(5);
        object.insert("match", &text[found.start..found.end]);
        object.insert("start", units_before(text, found.start));
        object.insert("end", units_before(text, found.end));
        object.insert("groups", found.groups(text));
        let next = NextMatch {
            regex: self.clone(),
            text: text.clone(),
            from: found.end,
        };
        object.insert("next", Function::new(run, Kind::NextMatch(next)).value());
        Value::Object(object)
    }
}

/// A value as the host language makes a text of it, which is what its regular expressions do to
/// whatever they are given.
fn host_text(run: &mut Run<'_>, value: &Value) -> Result<Str, Error> {
    run.check_stack()?;
    run.step(1)?;
    let text = match value {
        Value::Array(elements) => {
            let mut text = String::new();
            for (at, element) in elements.iter().enumerate() {
                if at > 0 {
                    text.push(',');
                }
                if !element.is_null() {
                    text.push_str(&host_text(run, element)?);
                }
                run.hold_text(text.len() / 64)?;
            }
            text
        }
        Value::Object(_) => "[object Object]".to_owned(),
        Value::String(text) => return Ok(text.clone()),
        Value::Float(number) if !number.is_finite() => if number.is_nan() {
            "NaN"
        } else if *number > 0.0 {
            "Infinity"
        } else {
            "-Infinity"
        }
        .to_owned(),
        scalar => scalar.to_json(),
    };
    run.hold_text(text.len())?;
    Ok(Str::from(text))
}

impl NextMatch {
    pub(crate) fn call(&self, run: &mut Run<'_>) -> Out {
        let found = self.regex.find_next(run, &self.text, self.from)?;
        Ok(found.map(|found| self.regex.object(run, &self.text, &found)))
    }
}

impl Match {
    /// The texts of the groups; `null` for one that took no part.
    pub(crate) fn groups(&self, text: &str) -> Array {
        self.groups
            .iter()
            .map(|group| group.map(|(start, end)| &text[start..end]))
            .collect()
    }
}

/// How many UTF-16 units stand before a byte, which is how JavaScript counts.
pub(crate) fn units_before(text: &str, byte: usize) -> usize {
    text[..byte].chars().map(char::len_utf16).sum()
}

/// The byte before which so many UTF-16 units stand.
pub(crate) fn byte_at(text: &str, units: usize) -> usize {
    let mut left = units;
    for (byte, letter) in text.char_indices() {
        if left == 0 {
            return byte;
        }
        left = left.saturating_sub(letter.len_utf16());
    }
    text.len()
}

/// JavaScript's notation in that of the `regex` crate, or what cannot be said in it.
fn translate(pattern: &str) -> Result<String, &'static str> {
    let mut out = String::with_capacity(pattern.len() + 8);
    let mut letters = pattern.chars().peekable();
    let mut in_class = false;
    let mut rest = pattern;
    while let Some(letter) = letters.next() {
        rest = &rest[letter.len_utf8()..];
        match letter {
            '\\' => {
                let Some(escaped) = letters.next() else {
                    return Err("a backslash at the end");
                };
                rest = &rest[escaped.len_utf8()..];
                let taken = escape(escaped, rest, in_class, &mut out)?;
                for _ in 0..taken {
                    letters.next();
                }
                rest = &rest[taken..];
            }
            '[' if !in_class && rest.starts_with("^]") => {
                out.push_str(r"[\s\S]");
                letters.nth(1);
                rest = &rest[2..];
            }
            '[' if !in_class && rest.starts_with(']') => {
                out.push_str(r"[^\s\S]");
                letters.next();
                rest = &rest[1..];
            }
            '[' if !in_class => {
                in_class = true;
                out.push('[');
                if rest.starts_with('^') {
                    out.push('^');
                    letters.next();
                    rest = &rest[1..];
                }
            }
            ']' if in_class => {
                in_class = false;
                out.push(']');
            }
            // Operators on sets, which JavaScript does not have.
            '[' | '&' | '~' if in_class => {
                out.push('\\');
                out.push(letter);
            }
            '-' if in_class && rest.starts_with('-') => out.push_str(r"\-"),
            '.' if !in_class => out.push_str(r"[^\n\r\x{2028}\x{2029}]"),
            '(' if !in_class && rest.starts_with('?') => {
                let behind = &rest[1..];
                if behind.starts_with('=') || behind.starts_with('!') {
                    return Err("look-ahead");
                }
                if behind.starts_with("<=") || behind.starts_with("<!") {
                    return Err("look-behind");
                }
                out.push('(');
            }
            // A brace that is no quantifier stands for itself.
            '{' if !in_class && !is_quantifier(rest) => out.push_str(r"\{"),
            '}' if !in_class && !closes_quantifier(&out) => out.push_str(r"\}"),
            other => out.push(other),
        }
    }
    Ok(out)
}

/// Translates an escape and says how many of the letters behind it belong to it.
fn escape(
    escaped: char,
    rest: &str,
    in_class: bool,
    out: &mut String,
) -> Result<usize, &'static str> {
    let hex = |digits: usize| {
        let text = rest.get(..digits)?;
        text.bytes()
            .all(|byte| byte.is_ascii_hexdigit())
            .then_some(text)
    };
    match escaped {
        'd' => out.push_str(if in_class { "0-9" } else { "[0-9]" }),
        'D' => out.push_str("[^0-9]"),
        'w' => out.push_str(if in_class {
            "0-9A-Za-z_"
        } else {
            "[0-9A-Za-z_]"
        }),
        'W' => out.push_str("[^0-9A-Za-z_]"),
        'b' if in_class => out.push_str(r"\x08"),
        'b' => out.push_str(r"(?-u:\b)"),
        'B' if !in_class => out.push_str(r"(?-u:\B)"),
        's' | 'S' | 'n' | 'r' | 't' | 'f' | 'v' => {
            out.push('\\');
            out.push(escaped);
        }
        '0' if !rest.starts_with(|letter: char| letter.is_ascii_digit()) => out.push_str(r"\x00"),
        '1'..='9' if !in_class => return Err("back-reference"),
        'k' if !in_class && rest.starts_with('<') => return Err("back-reference"),
        'x' => {
            if let Some(digits) = hex(2) {
                out.push_str(&format!(r"\x{digits}"));
                return Ok(2);
            }
            out.push('x');
        }
        'u' => {
            if let Some(digits) = hex(4) {
                let code = u32::from_str_radix(digits, 16).unwrap_or_default();
                if char::from_u32(code).is_none() {
                    return Err("half of a surrogate pair");
                }
                out.push_str(&format!(r"\x{{{digits}}}"));
                return Ok(4);
            }
            out.push('u');
        }
        'c' if rest.starts_with(|letter: char| letter.is_ascii_alphabetic()) => {
            let control = rest.bytes().next().unwrap_or_default() % 32;
            out.push_str(&format!(r"\x{control:02x}"));
            return Ok(1);
        }
        letter if letter.is_ascii_alphanumeric() => out.push(letter),
        letter if letter.is_ascii() => {
            out.push('\\');
            out.push(letter);
        }
        letter => out.push(letter),
    }
    Ok(0)
}

fn is_quantifier(rest: &str) -> bool {
    let Some((inside, _)) = rest.split_once('}') else {
        return false;
    };
    let (least, most) = inside.split_once(',').unwrap_or((inside, ""));
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    !least.is_empty() && is_number(least) && is_number(most)
}

/// Whether what has been translated so far ends inside a quantifier.
fn closes_quantifier(out: &str) -> bool {
    let Some(open) = out.rfind('{') else {
        return false;
    };
    let inside = &out[open + 1..];
    !out[..open].ends_with('\\')
        && inside
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b',')
}

#[cfg(test)]
mod tests {
    use super::translate;

    #[test]
    fn javascript_is_translated() {
        for (javascript, rust) in [
            (r"\d+\/\w", r"[0-9]+\/[0-9A-Za-z_]"),
            (r"[\d[&]", r"[0-9\[\&]"),
            (r"a{2,3}b{", r"a{2,3}b\{"),
            (r"[^]\u00e9", r"[\s\S]\x{00e9}"),
            (r"a.", r"a[^\n\r\x{2028}\x{2029}]"),
            (r"\e", "e"),
        ] {
            assert_eq!(translate(javascript).unwrap(), rust);
        }
    }

    #[test]
    fn what_needs_backtracking_is_refused() {
        for pattern in ["(?=a)", "(?!a)", "(?<=a)b", "(?<!a)b", r"(a)\1"] {
            assert!(translate(pattern).is_err(), "{pattern}");
        }
    }
}
