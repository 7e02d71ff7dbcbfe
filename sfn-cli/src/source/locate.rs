//! Where in a definition's text a finding's location is.
//!
//! Findings name places as AWS does, `/States/Ship/Choices[0]/Next`, without escapes; people look for lines. The text is
//! known to be JSON, so this only skips; given anything else it finds nothing and never fails.

use std::ops::Range;

/// What a location leads to.
#[derive(Debug, PartialEq)]
pub(crate) struct Located {
    /// The bytes to show: the value if it is no container, else the key that it belongs to, else its opening bracket.
    pub span: Range<usize>,
    /// The JSON pointer (RFC 6901) to it.
    pub pointer: String,
}

/// Finds a location. If it leads to nothing, its deepest part that leads somewhere is meant.
pub(crate) fn locate(json: &str, location: &str) -> Located {
    let mut pointer = String::new();
    let mut cursor = Cursor { json, at: 0 };
    cursor.skip_space();
    let mut shown = cursor.shown(None);
    let mut rest = location.trim_end_matches('/');
    while !rest.is_empty() {
        let step = match rest.strip_prefix('/') {
            Some(path) => cursor.member(path),
            None => cursor.element(rest),
        };
        let Some((key, token, after)) = step else {
            break;
        };
        shown = cursor.shown(key);
        pointer.push('/');
        pointer.push_str(&token.replace('~', "~0").replace('/', "~1"));
        rest = after;
    }
    Located {
        span: shown,
        pointer,
    }
}

/// The span of a member's key, the key or index, and the rest of the path.
type Step<'p> = (Option<Range<usize>>, String, &'p str);

/// Stands at the first byte of a value.
#[derive(Clone, Copy)]
struct Cursor<'a> {
    json: &'a str,
    at: usize,
}

impl Cursor<'_> {
    /// Goes to the member that a path begins with; gives the span of its key, the key and the rest of the path. As names are not
    /// escaped, the longest key that fits is meant, and of equal keys the last one, which is the one that counts.
    fn member<'p>(&mut self, path: &'p str) -> Option<Step<'p>> {
        if self.peek()? != b'{' {
            return None;
        }
        let mut found: Option<(Range<usize>, Self, &str)> = None;
        let mut cursor = *self;
        cursor.step();
        cursor.skip_space();
        while cursor.peek() == Some(b'"') {
            let start = cursor.at;
            cursor.skip_string();
            let span = start..cursor.at;
            cursor.skip_space();
            cursor.step(); // the colon
            cursor.skip_space();
            let key: String = serde_json::from_str(self.json.get(span.clone())?).ok()?;
            let rest = path.strip_prefix(key.as_str());
            if let Some(rest) = rest.filter(|rest| rest.is_empty() || rest.starts_with(['/', '[']))
                && found
                    .as_ref()
                    .is_none_or(|(_, _, shortest)| rest.len() <= shortest.len())
            {
                found = Some((span, cursor, rest));
            }
            if !cursor.next() {
                break;
            }
        }
        let (key, value, rest) = found?;
        *self = value;
        Some((Some(key), path[..path.len() - rest.len()].to_owned(), rest))
    }

    /// Goes to the element that a path such as `[2]/Next` begins with; gives the rest of the path.
    fn element<'p>(&mut self, path: &'p str) -> Option<Step<'p>> {
        let (index, rest) = path.strip_prefix('[')?.split_once(']')?;
        let index: usize = index.parse().ok()?;
        if self.peek()? != b'[' {
            return None;
        }
        let mut cursor = *self;
        cursor.step();
        cursor.skip_space();
        for _ in 0..index {
            if !cursor.next() {
                return None;
            }
        }
        if cursor.peek()? == b']' {
            return None;
        }
        *self = cursor;
        Some((None, index.to_string(), rest))
    }

    /// Goes past a value and the comma after it; `false` if no comma follows.
    fn next(&mut self) -> bool {
        self.skip_value();
        self.skip_space();
        let is_comma = self.peek() == Some(b',');
        if is_comma {
            self.step();
            self.skip_space();
        }
        is_comma
    }

    fn shown(&self, key: Option<Range<usize>>) -> Range<usize> {
        let mut end = *self;
        end.skip_value();
        let value = self.at..end.at;
        let is_container = matches!(self.peek(), Some(b'{' | b'['));
        match key {
            Some(key) if is_container => key,
            _ if is_container => self.at..self.at + 1,
            _ => value,
        }
    }

    /// Goes past a value, however deeply it nests, without recursion.
    fn skip_value(&mut self) {
        let mut depth = 0_usize;
        while let Some(byte) = self.peek() {
            match byte {
                b'{' | b'[' => {
                    depth += 1;
                    self.step();
                }
                b'}' | b']' => {
                    depth = depth.saturating_sub(1);
                    self.step();
                }
                b'"' => self.skip_string(),
                b',' | b':' => self.step(),
                _ if byte.is_ascii_whitespace() => self.step(),
                _ => self
                    .skip_while(|byte| !b",:]}{[\"".contains(&byte) && !byte.is_ascii_whitespace()),
            }
            if depth == 0 {
                return;
            }
        }
    }

    fn skip_string(&mut self) {
        self.step();
        loop {
            self.skip_while(|byte| byte != b'"' && byte != b'\\');
            match self.peek() {
                Some(b'\\') => {
                    self.step();
                    self.step();
                }
                Some(_) => return self.step(),
                None => return,
            }
        }
    }

    fn skip_space(&mut self) {
        self.skip_while(|byte| byte.is_ascii_whitespace());
    }

    fn skip_while(&mut self, skipped: impl Fn(u8) -> bool) {
        while self.peek().is_some_and(&skipped) {
            self.step();
        }
    }

    fn peek(&self) -> Option<u8> {
        self.json.as_bytes().get(self.at).copied()
    }

    fn step(&mut self) {
        self.at = (self.at + 1).min(self.json.len());
    }
}

