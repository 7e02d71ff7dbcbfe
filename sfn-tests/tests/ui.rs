//! What `rustc` shows a user: a fixture for each refusal, and that one mistake gives one error.
//!
//! `tests/ui/fail/*.rs` hold one mistake each, unless their first line says `// mistakes: n`. Where `rustc` says one
//! mistake twice, in the function and in the tape, the first line says `// doubled: why`, and where it says it more often
//! `// shown n times: why`. The `.stderr` beside them is
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
    let wrong: Vec<Fixture> = sources()
        .iter()
        .map(|source| Fixture::read(source))
        .collect();
    let unexpected: Vec<String> = wrong
        .iter()
        .filter(|fixture| fixture.errors != fixture.mistakes + fixture.repeated)
        .map(|fixture| {
            format!(
                "{}: {} errors for {} mistakes",
                fixture.name, fixture.errors, fixture.mistakes
            )
        })
        .collect();
    assert!(unexpected.is_empty(), "{}", unexpected.join("\n"));
    let mistakes: usize = wrong.iter().map(|fixture| fixture.mistakes).sum();
    let errors: usize = wrong.iter().map(|fixture| fixture.errors).sum();
    let repeated = wrong.iter().filter(|fixture| fixture.repeated > 0);
    println!(
        "{} wrong programs, {mistakes} mistakes, {errors} errors; said more than once:",
        wrong.len()
    );
    repeated.for_each(|fixture| println!("  {}", fixture.name));
    assert!(
        wrong.len() >= 160,
        "the corpus has shrunk to {}",
        wrong.len()
    );
    // One error for each mistake is the aim; it may come closer and not go further away.
    assert!(
        errors * 100 <= mistakes * 107,
        "{errors} errors for {mistakes} mistakes"
    );
}

#[test]
fn the_macros_never_panic() {
    // A constant that panics is a refusal: `evaluation panicked`.
    let panics = sources().into_iter().filter(|source| {
        let shown = fs::read_to_string(source.with_extension("stderr"))
            .expect("each fixture has its .stderr");
        ["macro panicked", "attribute panicked", "derive panicked"]
            .iter()
            .any(|message| shown.contains(message))
    });
    assert_eq!(panics.collect::<Vec<_>>(), Vec::<PathBuf>::new());
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

/// A wrong program, as its first line and its `.stderr` account for it.
struct Fixture {
    name: String,
    mistakes: usize,
    errors: usize,
    /// How many errors more there are than mistakes, for a reason that is known.
    repeated: usize,
}

impl Fixture {
    fn read(source: &Path) -> Self {
        let text = fs::read_to_string(source).expect("a fixture");
        let first = text.lines().next().unwrap_or_default();
        let mistakes = first
            .strip_prefix("// mistakes: ")
            .map_or(1, |count| count.parse().expect("a number of mistakes"));
        let repeated = match first.strip_prefix("// shown ") {
            Some(rest) => rest
                .split_once(" times: ")
                .and_then(|(count, _)| count.parse::<usize>().ok())
                .map(|count| count - mistakes)
                .expect("`// shown n times: why`"),
            None => usize::from(first.starts_with("// doubled: ")),
        };
        let shown = fs::read_to_string(source.with_extension("stderr"))
            .expect("each fixture has its .stderr");
        let errors = shown
            .lines()
            .filter(|line| line.starts_with("error") && !line.starts_with("error: aborting"))
            .count();
        let file = source.file_stem().unwrap_or_default().to_string_lossy();
        let why = match first.split_once(": ") {
            Some((_, why)) if repeated > 0 => why,
            _ => "",
        };
        Self {
            name: format!("{file} {why}"),
            mistakes,
            errors,
            repeated,
        }
    }
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
