//! What a program with machines answers: its machines are made here, its files go to a folder of the test's own.
#![allow(
    clippy::unwrap_used,
    reason = "clippy's exception for tests leaves out their helpers"
)]

use std::ffi::OsString;
use std::fs;

use sfn_cli::{Console, Exit, Program};
use sfn_core::asl::{Definition, Machine, Pass, Succeed};
use sfn_core::expr::Value;
use sfn_core::registry::Demonstration;
use sfn_core::runtime::{TaskFailure, TaskRegistry};
use tempfile::TempDir;

const BAKE: &str = r#"{
  "Comment": "Bakes bread.",
  "StartAt": "Bake",
  "States": {
    "Bake": {
      "Type": "Pass",
      "End": true
    }
  }
}
"#;

fn bake() -> Definition {
    let machine = Machine {
        comment: Some("Bakes bread.".to_owned()),
        ..Machine::new("Bake").with_state("Bake", Pass::default())
    };
    Definition::from(machine)
}

fn bakery() -> Program {
    let clean = Definition::from(Machine::new("Done").with_state("Done", Succeed));
    Program::new("bakery")
        .with_machine("clean", clean)
        .with_machine("bake", bake())
}

/// What a call answers: its exit, its results, its messages.
fn call(program: &Program, arguments: &[&str]) -> (Exit, String, String) {
    let console = Console::captured();
    let exit = program.execute(arguments.iter().map(OsString::from), &console);
    (exit, console.results(), console.messages())
}

#[track_caller]
fn succeeds(program: &Program, arguments: &[&str]) -> String {
    let (exit, results, messages) = call(program, arguments);
    assert_eq!((exit, messages.as_str()), (Exit::Success, ""));
    results
}

#[track_caller]
fn refuses(program: &Program, arguments: &[&str], expected: &str) {
    let (exit, results, messages) = call(program, arguments);
    assert_eq!(
        (exit, results.as_str(), messages.trim_end()),
        (Exit::Unusable, "", expected)
    );
}

fn folder() -> (TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("asl").to_str().unwrap().to_owned();
    (folder, path)
}

#[test]
fn machines_are_listed_by_name_with_their_comments() {
    assert_eq!(
        succeeds(&bakery(), &["list"]),
        "bake   Bakes bread.\nclean\n"
    );
}

#[test]
fn one_machine_is_emitted_as_its_json() {
    assert_eq!(succeeds(&bakery(), &["emit", "bake"]), BAKE);
}

#[test]
fn the_only_machine_needs_no_name() {
    let program = Program::new("bakery").with_machine("bake", bake());
    assert_eq!(succeeds(&program, &["emit"]), BAKE);
}

#[test]
fn several_machines_are_emitted_as_an_object_by_name() {
    let json = succeeds(&bakery(), &["emit"]);
    let object: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&json).unwrap();
    assert_eq!(object.keys().collect::<Vec<_>>(), ["bake", "clean"]);
    assert_eq!(
        object["bake"],
        serde_json::from_str::<serde_json::Value>(BAKE).unwrap()
    );
}

#[test]
fn files_are_emitted_into_a_folder_and_are_then_not_stale() {
    let (_folder, path) = folder();
    let written = succeeds(&bakery(), &["emit", "--out", &path]);
    assert_eq!(
        written,
        format!("{path}/bake.asl.json\n{path}/clean.asl.json\n")
    );
    assert_eq!(
        fs::read_to_string(format!("{path}/bake.asl.json")).unwrap(),
        BAKE
    );
    assert_eq!(
        succeeds(&bakery(), &["emit", "--out", &path, "--check"]),
        ""
    );
}

#[test]
fn a_stale_file_fails_the_check_and_is_left_alone() {
    let (_folder, path) = folder();
    succeeds(&bakery(), &["emit", "--out", &path]);
    let edited = BAKE.replace("bread", "cake");
    fs::write(format!("{path}/bake.asl.json"), &edited).unwrap();
    let (exit, results, messages) = call(&bakery(), &["emit", "--out", &path, "--check"]);
    assert_eq!(exit, Exit::Failure);
    assert!(
        results.contains("-  \"Comment\": \"Bakes cake.\",\n+  \"Comment\": \"Bakes bread.\",\n")
    );
    assert!(
        messages.starts_with("1 of 2 files are not what is emitted now"),
        "{messages}"
    );
    assert_eq!(
        fs::read_to_string(format!("{path}/bake.asl.json")).unwrap(),
        edited
    );
}

#[test]
fn a_check_needs_a_folder() {
    let (exit, _, messages) = call(&bakery(), &["emit", "--check"]);
    assert_eq!(exit, Exit::Unusable);
    assert!(messages.contains("--out <DIR>"), "{messages}");
}

