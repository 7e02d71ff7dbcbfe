//! The map from strings to values, in insertion order. Small ones are searched, large ones indexed.

use std::collections::HashMap;
use std::sync::Arc;

use crate::function::Function;

use super::held::{MEMBER_BYTES, hold, release};
use super::{RECURSIVE_DROP_DEPTH, Str, Value, drop_deep};

/// Objects with more members than this have a hash index; below it a scan is faster.
const SCANNED_MEMBERS: usize = 12;

/// A shared map from strings to values, which keeps the order in which keys were first inserted.
///
/// ```
/// use sfn_expr::Object;
///
/// let mut order = Object::new();
/// order.insert("id", 7);
/// order.insert("paid", true);
/// assert_eq!(order.keys().collect::<Vec<_>>(), ["id", "paid"]);
/// ```
#[derive(Clone)]
pub struct Object(Arc<Body>);

struct Body {
    members: Vec<(Str, Value)>,
    /// Positions by key, present whenever there are more than [`SCANNED_MEMBERS`].
    index: Option<HashMap<Str, usize>>,
    /// At least the real nesting of the members plus one; lets `drop` decide without looking.
    depth: u32,
    /// Set if this is not an object at all but a function of an expression, without members.
    function: Option<Function>,
}

impl Object {
    /// An object without members.
    #[must_use]
    pub fn new() -> Self {
        Object::with_capacity(0)
    }

    /// An object without members, with room for `members` of them.
    #[must_use]
    pub fn with_capacity(members: usize) -> Self {
        Object(Arc::new(Body {
            members: Vec::with_capacity(members),
            index: None,
            depth: 1,
            function: None,
        }))
    }

    /// An object of members any of whose keys may come again; the last value counts.
    pub(super) fn of_members(members: Vec<(Str, Value)>) -> Self {
        let are_few = members.len() <= SCANNED_MEMBERS;
        let mut keys = members.iter().enumerate();
        let differ = are_few
            && keys.all(|(at, (key, _))| members[..at].iter().all(|(known, _)| known != key));
        if !differ {
            return members.into_iter().collect();
        }
        hold(members.len() * MEMBER_BYTES);
        let depth = members
            .iter()
            .map(|(_, value)| value.depth())
            .max()
            .unwrap_or(0);
        Object(Arc::new(Body {
            members,
            index: None,
            depth: depth.saturating_add(1),
            function: None,
        }))
    }

    /// A function in the guise of an object.
    pub(crate) fn of_function(function: Function) -> Self {
        Object(Arc::new(Body {
            members: Vec::new(),
            index: None,
            depth: 1,
            function: Some(function),
        }))
    }

    pub(crate) fn function(&self) -> Option<&Function> {
        self.0.function.as_ref()
    }

    /// How many members there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.members.len()
    }

    /// Whether there is no member.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.members.is_empty()
    }

    /// The member `key`.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Value> {
        let at = self.0.position(key)?;
        self.0.members.get(at).map(|(_, value)| value)
    }

    /// Whether there is a member `key`.
    #[must_use]
    pub fn contains_key(&self, key: &str) -> bool {
        self.0.position(key).is_some()
    }

    /// Sets the member `key` and returns what it was. A new key goes to the end.
    pub fn insert(&mut self, key: impl Into<Str>, value: impl Into<Value>) -> Option<Value> {
        self.unshared().insert(key.into(), value.into())
    }

    /// Removes the member `key`, keeping the order of the others.
    pub fn remove(&mut self, key: &str) -> Option<Value> {
        let at = self.0.position(key)?;
        let body = self.unshared();
        let (_, value) = body.members.remove(at);
        release(MEMBER_BYTES);
        body.index = None;
        body.build_index();
        Some(value)
    }

    /// Changes the member `key` in place, starting from `null` if there is none.
    pub fn edit<R>(&mut self, key: &str, change: impl FnOnce(&mut Value) -> R) -> R {
        let at = match self.0.position(key) {
            Some(at) => at,
            None => {
                self.insert(key, Value::Null);
                self.len() - 1
            }
        };
        let body = self.unshared();
        let member = &mut body.members[at].1;
        let answer = change(member);
        body.depth = body.depth.max(member.depth().saturating_add(1));
        answer
    }

    /// The members in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&Str, &Value)> + ExactSizeIterator {
        self.0.members.iter().map(|(key, value)| (key, value))
    }

    /// The keys in order.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &Str> + ExactSizeIterator {
        self.0.members.iter().map(|(key, _)| key)
    }

    /// The values of the members in order.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &Value> + ExactSizeIterator {
        self.0.members.iter().map(|(_, value)| value)
    }

    pub(super) fn members(&self) -> &[(Str, Value)] {
        &self.0.members
    }

    pub(super) fn depth(&self) -> u32 {
        self.0.depth
    }

    /// The member `key`, if it stands at this place.
    #[inline]
    pub(crate) fn member_at(&self, at: usize, key: &str) -> Option<&Value> {
        let (known, value) = self.0.members.get(at)?;
        is_same(known, key).then_some(value)
    }

    /// The member `key` and its place.
    pub(crate) fn find(&self, key: &str) -> Option<(usize, &Value)> {
        let at = self.0.position(key)?;
        self.0.members.get(at).map(|(_, value)| (at, value))
    }

    pub(crate) fn is_same(&self, other: &Object) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// Tells objects that live at the same time apart.
    pub(crate) fn address(&self) -> usize {
        Arc::as_ptr(&self.0).addr()
    }

    pub(super) fn release_into(self, waiting: &mut Vec<Value>) {
        if let Some(mut body) = Arc::into_inner(self.0) {
            waiting.extend(body.take_members().into_iter().map(|(_, value)| value));
        }
    }

    fn unshared(&mut self) -> &mut Body {
        Arc::make_mut(&mut self.0)
    }
}

