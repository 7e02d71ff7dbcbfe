//! Walking a path through a document.
//!
//! Values are taken from step to step, so that nothing recurses over data; filters recurse as deep as their text nests.
//! Jayway's rule on what is missing: as long as every step so far was definite, a missing value is an error; behind the
//! first step that was not, it is nothing.

use std::cell::Cell;

use sfn_expr::{Object, Value};

use super::error::PathError;
use super::print::{java_class, place};
use super::step::Step;
use super::{MAX_VISITED, Path, Root};
use crate::scope::Scope;

/// Evaluates a path that starts from the scope.
pub(super) fn path(path: &Path, scope: &Scope<'_>) -> Result<Value, PathError> {
    let walk = Walk {
        path,
        scope,
        visited: &Cell::new(0),
    };
    let start = walk.start(None)?;
    walk.from(start)
}

/// Whether the last step asks an array for an element that it does not have.
pub(super) fn leads_past_an_array(path: &Path, scope: &Scope<'_>) -> bool {
    let Some((Step::Elements(indices), before)) = path.steps.split_last() else {
        return false;
    };
    let walk = Walk {
        path,
        scope,
        visited: &Cell::new(0),
    };
    let owner = walk
        .start(None)
        .and_then(|start| walk.values(vec![start], before, false));
    match owner.as_deref() {
        Ok([Value::Array(items)]) => indices.iter().all(|index| element(items, *index).is_none()),
        _ => false,
    }
}

/// What one evaluation knows, filters within the path included.
#[derive(Clone, Copy)]
pub(super) struct Walk<'w> {
    pub(super) path: &'w Path,
    pub(super) scope: &'w Scope<'w>,
    visited: &'w Cell<usize>,
}

impl<'w> Walk<'w> {
    /// The same evaluation, for a path within a filter or a function of this one.
    pub(super) fn within(&self, path: &'w Path) -> Self {
        Self { path, ..*self }
    }

    /// The value that the path starts from.
    pub(super) fn start(&self, current: Option<&Value>) -> Result<Value, PathError> {
        let variable = |name: &str| self.scope.variable(name);
        match &self.path.root {
            Root::Document => Ok(self.scope.document().clone()),
            Root::Context => Ok(self.scope.context().clone()),
            Root::Variable(name) => {
                variable(name).ok_or_else(|| self.missing(format!("No results for path: ${name}")))
            }
            Root::Current => current
                .cloned()
                .ok_or_else(|| self.missing("No results for path: @".to_owned())),
        }
    }

    /// Walks the whole path from a value.
    pub(super) fn from(&self, start: Value) -> Result<Value, PathError> {
        if let Some(value) = self.straight(&start) {
            return Ok(value.clone());
        }
        if let ([Step::Descendants, inner @ ..], Some(Step::Function(function))) =
            (&self.path.steps[..], self.path.steps.last())
        {
            // A function behind a deep scan is applied to all that is found, not to each of it.
            let steps = &self.path.steps[..inner.len()];
            let found = self.values(vec![start], steps, false)?;
            return function.apply(&Value::from(found), self);
        }
        let steps = &self.path.steps;
        let mut found = self.values(vec![start], steps, true)?;
        if !self.path.is_definite {
            return Ok(Value::from(found));
        }
        found
            .pop()
            .ok_or_else(|| self.missing(format!("No results for path: {}", place(steps))))
    }

