//! Files that hold definitions: read, checked by the rules, and every finding shown where it stands.

use std::sync::Arc;

use sfn_core::asl::{self, Code, Definition, Finding};
use sfn_core::expr::Value;

use crate::error::CommandError;
use crate::source::{Excerpt, Severity, Source, locate};

/// A file that was read.
pub(crate) struct Checked {
    source: Arc<Source>,
    /// The definition, unless a finding is an error.
    pub definition: Option<Definition>,
    /// Everything there is to say about it.
    pub findings: Vec<Excerpt>,
    /// Where each of them stands, in the words of machines.
    pub places: Vec<Place>,
}

/// Where a finding stands, as AWS and as RFC 6901 write it.
pub(crate) struct Place {
    /// AWS's location; it escapes nothing.
    pub location: Option<String>,
    /// A JSON pointer to the deepest part of the location that the document has.
    pub pointer: Option<String>,
}

/// Reads and checks a file.
pub(crate) fn read(path: &str) -> Result<Checked, CommandError> {
    Ok(check(Source::read(path)?))
}

/// Checks a text.
pub(crate) fn check(source: Source) -> Checked {
    let source = Arc::new(source);
    let (definition, findings) = Definition::parse(&source.text);
    let findings = findings.into_iter().map(|finding| shown(&source, finding));
    let (findings, places): (Vec<Excerpt>, Vec<Place>) = findings.unzip();
    let is_sound = findings
        .iter()
        .all(|finding| finding.severity == Severity::Warning);
    Checked {
        definition: definition.filter(|_| is_sound),
        findings,
        places,
        source,
    }
}

impl Checked {
    /// An error at a place that a finding could name.
    pub fn error_at(&self, location: &str, message: String) -> Excerpt {
        Excerpt {
            span: locate(&self.source.text, location).span,
            source: Arc::clone(&self.source),
            severity: Severity::Error,
            code: None,
            message,
            help: None,
        }
    }
}

fn shown(source: &Arc<Source>, finding: Finding) -> (Excerpt, Place) {
    let (span, pointer) = match (finding.code, &finding.location) {
        (Code::InvalidJsonDescription, _) => {
            let at = Value::from_json(&source.text)
                .err()
                .map_or(0, |error| source.offset(error.line, error.column));
            (at..at, None)
        }
        (_, Some(location)) => {
            let located = locate(&source.text, location);
            (located.span, Some(located.pointer))
        }
        (_, None) => (0..0, None),
    };
    // AWS repeats the place in the message; the excerpt shows it.
    let message = finding.message.lines().next().unwrap_or_default();
    let excerpt = Excerpt {
        source: Arc::clone(source),
        span,
        severity: match finding.severity {
            asl::Severity::Error => Severity::Error,
            asl::Severity::Warning => Severity::Warning,
        },
        code: Some(finding.code.to_string()),
        message: message.to_owned(),
        help: Some(finding.help).filter(|help| !help.is_empty()),
    };
    let place = Place {
        location: finding.location,
        pointer,
    };
    (excerpt, place)
}
