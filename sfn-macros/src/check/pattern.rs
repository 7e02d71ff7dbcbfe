//! Patterns: which ones a Choice or a catcher can decide.

use super::body::{Checker, Position};
use crate::model::{Pattern, PatternKind};
use crate::refusal;

impl Checker<'_> {
    /// The pattern of an arm; of a step's result, success and failure have arms of their own, since they leave the state
    /// by different ways.
    pub(super) fn arm_pattern(&mut self, pattern: &Pattern, catches: bool) {
        match &pattern.kind {
            PatternKind::Or(_) if catches => {
                self.report.refuse(&pattern.source, &refusal::PATTERN);
            }
            PatternKind::Bind(_) | PatternKind::At(..) if catches => {
                self.report.refuse(&pattern.source, &refusal::STEP_RESULT);
            }
            _ => self.pattern(pattern),
        }
    }

    /// What stands in `Err(…)`: names, and what their payloads hold.
    fn error_pattern(&mut self, pattern: &Pattern) {
        match &pattern.kind {
            PatternKind::Variant { members, .. } => {
                members.iter().for_each(|(_, member)| self.pattern(member));
            }
            PatternKind::Or(items) => items.iter().for_each(|item| self.error_pattern(item)),
            PatternKind::At(_, inner) => self.error_pattern(inner),
            PatternKind::Bind(_) | PatternKind::Wildcard => {}
            PatternKind::Refused(refusal) => self.report.refuse(&pattern.source, refusal),
            _ => self.report.refuse(&pattern.source, &refusal::PATTERN),
        }
    }

    pub(super) fn pattern(&mut self, pattern: &Pattern) {
        match &pattern.kind {
            PatternKind::Refused(refusal) => self.report.refuse(&pattern.source, refusal),
            PatternKind::Err(inner) => self.error_pattern(inner),
            PatternKind::Literal(value) => self.expr(value, Position::Data, 0),
            PatternKind::Range(start, end, _) => {
                for value in start.iter().chain(end) {
                    self.expr(value, Position::Data, 0);
                }
            }
            _ => pattern
                .parts()
                .into_iter()
                .for_each(|part| self.pattern(part)),
        }
    }
}

/// Whether a pattern always matches.
pub fn is_irrefutable(pattern: &Pattern) -> bool {
    match &pattern.kind {
        PatternKind::Wildcard | PatternKind::Bind(_) => true,
        PatternKind::Tuple(_) | PatternKind::Struct { .. } | PatternKind::At(..) => {
            pattern.parts().into_iter().all(is_irrefutable)
        }
        // `[..]`; whether `[a, b]` is an array of two, only the type knows.
        PatternKind::Slice(slice) => {
            slice.rest.is_some() && slice.before.is_empty() && slice.after.is_empty()
        }
        _ => false,
    }
}