    /// The value at the end of a path of names and numbers only, without copies on the way. `None` where the path is
    /// none of that kind or leads nowhere: the long way tells why.
    fn straight<'v>(&self, start: &'v Value) -> Option<&'v Value> {
        self.path
            .steps
            .iter()
            .try_fold(start, |value, step| match (step, value) {
                (Step::Members(names), Value::Object(members)) => match &names[..] {
                    [name] => members.get(name),
                    _ => None,
                },
                (Step::Elements(indices), Value::Array(items)) => match indices[..] {
                    [index] => element(items, index),
                    _ => None,
                },
                _ => None,
            })
    }

    fn values(
        &self,
        start: Vec<Value>,
        steps: &[Step],
        at_end: bool,
    ) -> Result<Vec<Value>, PathError> {
        let mut values = start;
        let mut is_definite = true;
        for (position, step) in steps.iter().enumerate() {
            let is_last = at_end && position + 1 == steps.len();
            let at = At {
                before: &steps[..position],
                is_definite,
                is_last,
            };
            let mut next = Vec::new();
            for value in &values {
                self.step(step, value, at, &mut next)?;
                self.visit(next.len())?;
            }
            self.visit_more(next.len())?;
            values = next;
            is_definite &= step.is_definite(is_last);
        }
        Ok(values)
    }

    fn step(
        &self,
        step: &Step,
        value: &Value,
        at: At<'_>,
        next: &mut Vec<Value>,
    ) -> Result<(), PathError> {
        match step {
            Step::Members(names) => self.members(names, value, at, next),
            Step::Elements(indices) => self.elements(indices, value, at, next),
            Step::Slice(first, last) => {
                let Some(items) = self.array(value, at)? else {
                    return Ok(());
                };
                next.extend(slice(items, *first, *last).cloned());
                Ok(())
            }
            Step::Wildcard => {
                next.extend(children(value).cloned());
                Ok(())
            }
            Step::Descendants => self.descendants(value, next),
            Step::Filter(filter) => {
                let candidates: Box<dyn Iterator<Item = &Value>> = match value {
                    Value::Array(items) => Box::new(items.iter()),
                    _ => Box::new(std::iter::once(value)),
                };
                for candidate in candidates {
                    self.visit_more(1)?;
                    if filter.accepts(candidate, self)? {
                        next.push(candidate.clone());
                    }
                }
                Ok(())
            }
            Step::Function(function) => {
                next.push(function.apply(value, self)?);
                Ok(())
            }
        }
    }

    fn members(
        &self,
        names: &[Box<str>],
        value: &Value,
        at: At<'_>,
        next: &mut Vec<Value>,
    ) -> Result<(), PathError> {
        let Value::Object(members) = value else {
            return self.not_an_object(names, value, at);
        };
        if let [name] = names {
            return match members.get(name) {
                Some(member) => {
                    next.push(member.clone());
                    Ok(())
                }
                None if !at.is_definite => Ok(()),
                None if at.is_last => Err(self.missing(format!(
                    "No results for path: {}['{name}']",
                    place(at.before)
                ))),
                None => Err(self.missing(format!(
                    "Missing property in path {}['{name}']",
                    place(at.before)
                ))),
            };
        }
        // A deep scan stops only at objects that have all of the names.
        let is_scan = matches!(at.before.last(), Some(Step::Descendants));
        if is_scan && at.is_last && names.iter().any(|name| !members.contains_key(name)) {
            return Ok(());
        }
        let found = names
            .iter()
            .filter_map(|name| Some((name, members.get(name)?)));
        if at.is_last {
            let merged: Object = found
                .map(|(name, member)| (&**name, member.clone()))
                .collect();
            next.push(merged.into());
        } else {
            next.extend(found.map(|(_, member)| member.clone()));
        }
        Ok(())
    }

    fn not_an_object(
        &self,
        names: &[Box<str>],
        value: &Value,
        at: At<'_>,
    ) -> Result<(), PathError> {
        if !at.is_definite {
            return Ok(());
        }
        let names: Vec<String> = names.iter().map(|name| format!("'{name}'")).collect();
        // Jayway goes on with the name of its JSON provider, which says nothing to anybody.
        Err(self.missing(format!(
            "Expected to find an object with property [{}] in path {} but found '{}'.",
            names.join(","),
            place(at.before),
            java_class(value),
        )))
    }

    fn elements(
        &self,
        indices: &[i64],
        value: &Value,
        at: At<'_>,
        next: &mut Vec<Value>,
    ) -> Result<(), PathError> {
        let Some(items) = self.array(value, at)? else {
            return Ok(());
        };
        next.extend(
            indices
                .iter()
                .filter_map(|index| element(items, *index))
                .cloned(),
        );
        Ok(())
    }

    /// The elements of an array; nothing, or an error, for any other value.
    fn array<'v>(&self, value: &'v Value, at: At<'_>) -> Result<Option<&'v [Value]>, PathError> {
        match value {
            Value::Array(items) => Ok(Some(items)),
            _ if !at.is_definite => Ok(None),
            Value::Null => Err(self.missing(format!("The path {} is null", place(at.before)))),
            _ => Err(self.missing(format!(
                "Filter: {} can only be applied to arrays. Current context is: {value}",
                place(&self.path.steps[at.before.len()..=at.before.len()]).trim_start_matches('$'),
            ))),
        }
    }

    fn descendants(&self, value: &Value, next: &mut Vec<Value>) -> Result<(), PathError> {
        let mut waiting = vec![value];
        while let Some(value) = waiting.pop() {
            self.visit_more(1)?;
            next.push(value.clone());
            let from = waiting.len();
            waiting.extend(children(value));
            waiting[from..].reverse();
        }
        Ok(())
    }

    fn visit_more(&self, values: usize) -> Result<(), PathError> {
        self.visited.set(self.visited.get().saturating_add(values));
        self.visit(0)
    }

    /// Stops when too much has been looked at, `pending` values included.
    fn visit(&self, pending: usize) -> Result<(), PathError> {
        if self.visited.get().saturating_add(pending) > MAX_VISITED {
            return Err(PathError::TooManyValues {
                path: self.path.text.to_string(),
            });
        }
        Ok(())
    }

    fn missing(&self, reason: String) -> PathError {
        PathError::NotFound {
            path: self.path.text.to_string(),
            reason,
        }
    }
}

/// Where a step stands in its path.
#[derive(Clone, Copy)]
struct At<'p> {
    before: &'p [Step],
    is_definite: bool,
    is_last: bool,
}

fn children(value: &Value) -> Box<dyn Iterator<Item = &Value> + '_> {
    match value {
        Value::Object(members) => Box::new(members.values()),
        Value::Array(items) => Box::new(items.iter()),
        _ => Box::new(std::iter::empty()),
    }
}

/// The element at an index, counted from the end if it is negative.
pub(super) fn element(items: &[Value], index: i64) -> Option<&Value> {
    let index = if index < 0 {
        index.checked_add(i64::try_from(items.len()).ok()?)?
    } else {
        index
    };
    items.get(usize::try_from(index).ok()?)
}

/// Jayway's slices. With both ends given it counts from the first to the last as they are, and each negative number on the
/// way from the end of the array: `[-2:2]` has the last two elements and then the first two, `[1:-1]` has none.
fn slice(items: &[Value], first: Option<i64>, last: Option<i64>) -> impl Iterator<Item = &Value> {
    let length = i64::try_from(items.len()).unwrap_or(i64::MAX);
    let range = match (first, last) {
        (Some(first), None) if first < 0 => (length.saturating_add(first)).max(0)..length,
        (Some(first), None) => first..length,
        (None, Some(last)) if last < 0 => 0..length.saturating_add(last),
        (None, Some(last)) => 0..last.min(length),
        (Some(first), Some(last)) => first.max(length.saturating_neg())..last.min(length),
        (None, None) => 0..length,
    };
    range.filter_map(move |index| element(items, index))
}
