//! The steps that a path is made of.

use super::Path;
use super::filter::Filter;
use super::function::Function;

/// One step of a path, from values to values.
#[derive(Clone, Debug)]
pub(super) enum Step {
    /// `.a`, `['a']`, `['a','b']`.
    Members(Box<[Box<str>]>),
    /// `.*`, `[*]`.
    Wildcard,
    /// `[0]`, `[-1]`, `[0,2]`.
    Elements(Box<[i64]>),
    /// `[1:]`, `[:2]`, `[1:2]`.
    Slice(Option<i64>, Option<i64>),
    /// `..`: the value itself and all values within it.
    Descendants,
    /// `[?(…)]`.
    Filter(Filter),
    /// `.length()` and its kin.
    Function(Function),
}

impl Step {
    /// The paths in the step's filter or arguments.
    pub(super) fn paths(&self) -> Vec<&Path> {
        match self {
            Step::Filter(filter) => filter.paths(),
            Step::Function(function) => function.paths(),
            Step::Members(_)
            | Step::Wildcard
            | Step::Elements(_)
            | Step::Slice(..)
            | Step::Descendants => Vec::new(),
        }
    }

    /// Whether the step leads to one value at most. Several names at the end of a path make one object of those
    /// members; anywhere else they are several ways.
    pub(super) fn is_definite(&self, is_last: bool) -> bool {
        match self {
            Step::Members(names) => names.len() == 1 || is_last,
            Step::Elements(indices) => indices.len() == 1,
            Step::Function(_) => true,
            Step::Wildcard | Step::Slice(..) | Step::Descendants | Step::Filter(_) => false,
        }
    }
}

/// Whether these steps lead to one value at most. A function behind a deep scan makes one value of all that is found.
pub(super) fn are_definite(steps: &[Step]) -> bool {
    if let (Some(Step::Descendants), Some(Step::Function(_))) = (steps.first(), steps.last()) {
        return true;
    }
    let last = steps.len().saturating_sub(1);
    steps
        .iter()
        .enumerate()
        .all(|(position, step)| step.is_definite(position == last))
}
