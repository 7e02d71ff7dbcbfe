//! The list of values. It derefs to a slice for reading; every change copies it first if shared.

use std::ops::Deref;
use std::sync::Arc;

use super::held::{ELEMENT_BYTES, hold, release};
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
    /// What JSONata knows of this list beyond its elements; see [`Mark`].
    stamp: Stamp,
}

/// Marks that a list carries within one evaluation. Outside of it they mean nothing, so that a
/// result is plain JSON without anybody walking through it to wipe them.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Stamp {
    epoch: u64,
    marks: u8,
}

/// Something that JSONata remembers about a list.
#[derive(Clone, Copy)]
pub(crate) enum Mark {
    /// The list is a result sequence: alone in it, an element stands for the whole.
    Sequence = 1,
    /// The sequence stays a list even with a single element.
    KeepSingleton = 2,
    /// An array constructor made it as a step: it is not flattened into what is around it.
    Cons = 4,
    /// It only wraps an input document that is a list.
    OuterWrapper = 8,
}

impl Array {
    /// A list with a mark that holds in the evaluation `epoch`.
    pub(crate) fn marked(items: Vec<Value>, mark: Mark, epoch: u64) -> Self {
        let mut array = Array::from(items);
        array.mark(mark, epoch);
        array
    }

    /// Adds a mark, copying the list first if it is shared.
    pub(crate) fn mark(&mut self, mark: Mark, epoch: u64) {
        if !self.has(mark, epoch) {
            let stamp = &mut self.unshared().stamp;
            if stamp.epoch != epoch {
                *stamp = Stamp { epoch, marks: 0 };
            }
            stamp.marks |= mark as u8;
        }
    }

    pub(crate) fn has(&self, mark: Mark, epoch: u64) -> bool {
        let stamp = self.0.stamp;
        stamp.marks & mark as u8 != 0 && stamp.epoch == epoch
    }

    /// Whether an evaluation of this list means its only element, or nothing if it has none.
    pub(crate) fn is_unwrapped(&self, epoch: u64) -> bool {
        self.len() < 2 && self.has(Mark::Sequence, epoch)
    }

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
        hold(ELEMENT_BYTES);
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
        release(body.items.len() * ELEMENT_BYTES);
        let answer = change(&mut body.items);
        hold(body.items.len() * ELEMENT_BYTES);
        body.depth = depth_around(body.items.iter());
        answer
    }

    /// The elements, without copying them if nobody else holds this list.
    #[must_use]
    pub fn into_vec(self) -> Vec<Value> {
        match Arc::try_unwrap(self.0) {
            Ok(mut body) => body.take_items(),
            Err(shared) => shared.items.clone(),
        }
    }

    pub(super) fn depth(&self) -> u32 {
        self.0.depth
    }

    pub(crate) fn is_same(&self, other: &Array) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    pub(super) fn release_into(self, waiting: &mut Vec<Value>) {
        if let Some(mut body) = Arc::into_inner(self.0) {
            waiting.append(&mut body.take_items());
        }
    }

    fn unshared(&mut self) -> &mut Body {
        Arc::make_mut(&mut self.0)
    }
}

impl Body {
    fn take_items(&mut self) -> Vec<Value> {
        release(self.items.len() * ELEMENT_BYTES);
        std::mem::take(&mut self.items)
    }
}

impl Clone for Body {
    fn clone(&self) -> Self {
        hold(self.items.len() * ELEMENT_BYTES);
        Body {
            items: self.items.clone(),
            depth: self.depth,
            stamp: self.stamp,
        }
    }
}

impl Drop for Body {
    fn drop(&mut self) {
        let items = self.take_items();
        if self.depth > RECURSIVE_DROP_DEPTH {
            drop_deep(items);
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
        hold(items.len() * ELEMENT_BYTES);
        let stamp = Stamp::default();
        Array(Arc::new(Body {
            items,
            depth,
            stamp,
        }))
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