#[test]
fn an_unsound_machine_is_not_emitted() {
    let lost = Definition::from(Machine::new("Gone").with_state("Done", Succeed));
    let (exit, results, messages) = call(&Program::new("x").with_machine("lost", lost), &["emit"]);
    assert_eq!((exit, results.as_str()), (Exit::Failure, ""));
    assert!(messages.contains("MISSING_TRANSITION_TARGET"), "{messages}");
    assert!(messages.contains("--> lost.asl.json:2:14"), "{messages}");
}

#[test]
fn a_machine_is_drawn() {
    assert!(succeeds(&bakery(), &["graph", "clean"]).starts_with("flowchart TD\n"));
}

#[test]
fn all_refusals_are_listed_with_their_facts() {
    let listed = succeeds(&bakery(), &["explain"]);
    let first = "SFN001  a state machine has to be an `async fn`\n";
    assert!(listed.starts_with(first), "{listed}");
}

const SHIP: &str = r#"{
  "StartAt": "Ship",
  "States": {
    "Ship": {
      "Type": "Task",
      "Resource": "arn:aws:lambda:us-east-1:123456789012:function:ship",
      "Retry": [{"ErrorEquals": ["NoCarrier"], "IntervalSeconds": 60, "MaxAttempts": 1}],
      "Next": "Sleep"
    },
    "Sleep": {"Type": "Wait", "Seconds": 3600, "End": true}
  }
}"#;

/// A program whose task ships what weighs less than ten.
fn shipper() -> Program {
    let mut tasks = TaskRegistry::new();
    tasks.insert_function("ship", async |weight: Value| match weight.as_i64() {
        Some(0..10) => Ok(Value::from("shipped")),
        _ => Err(TaskFailure::new("NoCarrier", r#"{"heaviest":9}"#)),
    });
    Program::new("shipper")
        .with_machine("ship", Definition::from_json(SHIP).unwrap())
        .with_tasks(tasks)
}

#[test]
fn an_execution_gives_its_output_and_tells_what_happens() {
    let (exit, results, messages) = call(
        &shipper(),
        &["run", "ship", "--time", "virtual", "--input", "3"],
    );
    assert_eq!((exit, results.as_str()), (Exit::Success, "\"shipped\"\n"));
    assert_eq!(
        messages,
        "enter   Ship\nenter   Sleep\nwait    Sleep for 3600s\n"
    );
}

#[test]
fn a_failed_execution_tells_its_error_and_payload() {
    let (exit, results, messages) = call(
        &shipper(),
        &["run", "ship", "--time", "virtual", "--input", "10"],
    );
    assert_eq!((exit, results.as_str()), (Exit::Failure, ""));
    let expected = [
        "enter   Ship",
        r#"failed  NoCarrier: {"heaviest":9}"#,
        "retry   Ship in 60s, attempt 2",
        r#"failed  NoCarrier: {"heaviest":9}"#,
        "error: NoCarrier",
        r#"  = payload: {"heaviest":9}"#,
    ];
    assert_eq!(messages.lines().collect::<Vec<_>>(), expected);
}

#[test]
fn a_file_runs_with_the_tasks_of_the_program() {
    let (_folder, path) = folder();
    fs::write(&path, SHIP).unwrap();
    let (exit, results, _) = call(
        &shipper(),
        &["run", &path, "--time", "virtual", "-q", "-i", "1"],
    );
    assert_eq!((exit, results.as_str()), (Exit::Success, "\"shipped\"\n"));
}

#[test]
fn without_arguments_the_demonstration_runs_and_skips_waits() {
    let program = shipper().with_demonstration(Demonstration::new("ship", "1"));
    let (exit, results, messages) = call(&program, &[]);
    assert_eq!((exit, results.as_str()), (Exit::Success, "\"shipped\"\n"));
    assert!(messages.contains("wait    Sleep for 3600s"), "{messages}");
}

#[test]
fn without_demonstration_help_is_shown() {
    let (exit, results, messages) = call(&shipper(), &[]);
    assert_eq!((exit, results.as_str()), (Exit::Unusable, ""));
    assert!(messages.contains("Usage: shipper <COMMAND>"), "{messages}");
}

#[test]
fn an_unknown_machine_is_answered_with_those_there_are() {
    let expected = "error: there is no state machine `brew`\n  = help: there is `bake`, `clean`";
    refuses(&bakery(), &["graph", "brew"], expected);
    refuses(&bakery(), &["emit", "bake", "brew"], expected);
}

#[test]
fn two_machines_of_one_name_are_refused() {
    refuses(
        &bakery().with_machine("bake", bake()),
        &["emit"],
        "error: two state machines are called `bake`\n  \
         = help: give one another name: `#[state_machine(name = \"…\")]`",
    );
}

#[test]
fn a_program_without_machines_says_so() {
    let (exit, _, messages) = call(&Program::new("empty"), &["list"]);
    assert_eq!(exit, Exit::Unusable);
    assert!(
        messages.starts_with("error: this program has no state machine\n"),
        "{messages}"
    );
}
