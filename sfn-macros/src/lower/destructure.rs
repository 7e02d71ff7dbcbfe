//! `(a, v[0]) = …`: the value is made whole and taken apart, and then each place is assigned, from left to right, its
//! indices among them.
//!
//! What is taken apart stands in variables of ours, which are read once. So they vanish wherever one state assigns them
//! and the place: all of its expressions read what was there before, and `(a, b) = (b, a)` is one `Assign`.

use super::code::Code;
use super::flow::Flow;
use super::statement::Into;
use crate::model::{Expr, Pattern, PatternKind, SlicePattern, Target, VarId};
use crate::parse::{constructed, variant_or_struct};
use quote::ToTokens;

impl Flow {
    /// An assignment to what a pattern of places names.
    pub fn assign_target(&mut self, target: &Target, value: &Expr) {
        if let Target::Discard(_) = target {
            self.into(value, Into::Nothing);
            return;
        }
        let mut places = Vec::new();
        let pattern = self.pattern_of(target, &mut places);
        self.bind(&pattern, value);
        for (place, part) in places {
            self.change_place(place, &[], |_, _, _| Code::Variable(part));
            self.forget(part);
        }
    }

    /// The pattern that takes the value apart, with a variable of ours for each place.
    fn pattern_of<'a>(
        &mut self,
        target: &'a Target,
        places: &mut Vec<(&'a Expr, VarId)>,
    ) -> Pattern {
        let (kind, source) = match target {
            Target::Discard(tokens) | Target::Rest(tokens) => {
                (PatternKind::Wildcard, tokens.clone())
            }
            Target::Refused(refusal, tokens) => (PatternKind::Refused(refusal), tokens.clone()),
            Target::Place(place) => {
                let part = self.temporary(&self.name_of(place));
                places.push((place, part));
                (PatternKind::Bind(part), Default::default())
            }
            Target::Tuple(_, parts) => (
                PatternKind::Tuple(self.patterns_of(parts, places)),
                Default::default(),
            ),
            Target::Array(_, parts) => {
                let rest = parts.iter().position(Target::is_rest);
                let (before, after) = match rest {
                    Some(at) => (&parts[..at], &parts[at + 1..]),
                    None => (&parts[..], &parts[..0]),
                };
                let slice = SlicePattern {
                    before: self.patterns_of(before, places),
                    rest: rest.map(|_| None),
                    after: self.patterns_of(after, places),
                };
                (PatternKind::Slice(slice), Default::default())
            }
            Target::Construct { path, members, .. } => {
                let members = self.patterns_of(members, places);
                (constructed(path, members), path.to_token_stream())
            }
            Target::Struct { path, members, .. } => {
                let members = members
                    .iter()
                    .map(|(name, part)| (name.clone(), self.pattern_of(part, places)))
                    .collect();
                (variant_or_struct(path, members), path.to_token_stream())
            }
        };
        Pattern { kind, source }
    }

    /// The patterns of parts, without a `..` at the end.
    fn patterns_of<'a>(
        &mut self,
        parts: &'a [Target],
        places: &mut Vec<(&'a Expr, VarId)>,
    ) -> Vec<Pattern> {
        parts
            .iter()
            .filter(|part| !part.is_rest())
            .map(|part| self.pattern_of(part, places))
            .collect()
    }
}
