//! The machines under test, by what they exercise.
#![allow(
    clippy::all,
    reason = "a machine says in a roundabout way what it is about: that is what has to be translated"
)]

mod arithmetic;
mod concurrency;
mod control;
mod enums;
mod errors;
mod flow;
mod numbers;
mod order;
mod patterns;
mod payloads;
mod structs;
mod text;
mod timing;
mod vectors;

mod example;

use crate::harness::Subject;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// For machines that end well or not at all.
#[derive(Debug, sfn::TaskError)]
pub enum Never {
    Impossible,
}

/// Every machine.
pub fn subjects() -> Vec<Subject> {
    [
        arithmetic::subjects(),
        control::subjects(),
        enums::subjects(),
        timing::subjects(),
        payloads::subjects(),
        order::subjects(),
        example::subjects(),
        flow::subjects(),
        concurrency::subjects(),
        errors::subjects(),
        numbers::subjects(),
        patterns::subjects(),
        structs::subjects(),
        text::subjects(),
        vectors::subjects(),
    ]
    .concat()
}

static CALLS: Mutex<Option<HashMap<String, u32>>> = Mutex::new(None);

/// How often a task was called with this key before, in this run: for tasks that fail at first.
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
pub fn reset() {
    *CALLS.lock().unwrap_or_else(PoisonError::into_inner) = None;
}
