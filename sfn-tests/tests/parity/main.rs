//! The project's main gate: plain Rust, the engine on the const graph, and the engine on the emitted JSON agree.
//!
//! A machine is a module under `machines/`; a case is a file `cases/<machine>/<case>.json` with an `input` and what plain
//! Rust makes of it: `ok`, `err` with the error's name and payload, or `uncaught` with a part of the message. Plain Rust
//! is the judge: the other two runs have to give the same. Add a file, get a test. The workflows of `examples/workflows` have
//! their cases beside them, with the states that they go through.

mod harness;
mod machines;

use libtest_mimic::{Arguments, Failed, Trial};
use std::path::Path;

fn main() -> std::process::ExitCode {
    let arguments = Arguments::from_args();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let cases = root.join("tests/parity/cases");
    let workflows = root.join("../examples/workflows");
    let mut trials = Vec::new();
    let subjects = machines::subjects()
        .into_iter()
        .map(|subject| (subject, &cases));
    let examples = machines::workflows::subjects().into_iter();
    for (subject, cases) in subjects.chain(examples.map(|subject| (subject, &workflows))) {
        let folder = cases.join(subject.name);
        let mut files: Vec<_> = std::fs::read_dir(&folder)
            .map(|entries| entries.flatten().map(|entry| entry.path()).collect())
            .unwrap_or_default();
        files.sort();
        // A machine without a case would compile and prove nothing.
        if files.is_empty() {
            let missing = format!("{} has no case", folder.display());
            trials.push(Trial::test(subject.name, move || {
                Err(Failed::from(missing))
            }));
        }
        for file in files {
            let case = file
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            trials.push(Trial::test(
                format!("{}::{case}", subject.name),
                move || harness::check(&subject, &file).map_err(Failed::from),
            ));
        }
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}
