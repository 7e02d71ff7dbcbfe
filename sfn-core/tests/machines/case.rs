//! One case, as its file says it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Deserialize;
use sfn_asl::Definition;
use sfn_core::engine::{Outcome, Status};
use sfn_core::program::Program;
use sfn_expr::Value;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// What the case is there for.
    #[serde(rename = "comment")]
    _comment: String,
    definition: Value,
    #[serde(default = "empty_object")]
    pub input: Value,
    /// What the attempts at the task of a state come to, in order.
    #[serde(default)]
    pub tasks: BTreeMap<String, Vec<Attempt>>,
    #[serde(default)]
    pub stop: Option<Stop>,
    /// How often it is redriven, as soon as it has ended.
    #[serde(default)]
    pub redrives: usize,
    #[serde(default)]
    pub seed: u64,
    /// The objects of an object store, by bucket and key: `bucket/key`.
    #[serde(default)]
    pub objects: BTreeMap<String, String>,
    expected: Expected,
}

/// What an attempt comes to: nothing at all if neither a result nor an error is given.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attempt {
    /// Seconds.
    #[serde(default)]
    pub after: f64,
    /// Seconds at which it sends heartbeats.
    #[serde(default)]
    pub heartbeats: Vec<f64>,
    #[serde(default)]
    result: Option<Value>,
    /// A result of so many bytes.
    #[serde(default)]
    result_bytes: Option<usize>,
    #[serde(default)]
    pub error: Option<String>,
    #[serde(default)]
    pub cause: String,
    /// What is missing to do the task.
    #[serde(default)]
    pub refused: Option<String>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stop {
    /// Seconds.
    pub at: f64,
    pub error: Option<String>,
    pub cause: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    status: String,
    #[serde(default)]
    output: Option<Value>,
    #[serde(default)]
    error: Option<String>,
    #[serde(default)]
    cause: Option<String>,
    /// Seconds from start to end.
    #[serde(default)]
    seconds: f64,
}

impl Case {
    pub fn read(path: &Path) -> Result<Self, String> {
        let text = fs::read_to_string(path).map_err(|error| error.to_string())?;
        serde_json::from_str(&text).map_err(|error| format!("the case cannot be read: {error}"))
    }

    pub fn program(&self) -> Result<Program, String> {
        let definition =
            Definition::from_value(&self.definition).map_err(|error| error.to_string())?;
        Program::compile(&definition).map_err(|error| error.to_string())
    }

    /// Whether the case needs what the runtime has no way to do: heartbeats, a task that it refuses with a given text,
    /// a generator with a given state.
    pub fn is_for_the_engine_alone(&self) -> bool {
        let mut attempts = self.tasks.values().flatten();
        self.seed != 0
            || attempts.any(|attempt| attempt.refused.is_some() || !attempt.heartbeats.is_empty())
    }

    /// Whether the case needs what the engine leaves to its driver: child executions, object stores.
    pub fn is_for_the_runtime_alone(&self) -> bool {
        self.definition.to_json().contains(r#""DISTRIBUTED""#)
    }

    /// The resources of all Task states.
    pub fn resources(&self) -> Vec<String> {
        let mut found = Vec::new();
        let mut open = vec![&self.definition];
        while let Some(value) = open.pop() {
            found.extend(
                value
                    .get("Resource")
                    .and_then(Value::as_str)
                    .map(str::to_owned),
            );
            open.extend(
                value
                    .as_object()
                    .into_iter()
                    .flat_map(|members| members.values()),
            );
            open.extend(value.as_array().into_iter().flatten());
        }
        found
    }

    pub fn check_outcome(&self, outcome: &Outcome) -> Result<(), String> {
        let expected = &self.expected;
        // `null` stands for no output, as for a machine that gives `null`.
        let output = outcome.output.clone().filter(|output| !output.is_null());
        same("status", outcome.status.as_str(), &*expected.status)?;
        same(
            "error",
            &outcome.error.as_deref(),
            &expected.error.as_deref(),
        )?;
        same(
            "cause",
            &outcome.cause.as_deref(),
            &expected.cause.as_deref(),
        )?;
        same("output", &output, &expected.output)?;
        same(
            "an output exactly on success",
            &outcome.output.is_some(),
            &(outcome.status == Status::Succeeded),
        )?;
        same(
            "seconds",
            &outcome.stopped.since(outcome.started).as_secs_f64(),
            &expected.seconds,
        )
    }
}

impl Attempt {
    pub fn result(&self) -> Option<Value> {
        let filler = self
            .result_bytes
            .map(|bytes| Value::from("x".repeat(bytes - 2)));
        self.result.clone().or(filler)
    }
}

fn same<T: PartialEq + std::fmt::Debug + ?Sized>(
    what: &str,
    seen: &T,
    expected: &T,
) -> Result<(), String> {
    if seen == expected {
        Ok(())
    } else {
        Err(format!("{what}: expected {expected:?}, seen {seen:?}"))
    }
}

fn empty_object() -> Value {
    Value::from(sfn_expr::Object::new())
}