#[cfg(test)]
mod tests {
    use super::locate;

    #[track_caller]
    fn check(json: &str, pointer: &str, expected: &str) {
        assert_eq!(&json[locate(json, pointer).span], expected);
    }

    #[test]
    fn a_scalar_is_shown_itself() {
        check(r#"{"a": {"b": -12.5e3 , "c": 1}}"#, "/a/b", "-12.5e3");
        check(r#"{"a": "x\"y"}"#, "/a", r#""x\"y""#);
        check(r#"{"a": [true, [null , 2]]}"#, "/a[1][0]", "null");
    }

    #[test]
    fn a_container_is_shown_by_its_key() {
        check(r#"{"a": {"b": {}}}"#, "/a/b", r#""b""#);
        check(r#"{"a": [[], 1]}"#, "/a", r#""a""#);
        check(r#"{"a": [[], {"b": 1}]}"#, "/a[1]", "{");
    }

    #[test]
    fn the_whole_text_is_shown_by_its_bracket() {
        check(" {\"a\": 1}", "/", "{");
        check(" {\"a\": 1}", "", "{");
    }

    #[test]
    fn keys_are_compared_without_json_escapes() {
        check(r#"{"\u0063": 1}"#, "/c", "1");
    }

    #[test]
    fn the_longest_key_is_meant() {
        let json = r#"{"a": {"b": 1}, "a/b": 2, "a[0]": 3, "ab": 4}"#;
        check(json, "/a/b", "2");
        check(json, "/a[0]", "3");
        check(json, "/ab", "4");
        check(json, "/a/c", r#""a""#);
    }

    #[test]
    fn pointers_are_escaped_and_lead_as_far_as_the_document_goes() {
        let json = r#"{"a/b": {"c~d": [0, {"e": 1}]}}"#;
        assert_eq!(locate(json, "/a/b/c~d[1]/e").pointer, "/a~1b/c~0d/1/e");
        assert_eq!(locate(json, "/a/b/missing").pointer, "/a~1b");
        assert_eq!(locate(json, "/").pointer, "");
    }

    #[test]
    fn brackets_in_strings_are_skipped() {
        check(r#"{"a": "}]\"{", "b": ["]", 7]}"#, "/b[1]", "7");
    }

    #[test]
    fn the_last_of_equal_keys_counts() {
        check(r#"{"a": 1, "a": 2}"#, "/a", "2");
    }

    #[test]
    fn a_location_of_nothing_shows_how_far_it_leads() {
        check(r#"{"a": {"b": 1}}"#, "/a/c/d", r#""a""#);
        check(r#"{"a": [1]}"#, "/a[1]", r#""a""#);
        check("{}", "/a", "{");
    }

    #[test]
    fn what_is_not_json_is_survived() {
        for text in [
            "", "{", "[", "{\"a\"", "{\"a\":", "{\"a", "]", "[[[", "{]}", "\"\\",
        ] {
            for location in ["/a/b", "/a[0]", "[0]", "/a[x]", "/a["] {
                let span = locate(text, location).span;
                assert!(text.get(span).is_some(), "{text} {location}");
            }
        }
    }

    #[test]
    fn deep_nesting_needs_no_stack() {
        let json = "[".repeat(100_000);
        assert_eq!(locate(&json, "[0]").span, 1..2);
    }
}
