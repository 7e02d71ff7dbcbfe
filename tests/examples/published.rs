//! The published machines against JSON by hand: they give the same, and the compiler writes at most 1.2 times the states.
//! `BLESS=1 cargo test --test examples` writes the table of `BENCHMARKS.md` anew.

use std::fs;
use std::path::Path;

use serde_json::Value;
use sfn_cli::Exit;

const MACHINES: [&str; 5] = [
    "approval",
    "credit",
    "job_poller",
    "specification",
    "stocks",
];

#[test]
fn both_give_the_same() {
    for machine in MACHINES {
        let input = format!("published/{machine}.json");
        let (exit, emitted, told) = super::run(machine, Some(&input));
        assert_eq!(exit, Exit::Success, "{machine}: {told}");
        let by_hand = format!("published/{machine}.asl.json");
        let (exit, given, told) = super::run(&by_hand, Some(&input));
        assert_eq!(exit, Exit::Success, "{by_hand}: {told}");
        assert_eq!(emitted, given, "{machine}");
    }
}

#[test]
fn the_emitted_size_is_what_the_benchmarks_tell() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut table = String::from(
        "| machine | states by hand | emitted | bytes by hand | emitted |\n|---|---|---|---|---|\n",
    );
    for name in MACHINES {
        let path = root.join(format!("examples/published/{name}.asl.json"));
        let by_hand = fs::read_to_string(path).expect("it is there");
        let by_hand: Value = serde_json::from_str(&by_hand).expect("it is JSON");
        let machines = sfn::registry::machines();
        let machine = machines.iter().find(|machine| machine.name == name);
        let emitted = machine.expect("it is linked").definition().to_json();
        let mut emitted: Value = serde_json::from_str(&emitted).expect("it is JSON");
        without_comments(&mut emitted);
        let (few, many) = (states(&by_hand), states(&emitted));
        assert!(
            5 * many <= 6 * few,
            "{name}: {many} states instead of {few}"
        );
        let bytes = |value: &Value| value.to_string().len();
        table += &format!(
            "| `{name}` | {few} | {many} | {} | {} |\n",
            bytes(&by_hand),
            bytes(&emitted)
        );
    }
    let path = root.join("BENCHMARKS.md");
    let shown = fs::read_to_string(&path).expect("it is there");
    if shown.contains(&table) {
        return;
    }
    assert!(
        std::env::var_os("BLESS").is_some(),
        "BENCHMARKS.md is stale; write it anew with BLESS=1:\n{table}"
    );
    let head = table.lines().next().unwrap_or_default();
    let (before, rest) = shown.split_once(head).expect("the table's head is there");
    let after = rest.find("\n\n").map_or("", |end| &rest[end + 1..]);
    fs::write(&path, format!("{before}{table}{after}")).expect("it can be written");
}

/// All states, those of branches included.
fn states(value: &Value) -> usize {
    match value {
        Value::Object(members) => {
            let own = members.get("States").and_then(Value::as_object);
            let inside: usize = members.values().map(states).sum();
            own.map_or(0, serde_json::Map::len) + inside
        }
        Value::Array(items) => items.iter().map(states).sum(),
        _ => 0,
    }
}

/// Places in the source and sentences for people are no part of the comparison.
fn without_comments(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.remove("Comment");
            members.values_mut().for_each(without_comments);
        }
        Value::Array(items) => items.iter_mut().for_each(without_comments),
        _ => {}
    }
}
