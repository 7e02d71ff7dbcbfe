//! State machines as data: every `cases/*.json` is a machine, its input, what its tasks answer and how it must end; the
//! `*.history` beside it is the history it must leave.
//!
//! `SFN_BLESS=1 cargo test -p sfn-core --test machines` writes the histories. Read them before you commit them.
#![allow(
    clippy::unwrap_used,
    reason = "clippy's exception for tests leaves out their helpers"
)]

mod case;
mod engine_driver;
mod history_text;
mod objects;
mod runtime_driver;

use std::fs;
use std::path::{Path, PathBuf};

use libtest_mimic::{Arguments, Failed, Trial};

use case::Case;

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/machines/cases");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.retain(|path| {
        path.extension()
            .is_some_and(|extension| extension == "json")
    });
    paths.sort();
    let trials = paths.into_iter().map(|path| {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        Trial::test(name, move || check(&path).map_err(Failed::from))
    });
    libtest_mimic::run(&Arguments::from_args(), trials.collect()).exit();
}

fn check(path: &Path) -> Result<(), String> {
    let case = Case::read(path)?;
    let history = if case.is_for_the_runtime_alone() {
        run(&case, runtime_driver::run)?
    } else {
        run(&case, engine_driver::run)?
    };
    if !case.is_for_the_engine_alone() && !case.is_for_the_runtime_alone() {
        let on_the_runtime =
            run(&case, runtime_driver::run).map_err(|error| format!("on the runtime: {error}"))?;
        if on_the_runtime != history {
            return Err(format!(
                "the runtime makes another history.\n\nengine:\n{history}\nruntime:\n{on_the_runtime}"
            ));
        }
    }
    let expected = path.with_extension("history");
    if std::env::var_os("SFN_BLESS").is_some() {
        return fs::write(expected, history).map_err(|error| error.to_string());
    }
    let expected = fs::read_to_string(expected)
        .map_err(|error| format!("its history cannot be read: {error}"))?;
    if history == expected {
        Ok(())
    } else {
        Err(format!(
            "the history differs.\n\nexpected:\n{expected}\nseen:\n{history}"
        ))
    }
}

fn run(
    case: &Case,
    drive: impl Fn(&Case) -> Result<engine_driver::Seen, String>,
) -> Result<String, String> {
    let seen = drive(case)?;
    case.check_outcome(&seen.outcome)?;
    Ok(history_text::print(&seen.events))
}
