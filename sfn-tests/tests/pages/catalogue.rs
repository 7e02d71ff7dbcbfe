//! The numbers that messages show, and the facts of those that stand in the macros' catalogue.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The facts of `sfn-macros/src/refusal.rs`, by number. The catalogue is read as text: a crate of procedural macros exports
/// nothing else.
pub fn facts(root: &Path) -> BTreeMap<String, String> {
    let text = fs::read_to_string(root.join("sfn-macros/src/refusal.rs")).unwrap();
    let facts: BTreeMap<_, _> = text.lines().filter_map(fact).collect();
    assert!(
        facts.len() > 50,
        "the catalogue is not written as it used to be"
    );
    facts
}

/// Reads `    NAME 12 "the fact",`.
fn fact(line: &str) -> Option<(String, String)> {
    let (name, rest) = line.trim_start().split_once(' ')?;
    let (number, rest) = rest.split_once(' ')?;
    let number: u16 = number.parse().ok()?;
    let is_constant = |letter: char| letter.is_ascii_uppercase() || "_0123456789".contains(letter);
    if !name.chars().all(is_constant) {
        return None;
    }
    let quoted = rest.trim_end().trim_end_matches(',');
    let fact: String = serde_json::from_str(quoted).ok()?;
    Some((format!("SFN{number:03}"), fact))
}

/// The numbers that messages elsewhere show, as `[SFN040]`: those that only `rustc` can find.
pub fn elsewhere(root: &Path) -> Vec<String> {
    let mut numbers = Vec::new();
    for folder in ["sfn-core/src", "sfn-macros/src"] {
        visit(&root.join(folder), &mut |text| {
            for shown in text.split('[').filter(|shown| shown.starts_with("SFN")) {
                let number = shown.split(']').next().unwrap_or_default();
                numbers.extend(self::numbers(number));
            }
        });
    }
    numbers.sort();
    numbers.dedup();
    numbers
}

/// The numbers in a text.
pub fn numbers(text: &str) -> Vec<String> {
    let after = text.split("SFN").skip(1);
    let numbers = after.filter_map(|rest| {
        let digits = rest.get(..3)?;
        let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| format!("SFN{digits}"))
    });
    numbers.collect()
}

fn visit(folder: &Path, look: &mut impl FnMut(&str)) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            visit(&path, look);
        } else {
            look(&fs::read_to_string(&path).unwrap());
        }
    }
}
