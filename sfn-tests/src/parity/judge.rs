//! What another judge needs: each definition, and each evaluation with its variables and its value, as lines of JSON.
//!
//! They are appended to the file that `SFN_JUDGE_FILE` names, each once; `tests/judges` reads it.

use serde::Serialize;
use serde_json::json;
use sfn::Definition;
use sfn_core::engine::evaluation::{Evaluation, noted};
use sfn_core::expr::Value;
use std::collections::{BTreeMap, HashSet};
use std::fs::OpenOptions;
use std::io::Write;
use std::sync::Mutex;

/// The lines of this process so far.
static WRITTEN: Mutex<Option<HashSet<String>>> = Mutex::new(None);

/// Runs, and notes what the engine evaluated meanwhile.
pub(super) fn record<T>(machine: &str, definition: &Definition, run: impl FnOnce() -> T) -> T {
    let Some(file) = std::env::var_os("SFN_JUDGE_FILE") else {
        return run();
    };
    let (result, evaluations) = noted(run);
    let mut lines = vec![format!(
        "{{\"machine\":{},\"definition\":{}}}\n",
        json!(machine),
        definition.to_json()
    )];
    let machine_lines = evaluations.iter().map(|evaluation| {
        let line = Line::new(machine, evaluation);
        serde_json::to_string(&line).expect("values are JSON") + "\n"
    });
    lines.extend(machine_lines);
    let mut guard = WRITTEN.lock().expect("nobody panics while writing");
    let written = guard.get_or_insert_default();
    let new: String = lines
        .into_iter()
        .filter(|line| written.insert(line.clone()))
        .collect();
    OpenOptions::new()
        .create(true)
        .append(true)
        .open(&file)
        .and_then(|mut file| file.write_all(new.as_bytes()))
        .expect("the file of SFN_JUDGE_FILE can be written");
    result
}

/// An evaluation. Its values are written by their own serializer, which keeps the order of members: `$string` shows it.
#[derive(Serialize)]
struct Line<'a> {
    machine: &'a str,
    source: &'a str,
    bindings: BTreeMap<&'a str, &'a Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<&'a Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'a str>,
}

impl<'a> Line<'a> {
    fn new(machine: &'a str, evaluation: &'a Evaluation) -> Self {
        let bindings = evaluation.bindings.iter();
        let (value, error) = match &evaluation.outcome {
            Ok(value) => (value.as_ref(), None),
            Err(code) => (None, Some(code.as_str())),
        };
        Self {
            machine,
            source: &evaluation.source,
            bindings: bindings
                .map(|(name, value)| (name.as_str(), value))
                .collect(),
            value,
            error,
        }
    }
}
