//! How often tasks were called in this run, for those that fail at first.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

static CALLS: Mutex<Option<HashMap<String, u32>>> = Mutex::new(None);

/// How often this was asked with this key before, in this run.
pub fn calls_before(key: &str) -> u32 {
    let mut calls = CALLS.lock().unwrap_or_else(PoisonError::into_inner);
    let count = calls
        .get_or_insert_default()
        .entry(key.to_owned())
        .or_default();
    *count += 1;
    *count - 1
}

/// Forgets all calls: a new run begins.
pub(super) fn reset() {
    *CALLS.lock().unwrap_or_else(PoisonError::into_inner) = None;
}
