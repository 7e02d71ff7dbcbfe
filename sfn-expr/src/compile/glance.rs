//! Expressions that are answered at a glance: a variable, its members, or an operator on two of them and constants.
//!
//! Most conditions and assignments of a workflow are like that, and beginning an evaluation costs more than they do. Nothing
//! here has a meaning of its own: whatever is not plain (a list, a missing member, an error) is left to the evaluation.

use super::binary::{binary, integers};
use super::key::Key;
use crate::resolve::{Node, NodeKind};
use crate::syntax::Symbol;
use crate::value::Value;

/// An expression that needs no evaluation as long as its data is plain.
pub(crate) enum Glance {
    Operand(Seen),
    Operator {
        symbol: Symbol,
        left: Seen,
        right: Seen,
    },
}

/// What can be looked at without computing.
pub(crate) enum Seen {
    Constant(Value),
    Slot(usize),
    /// Members of the value in a slot, one in the other.
    Members(usize, Box<[Key]>),
}

impl Glance {
    /// The glance that a whole expression is, if it is one. `slot_of` knows the free variables.
    pub(super) fn of(root: &Node, slot_of: impl Fn(&str) -> Option<usize>) -> Option<Glance> {
        let NodeKind::Chain { first, rest } = &root.kind else {
            return match Seen::of(root, &slot_of)? {
                Seen::Constant(_) => None,
                seen => Some(Glance::Operand(seen)),
            };
        };
        let [(symbol, _, second)] = &rest[..] else {
            return None;
        };
        let is_plain = root.is_plain();
        if !is_plain
            || matches!(
                symbol,
                Symbol::And | Symbol::Or | Symbol::Ampersand | Symbol::In
            )
        {
            return None;
        }
        Some(Glance::Operator {
            symbol: *symbol,
            left: Seen::of(first, &slot_of)?,
            right: Seen::of(second, &slot_of)?,
        })
    }

    /// The value; `None` if it takes an evaluation after all.
    // Called in one place, where the answer is then written once instead of being moved.
    #[inline(always)]
    pub(crate) fn value(&self, slots: &[Option<Value>]) -> Option<Value> {
        match self {
            Glance::Operand(seen) => seen.value(slots).cloned(),
            Glance::Operator {
                symbol,
                left,
                right,
            } => {
                let (left, right) = (left.value(slots)?, right.value(slots)?);
                if let (Value::Integer(left), Value::Integer(right)) = (left, right) {
                    return Some(match symbol {
                        Symbol::Less => Value::Bool(left < right),
                        Symbol::LessEqual => Value::Bool(left <= right),
                        Symbol::Greater => Value::Bool(left > right),
                        Symbol::GreaterEqual => Value::Bool(left >= right),
                        Symbol::Equal if left == right => Value::Bool(true),
                        Symbol::NotEqual if left == right => Value::Bool(false),
                        symbol => return integers(*symbol, *left, *right).map(Value::Integer),
                    });
                }
                let value = binary(*symbol, Some(left), Some(right)).ok()?;
                // An infinite number has to be spelled.
                value.filter(|value| !matches!(value, Value::Float(number) if !number.is_finite()))
            }
        }
    }
}

impl Seen {
    fn of(node: &Node, slot_of: impl Fn(&str) -> Option<usize>) -> Option<Seen> {
        if !node.is_plain() {
            return None;
        }
        match &node.kind {
            NodeKind::Literal(value) => Some(Seen::Constant(value.clone())),
            NodeKind::Variable(name) => slot_of(name).map(Seen::Slot),
            NodeKind::Path {
                steps,
                keep_singleton: false,
            } => {
                let (first, names) = steps.split_first()?;
                let does_no_more = |step: &Node| {
                    step.is_plain() && step.step.stages.is_empty() && !step.step.tuple
                };
                let NodeKind::Variable(variable) = &first.kind else {
                    return None;
                };
                let keys = names.iter().map(|step| match &step.kind {
                    NodeKind::Name(name) => Some(Key::new(name.clone())),
                    _ => None,
                });
                let keys = keys.collect::<Option<_>>()?;
                let is_chain = steps.iter().all(does_no_more);
                is_chain.then_some(Seen::Members(slot_of(variable)?, keys))
            }
            _ => None,
        }
    }

    #[inline(always)]
    fn value<'a>(&'a self, slots: &'a [Option<Value>]) -> Option<&'a Value> {
        let value = match self {
            Seen::Constant(value) => value,
            Seen::Slot(slot) => slots.get(*slot)?.as_ref()?,
            Seen::Members(slot, keys) => {
                let start = slots.get(*slot)?.as_ref()?;
                keys.iter()
                    .try_fold(start, |value, key| key.of(value.as_object()?))?
            }
        };
        (!matches!(value, Value::Array(_))).then_some(value)
    }
}
