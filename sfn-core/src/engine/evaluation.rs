//! Evaluations of JSONata, noted down for another judge (feature `testing`).
//!
//! Whoever wants to know whether an expression means the same elsewhere needs its text, what its variables were and what
//! became of it. Only a test may ask: without the feature nothing of this is compiled, and the engine pays nothing.

use std::cell::RefCell;

use sfn_expr::{Error, Value};

use crate::program::Jsonata;

thread_local! {
    static NOTED: RefCell<Option<Vec<Evaluation>>> = const { RefCell::new(None) };
}

/// An expression that the engine evaluated.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Evaluation {
    /// Its text, without delimiters.
    pub source: String,
    /// Its free variables, `states` among them, and their values; those without one are left out.
    pub bindings: Vec<(String, Value)>,
    /// Its value, if it has one, or the code of its error.
    pub outcome: Result<Option<Value>, String>,
}

/// Runs something, and gives the evaluations that it caused on this thread, in order.
///
/// ```
/// use sfn_core::engine::evaluation::noted;
///
/// let (sum, evaluations) = noted(|| 1 + 1);
/// assert_eq!((sum, evaluations.len()), (2, 0));
/// ```
pub fn noted<T>(run: impl FnOnce() -> T) -> (T, Vec<Evaluation>) {
    let outer = NOTED.replace(Some(Vec::new()));
    let result = run();
    (result, NOTED.replace(outer).unwrap_or_default())
}

/// Notes an evaluation, if somebody asked for them.
pub(super) fn note(
    expression: &Jsonata,
    slots: &[Option<Value>],
    evaluated: &Result<Option<Value>, Error>,
) {
    NOTED.with_borrow_mut(|noted| {
        let Some(noted) = noted else {
            return;
        };
        let names = expression.expression.variables().iter();
        let bindings = names
            .zip(slots)
            .filter_map(|(name, value)| Some((name.to_string(), value.clone()?)));
        noted.push(Evaluation {
            source: expression.source.to_string(),
            bindings: bindings.collect(),
            outcome: match evaluated {
                Ok(value) => Ok(value.clone()),
                Err(error) => Err(error.code().to_string()),
            },
        });
    });
}