/// Whether two keys are the same. Most are shorter than what a call of the platform's comparison costs, so they are
/// compared by their first and their last bytes, which overlap.
#[inline]
fn is_same(known: &str, key: &str) -> bool {
    fn ends<const N: usize>(known: &[u8], key: &[u8]) -> bool {
        known.first_chunk::<N>() == key.first_chunk::<N>()
            && known.last_chunk::<N>() == key.last_chunk::<N>()
    }
    let (known, key) = (known.as_bytes(), key.as_bytes());
    if known.len() != key.len() {
        return false;
    }
    match known.len() {
        0 => true,
        1 => ends::<1>(known, key),
        2..=4 => ends::<2>(known, key),
        5..=8 => ends::<4>(known, key),
        9..=16 => ends::<8>(known, key),
        _ => is_same_long(known, key),
    }
}

/// Apart, because a call in the middle would cost the short ones their registers.
#[cold]
#[inline(never)]
fn is_same_long(known: &[u8], key: &[u8]) -> bool {
    known == key
}

impl Body {
    fn take_members(&mut self) -> Vec<(Str, Value)> {
        release(self.members.len() * MEMBER_BYTES);
        std::mem::take(&mut self.members)
    }

    fn position(&self, key: &str) -> Option<usize> {
        match &self.index {
            Some(index) => index.get(key).copied(),
            None => self
                .members
                .iter()
                .position(|(known, _)| is_same(known, key)),
        }
    }

    fn insert(&mut self, key: Str, value: Value) -> Option<Value> {
        self.depth = self.depth.max(value.depth().saturating_add(1));
        if let Some(at) = self.position(&key) {
            return Some(std::mem::replace(&mut self.members[at].1, value));
        }
        if let Some(index) = &mut self.index {
            index.insert(key.clone(), self.members.len());
        }
        hold(MEMBER_BYTES);
        self.members.push((key, value));
        if self.index.is_none() {
            self.build_index();
        }
        None
    }

    fn build_index(&mut self) {
        if self.members.len() > SCANNED_MEMBERS {
            let keys = self.members.iter().enumerate();
            self.index = Some(keys.map(|(at, (key, _))| (key.clone(), at)).collect());
        }
    }
}

impl Clone for Body {
    fn clone(&self) -> Self {
        hold(self.members.len() * MEMBER_BYTES);
        Body {
            members: self.members.clone(),
            index: self.index.clone(),
            depth: self.depth,
            function: self.function.clone(),
        }
    }
}

impl Drop for Body {
    fn drop(&mut self) {
        let members = self.take_members();
        if self.depth > RECURSIVE_DROP_DEPTH {
            drop_deep(members.into_iter().map(|(_, value)| value).collect());
        }
    }
}

impl Default for Object {
    fn default() -> Self {
        Object::new()
    }
}

impl<K: Into<Str>, V: Into<Value>> Extend<(K, V)> for Object {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, members: I) {
        let body = self.unshared();
        for (key, value) in members {
            body.insert(key.into(), value.into());
        }
    }
}

impl<K: Into<Str>, V: Into<Value>> FromIterator<(K, V)> for Object {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(members: I) -> Self {
        let members = members.into_iter();
        let mut object = Object::with_capacity(members.size_hint().0);
        object.extend(members);
        object
    }
}

impl IntoIterator for Object {
    type Item = (Str, Value);
    type IntoIter = std::vec::IntoIter<(Str, Value)>;

    fn into_iter(self) -> Self::IntoIter {
        match Arc::try_unwrap(self.0) {
            Ok(mut body) => body.take_members(),
            Err(shared) => shared.members.clone(),
        }
        .into_iter()
    }
}
