//! Finding the step whose context a `%` refers to.
//!
//! A `%` is a slot with a level: how many steps up its ancestor still is. Walking the steps of the
//! surrounding paths backwards brings the level to zero, and the step reached there remembers its
//! context under the slot's label.

use super::node::{Node, NodeKind, Slot};
use crate::error::Error;

/// The error for a `%` that `node` leads no further up.
pub(super) fn not_found(node: &Node) -> Error {
    let error = Error::new("S0217").token_is(node.type_name());
    match &node.kind {
        NodeKind::Chain { rest, .. } => error.at(rest.last().map_or(node.span, |last| last.1)),
        // The reference's trees keep no place of these.
        NodeKind::Path { .. } | NodeKind::Parent(_) => error.unreported_at(node.span),
        _ => error.at(node.span),
    }
}

/// All slots of one expression.
#[derive(Default)]
pub(super) struct Ancestors {
    slots: Vec<Seek>,
}

struct Seek {
    level: usize,
    /// Two `%` that reach the same step share the label of the first.
    label: Slot,
}

impl Ancestors {
    pub(super) fn add(&mut self) -> Slot {
        let slot = self.slots.len();
        self.slots.push(Seek {
            level: 1,
            label: slot,
        });
        slot
    }

    /// The label under which the context for `slot` is found.
    pub(super) fn label(&self, slot: Slot) -> Slot {
        self.slots[slot].label
    }

    /// The `%` inside `predicate` look for their ancestor from `step` upwards.
    pub(super) fn enter_predicate(
        &mut self,
        step: &mut Node,
        predicate: &Node,
    ) -> Result<(), Error> {
        for slot in &predicate.seeking {
            if self.slots[*slot].level == 1 {
                self.seek(step, *slot)?;
            } else {
                self.slots[*slot].level -= 1;
            }
        }
        Ok(())
    }

    /// Looks for the ancestors that the last step of a path asks for among the steps before it.
    pub(super) fn resolve_path(&mut self, path: &mut Node) -> Result<(), Error> {
        let NodeKind::Path { steps, .. } = &mut path.kind else {
            return Ok(());
        };
        let Some((last, before)) = steps.split_last_mut() else {
            return Ok(());
        };
        if let NodeKind::Parent(slot) = last.kind {
            last.seeking.push(slot);
        }
        for slot in &last.seeking {
            let mut at = before.len();
            while self.slots[*slot].level > 0 {
                if at == 0 {
                    path.seeking.push(*slot);
                    break;
                }
                at -= 1;
                // Steps that each bind a focus share one context.
                while at > 0
                    && before[at].step.focus.is_some()
                    && before[at - 1].step.focus.is_some()
                {
                    at -= 1;
                }
                self.seek(&mut before[at], *slot)?;
            }
        }
        Ok(())
    }

    fn seek(&mut self, node: &mut Node, slot: Slot) -> Result<(), Error> {
        match &mut node.kind {
            NodeKind::Name(_) | NodeKind::Wildcard => {
                self.slots[slot].level -= 1;
                if self.slots[slot].level == 0 {
                    match node.step.ancestor {
                        None => node.step.ancestor = Some(slot),
                        Some(known) => self.slots[slot].label = self.slots[known].label,
                    }
                    node.step.tuple = true;
                }
            }
            NodeKind::Parent(_) => self.slots[slot].level += 1,
            NodeKind::Block(expressions) => {
                if let Some(last) = expressions.last_mut() {
                    node.step.tuple = true;
                    self.seek(last, slot)?;
                }
            }
            NodeKind::Path { steps, .. } => {
                node.step.tuple = true;
                let mut first = true;
                for step in steps.iter_mut().rev() {
                    if !first && self.slots[slot].level == 0 {
                        break;
                    }
                    first = false;
                    self.seek(step, slot)?;
                }
            }
            _ => return Err(not_found(node)),
        }
        Ok(())
    }
}
