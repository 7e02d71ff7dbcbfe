//! Places for variables: registers, and the cells that functions share with them.

use std::sync::{Arc, Mutex, PoisonError};

use crate::value::Value;

/// A variable that functions have captured: shared between the frame that owns it and them.
#[derive(Clone, Default)]
pub(crate) struct Cell(Arc<Mutex<Binding>>);

/// A variable's value, if it has been bound at all. Bound to nothing is `Some(None)`.
pub(crate) type Binding = Option<Option<Value>>;

impl Cell {
    pub(crate) fn new(value: Option<Value>) -> Cell {
        Cell(Arc::new(Mutex::new(Some(value))))
    }

    pub(crate) fn get(&self) -> Binding {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    pub(super) fn set(&self, binding: Binding) {
        let old = {
            let mut slot = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            std::mem::replace(&mut *slot, binding)
        };
        // Dropped outside the lock: it may own this very cell.
        drop(old);
    }

    pub(super) fn is_shared(&self) -> bool {
        Arc::strong_count(&self.0) > 1
    }
}

/// A place for a local variable.
#[derive(Clone, Default)]
pub(crate) enum Register {
    #[default]
    Unset,
    Value(Option<Value>),
    Cell(Cell),
}
