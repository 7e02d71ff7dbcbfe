//! The list of values. It derefs to a slice for reading; every change copies it first if shared.

use std::ops::Deref;
use std::sync::Arc;

use super::{RECURSIVE_DROP_DEPTH, Value, depth_around, drop_deep};

/// A shared list of values.
///
/// ```
/// use sfn_expr::{Array, Value};
///
/// let mut list = Array::from(vec![Value::from(1)]);
/// let before = list.clone();
/// list.push("two");
/// assert_eq!((before.len(), list.len()), (1, 2));
/// ```
#[derive(Clone)]
pub struct Array(Arc<Body>);

struct Body {
    items: Vec<Value>,
    /// At least the real nesting of the items plus one; lets `drop` decide without looking.
    depth: u32,
}

impl Array {
    /// An empty list.
    #[must_use]
    pub fn new() -> Self {
        Array::from(Vec::new())
    }

    /// Appends a value.
    pub fn push(&mut self, value: impl Into<Value>) {
        let value = value.into();
        let body = self.unshared();
        body.depth = body.depth.max(value.depth().saturating_add(1));
        body.items.push(value);
    }

    /// Replaces the element at `index` and returns the old one; `None` and no change if the list
    /// is shorter.
    pub fn set(&mut self, index: usize, value: impl Into<Value>) -> Option<Value> {
        let value = value.into();
        if index >= self.len() {
            return None;
        }
        let body = self.unshared();
        body.depth = body.depth.max(value.depth().saturating_add(1));
        let old = body.items.get_mut(index)?;
        Some(std::mem::replace(old, value))
    }

    /// Changes the elements in any way.
    pub fn edit<R>(&mut self, change: impl FnOnce(&mut Vec<Value>) -> R) -> R {
        let body = self.unshared();
        let answer = change(&mut body.items);
        body.depth = depth_around(body.items.iter());
        answer
    }

    /// The elements, without copying them if nobody else holds this list.
    #[must_use]
    pub fn into_vec(self) -> Vec<Value> {
        match Arc::try_unwrap(self.0) {
            Ok(mut body) => std::mem::take(&mut body.items),
            Err(shared) => shared.items.clone(),
        }
    }

    pub(super) fn depth(&self) -> u32 {
        self.0.depth
    }

    pub(super) fn is_same(&self, other: &Array) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    pub(super) fn release_into(self, waiting: &mut Vec<Value>) {
        if let Some(mut body) = Arc::into_inner(self.0) {
            waiting.append(&mut body.items);
        }
    }

    fn unshared(&mut self) -> &mut Body {
        Arc::make_mut(&mut self.0)
    }
}

impl Clone for Body {
    fn clone(&self) -> Self {
        Body {
            items: self.items.clone(),
            depth: self.depth,
        }
    }
}

impl Drop for Body {
    fn drop(&mut self) {
        if self.depth > RECURSIVE_DROP_DEPTH {
            drop_deep(std::mem::take(&mut self.items));
        }
    }
}

impl Default for Array {
    fn default() -> Self {
        Array::new()
    }
}

impl Deref for Array {
    type Target = [Value];

    fn deref(&self) -> &[Value] {
        &self.0.items
    }
}

impl From<Vec<Value>> for Array {
    fn from(items: Vec<Value>) -> Self {
        let depth = depth_around(items.iter());
        Array(Arc::new(Body { items, depth }))
    }
}

impl<T: Into<Value>> FromIterator<T> for Array {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Array::from(items.into_iter().map(Into::into).collect::<Vec<Value>>())
    }
}

impl<'a> IntoIterator for &'a Array {
    type Item = &'a Value;
    type IntoIter = std::slice::Iter<'a, Value>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl IntoIterator for Array {
    type Item = Value;
    type IntoIter = std::vec::IntoIter<Value>;

    fn into_iter(self) -> Self::IntoIter {
        self.into_vec().into_iter()
    }
}
