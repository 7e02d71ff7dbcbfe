//! Tests of one state as data: each `cases/*.json` holds requests and what they must come to.
//!
//! `SFN_BLESS=1 cargo test -p sfn-core --test test_state` writes what they come to. Read it before you commit it.
#![allow(
    clippy::unwrap_used,
    reason = "clippy's exception for tests leaves out their helpers"
)]

mod request;

use std::fs;
use std::path::{Path, PathBuf};

use libtest_mimic::{Arguments, Failed, Trial};
use sfn_core::engine::Identity;
use sfn_core::test_state::{Report, StateTest, TestSetting, Turn};
use sfn_expr::{Object, Value};

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/test_state/cases");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let trials = paths.into_iter().map(|path| {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        Trial::test(name, move || check(&path).map_err(Failed::from))
    });
    libtest_mimic::run(&Arguments::from_args(), trials.collect()).exit();
}

fn check(path: &Path) -> Result<(), String> {
    let text = fs::read_to_string(path).map_err(|error| error.to_string())?;
    let case = Value::from_json(&text).map_err(|error| error.to_string())?;
    let mut case = case.as_object().cloned().ok_or("a case is an object")?;
    let given = case.get("request").ok_or("the case has no `request`")?;
    let answer = answer(given)?;
    if std::env::var_os("SFN_BLESS").is_some() {
        case.insert("answer", answer);
        let pretty: serde_json::Value = serde_json::from_str(&Value::from(case).to_json())
            .map_err(|error| error.to_string())?;
        let pretty = serde_json::to_string_pretty(&pretty).map_err(|error| error.to_string())?;
        return fs::write(path, pretty + "\n").map_err(|error| error.to_string());
    }
    match case.get("answer") {
        Some(expected) if *expected == answer => Ok(()),
        expected => Err(format!("expected {expected:?}\nand got  {answer}")),
    }
}

fn answer(given: &Value) -> Result<Value, String> {
    let request = request::read(given)?;
    let setting = TestSetting::new(Identity::local("Test", "first"));
    let mut test = match StateTest::new(&request, setting) {
        Ok(test) => test,
        Err(refusal) => return Ok(refused(&refusal)),
    };
    Ok(match test.turn() {
        Turn::Done(report) => told(&report),
        Turn::Refused(refusal) => refused(&refusal),
        Turn::Task(task) => Object::from_iter([("task", task.arguments)]).into(),
    })
}

fn refused(refusal: &sfn_core::test_state::Refusal) -> Value {
    let code = format!("{:?}", refusal.code());
    Object::from_iter([(code, Value::from(refusal.to_string()))]).into()
}

fn told(report: &Report) -> Value {
    let mut object = Object::new();
    object.insert("status", report.status.as_str());
    if let Some(output) = &report.output {
        object.insert("output", output.clone());
    }
    for (name, text) in [
        ("error", &report.error),
        ("cause", &report.cause),
        ("nextState", &report.next_state),
    ] {
        if let Some(text) = text {
            object.insert(name, &**text);
        }
    }
    let inspection = &report.inspection;
    let mut told = Object::new();
    for (stage, value) in &inspection.stages {
        told.insert(stage.as_str(), value.clone());
    }
    if let Some(variables) = &inspection.variables {
        told.insert("variables", variables.clone());
    }
    for (name, number) in [
        ("maxConcurrency", inspection.max_concurrency),
        ("toleratedFailureCount", inspection.tolerated_failure_count),
        (
            "retryIndex",
            inspection.retry_index.map(|index| index as i64),
        ),
        (
            "retryBackoffIntervalSeconds",
            inspection.retry_backoff.map(|delay| delay.as_secs() as i64),
        ),
        (
            "catchIndex",
            inspection.catch_index.map(|index| index as i64),
        ),
    ] {
        if let Some(number) = number {
            told.insert(name, number);
        }
    }
    if let Some(percentage) = inspection.tolerated_failure_percentage {
        told.insert("toleratedFailurePercentage", percentage);
    }
    object.insert("inspection", told);
    object.into()
}
