//! How a finding is shown: the fact, the line it is about with a caret below it, and the way out.

use std::ops::Range;
use std::sync::Arc;

use annotate_snippets::{AnnotationKind, Element, Level, Renderer, Snippet};

use super::Source;

/// Longer lines are cut around the caret.
const MAX_LINE_BYTES: usize = 400;

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Severity {
    Error,
    Warning,
}

/// What there is to say about a place in a text.
#[derive(Clone, Debug)]
pub(crate) struct Excerpt {
    pub source: Arc<Source>,
    pub span: Range<usize>,
    pub severity: Severity,
    /// A stable code, such as `MISSING_TRANSITION_TARGET`.
    pub code: Option<String>,
    pub message: String,
    /// The way out.
    pub help: Option<String>,
}

impl Excerpt {
    /// The text to show.
    pub fn render(&self, in_colours: bool) -> String {
        let renderer = if in_colours {
            Renderer::styled()
        } else {
            Renderer::plain()
        };
        let (line_number, shown) = self.source.window(self.span.start);
        // A span of nothing, or one that goes on below, still points at something on its first line.
        let within = |at: usize| at.clamp(shown.start, shown.end) - shown.start;
        let span = within(self.span.start)..within(self.span.end.max(self.span.start));
        let snippet = Snippet::source(&self.source.text[shown.clone()])
            .path(self.source.origin.as_str())
            .line_start(line_number)
            .annotation(AnnotationKind::Primary.span(span));
        let level = match self.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let mut title = level.primary_title(self.message.as_str());
        if let Some(code) = &self.code {
            title = title.id(code.as_str());
        }
        let help = self.help.as_deref();
        let help = help.map(|help| Element::from(Level::HELP.message(help)));
        renderer.render(&[title.element(snippet).elements(help)])
    }
}

impl Source {
    /// The number of the line that holds a byte, and what of that line is shown.
    fn window(&self, at: usize) -> (usize, Range<usize>) {
        let at = self.text.floor_char_boundary(at);
        let (before, after) = self.text.split_at(at);
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let end = after
            .find('\n')
            .map_or(self.text.len(), |length| at + length);
        let line_number = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        if end - start <= MAX_LINE_BYTES {
            return (line_number, start..end);
        }
        let first = at.saturating_sub(MAX_LINE_BYTES / 2).max(start);
        let last = (at + MAX_LINE_BYTES / 2).min(end);
        let shown = self.text.ceil_char_boundary(first)..self.text.floor_char_boundary(last);
        (line_number, shown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, span: Range<usize>, help: Option<&str>, expected: &str) {
        let excerpt = Excerpt {
            source: Arc::new(Source::new("a.json", text)),
            span,
            severity: Severity::Error,
            code: Some("CODE".to_owned()),
            message: "no such thing".to_owned(),
            help: help.map(str::to_owned),
        };
        assert_eq!(excerpt.render(false), expected.trim_matches('\n'));
    }

    #[test]
    fn the_caret_stands_below_the_span() {
        check(
            "{\n  \"a\": 1\n}",
            4..7,
            Some("take `b`"),
            r#"
error[CODE]: no such thing
 --> a.json:2:3
  |
2 |   "a": 1
  |   ^^^
  |
  = help: take `b`
"#,
        );
    }

    #[test]
    fn a_span_at_the_end_of_the_text_has_a_caret() {
        check(
            "[1,",
            3..3,
            None,
            r#"
error[CODE]: no such thing
 --> a.json:1:4
  |
1 | [1,
  |    ^
"#,
        );
    }

    #[test]
    fn a_span_over_lines_is_shown_at_its_first() {
        check(
            "{\n\"a\": [\n1]}",
            7..11,
            None,
            r#"
error[CODE]: no such thing
 --> a.json:2:6
  |
2 | "a": [
  |      ^
"#,
        );
    }

    #[test]
    fn a_long_line_is_cut_between_characters() {
        let source = Source::new("a.json", "ü".repeat(MAX_LINE_BYTES));
        for at in 0..source.text.len() {
            let (_, shown) = source.window(at);
            assert!(shown.len() <= MAX_LINE_BYTES);
            assert!(source.text.get(shown).is_some(), "cut inside a character");
        }
    }
}
