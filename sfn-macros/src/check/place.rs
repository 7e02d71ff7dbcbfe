//! What is assigned: variables, and what they hold.

use super::body::{Checker, Position};
use crate::model::{Expr, ExprKind, Target, Wrapper};
use crate::refusal;

impl Checker<'_> {
    /// A place is a variable, or in one: its members and elements are reached by name and index.
    pub(super) fn assigned(&mut self, place: &Expr, depth: usize) {
        match &place.kind {
            ExprKind::Variable(id) => {
                if self.machine.variables[id.0].depth < self.branch_depth {
                    self.refuse(place, &refusal::OUTER_MUTATION);
                }
            }
            ExprKind::Field(base, _) | ExprKind::Same(Wrapper::Parentheses, base) => {
                self.assigned(base, depth + 1);
            }
            ExprKind::Index(base, index) => {
                self.assigned(base, depth + 1);
                self.expr(index, Position::Data, depth + 1);
            }
            ExprKind::Refused(refusal, tokens) => self.report.refuse(tokens, refusal),
            _ => self.refuse(place, &refusal::ASSIGN_PLACE),
        }
    }

    /// What an assignment takes apart.
    pub(super) fn target(&mut self, target: &Target, depth: usize) {
        match target {
            Target::Refused(refusal, tokens) => self.report.refuse(tokens, refusal),
            Target::Place(place) => self.assigned(place, depth + 1),
            _ => {
                for part in target.parts() {
                    self.target(part, depth + 1);
                }
            }
        }
    }
}
