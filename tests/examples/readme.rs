//! The README's code is the examples' code: each Rust block stands in one of them to the letter, and the JSON block is what
//! `order_processing` is emitted as. `BLESS=1 cargo test --test examples` writes the JSON anew.
//!
//! The blocks are no doc tests: those would need the whole program, and a reader does not.

use std::fs;
use std::path::{Path, PathBuf};

const FENCE: &str = "```";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn readme() -> String {
    fs::read_to_string(root().join("README.md")).expect("the README is there")
}

/// The texts of the README's blocks in that language.
fn blocks<'a>(readme: &'a str, language: &str) -> Vec<&'a str> {
    let opening = format!("\n{FENCE}{language}\n");
    let rest = readme.split(opening.as_str()).skip(1);
    rest.filter_map(|rest| Some(rest.split_once(&format!("\n{FENCE}"))?.0))
        .collect()
}

/// Every Rust file of the examples.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder is there").flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}

#[test]
fn the_code_of_the_readme_stands_in_an_example() {
    let sources: Vec<String> = sources(&root().join("examples"))
        .iter()
        .map(|path| fs::read_to_string(path).expect("the file is there"))
        .collect();
    let readme = readme();
    let blocks = blocks(&readme, "rust");
    assert!(blocks.len() >= 2, "the README shows no code");
    for block in blocks {
        assert!(
            sources.iter().any(|source| source.contains(block)),
            "no example has:\n{block}"
        );
    }
}

#[test]
fn the_json_of_the_readme_is_what_its_workflow_is_emitted_as() {
    let machines = sfn::registry::machines();
    let machine = machines
        .iter()
        .find(|machine| machine.name == "order_processing");
    let machine = machine.expect("the example is linked");
    // The example is a module of this test here, and the comments of its states tell where it stands.
    let emitted = machine
        .definition()
        .to_json_pretty()
        .replace("tests/examples/../../", "");
    let readme = readme();
    let [shown] = blocks(&readme, "json")[..] else {
        panic!("the README shows one definition");
    };
    if std::env::var_os("BLESS").is_some() {
        let block = |json: &str| format!("{FENCE}json\n{json}\n");
        let blessed = readme.replace(&block(shown), &block(&emitted));
        fs::write(root().join("README.md"), blessed).expect("the README can be written");
        return;
    }
    assert!(
        shown == emitted,
        "the README is stale; write it anew with BLESS=1"
    );
}
