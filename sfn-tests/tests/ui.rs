//! What `rustc` shows a user: a fixture for each refusal, and that one mistake gives one error.
//!
//! `tests/ui/fail/*.rs` hold one mistake each, unless their first line says `// mistakes: n`. Where `rustc` says one
//! mistake twice, in the function and in the tape, the first line says `// doubled: why`. The `.stderr` beside them is
//! written by `TRYBUILD=overwrite cargo test --test ui` and read before it is committed. No machine runs here.

use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn fixtures() {
    let cases = trybuild::TestCases::new();
    cases.pass("tests/ui/pass/*.rs");
    cases.compile_fail("tests/ui/fail/*.rs");
}

#[test]
fn one_mistake_gives_one_error() {
    let mut doubled = Vec::new();
    for source in sources() {
        let text = fs::read_to_string(&source).expect("a fixture");
        let first = text.lines().next().unwrap_or_default();
        let mistakes = match first.strip_prefix("// mistakes: ") {
            Some(count) => count.parse().expect("a number of mistakes"),
            None => 1 + usize::from(first.starts_with("// doubled: ")),
        };
        let shown = fs::read_to_string(source.with_extension("stderr"))
            .expect("each fixture has its .stderr");
        let errors = shown
            .lines()
            .filter(|line| line.starts_with("error") && !line.starts_with("error: aborting"))
            .count();
        if errors != mistakes {
            doubled.push(format!(
                "{}: {errors} errors for {mistakes} mistakes",
                source.display()
            ));
        }
    }
    assert!(doubled.is_empty(), "{}", doubled.join("\n"));
}

#[test]
fn each_refusal_has_a_fixture() {
    let shown: String = sources()
        .iter()
        .map(|source| {
            fs::read_to_string(source.with_extension("stderr"))
                .expect("each fixture has its .stderr")
        })
        .collect();
    let missing: Vec<String> = numbers()
        .into_iter()
        .filter(|number| !shown.contains(&format!("[{number}]")))
        .collect();
    assert!(
        missing.is_empty(),
        "no fixture shows {}",
        missing.join(", ")
    );
}

fn sources() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ui/fail");
    let mut sources: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the fixtures")
        .map(|entry| entry.expect("a fixture").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect();
    sources.sort();
    sources
}

/// Every number that the macros and the traits behind them can show.
fn numbers() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut numbers: Vec<String> = fs::read_to_string(root.join("../sfn-macros/src/refusal.rs"))
        .expect("the catalogue")
        .lines()
        .filter_map(|line| {
            let mut words = line.trim_start().split(' ');
            let name = words.next()?;
            let code: u16 = words.next()?.parse().ok()?;
            name.chars()
                .all(|letter| letter.is_ascii_uppercase() || letter == '_')
                .then(|| format!("SFN{code:03}"))
        })
        .collect();
    numbers.sort();
    numbers
}
