//! A name in an expression, which remembers at which place of an object it was found last.
//!
//! The elements of a list nearly always have the same members in the same order, and so have the documents that one
//! expression sees, so the next object is asked at that place first. To be wrong costs one comparison.

use std::ops::Deref;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::value::{Object, Str, Value};

/// A name that is looked up in objects.
pub(crate) struct Key {
    name: Str,
    /// Only ever a guess, so threads may overwrite each other's.
    near: AtomicUsize,
}

impl Key {
    pub(super) fn new(name: Str) -> Key {
        let near = AtomicUsize::new(0);
        Key { name, near }
    }

    /// The member of this name.
    #[inline]
    pub(super) fn of<'a>(&self, object: &'a Object) -> Option<&'a Value> {
        let near = self.near.load(Ordering::Relaxed);
        match object.member_at(near, &self.name) {
            Some(value) => Some(value),
            None => self.search(object),
        }
    }

    #[cold]
    #[inline(never)]
    fn search<'a>(&self, object: &'a Object) -> Option<&'a Value> {
        let (at, value) = object.find(&self.name)?;
        self.near.store(at, Ordering::Relaxed);
        Some(value)
    }
}

impl Deref for Key {
    type Target = Str;

    fn deref(&self) -> &Str {
        &self.name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_found_wherever_it_stands() {
        let key = Key::new(Str::from("price"));
        let found = |json: &str| {
            let value = Value::from_json(json).unwrap();
            key.of(value.as_object().unwrap()).and_then(Value::as_i64)
        };
        assert_eq!(found(r#"{"a":0,"price":1}"#), Some(1));
        assert_eq!(found(r#"{"a":0,"price":2,"b":0}"#), Some(2));
        assert_eq!(found(r#"{"price":3}"#), Some(3));
        assert_eq!(found(r#"{"sizes":4,"pricy":5}"#), None);
        assert_eq!(found("{}"), None);
        let many: Vec<String> = (0..40).map(|at| format!(r#""k{at}":{at}"#)).collect();
        let many = format!(r#"{{{},"price":6}}"#, many.join(","));
        assert_eq!([found(&many), found(&many)], [Some(6); 2]);
        assert_eq!(found(r#"{"a":0,"price":7}"#), Some(7));
    }
}
