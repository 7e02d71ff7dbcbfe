//! Diagrams of the definitions in this folder: `NAME.asl.json` is drawn as `NAME.mmd`. Add a definition, get a test;
//! `BLESS=1 cargo test` writes what is drawn now.

use std::fs;
use std::path::Path;

use libtest_mimic::{Arguments, Failed, Trial};
use sfn_codegen::asl::FILE_SUFFIX;
use sfn_codegen::{Artifact, directory, mermaid};
use sfn_core::asl::Definition;

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mermaid");
    let mut names: Vec<String> = fs::read_dir(&folder)
        .expect("the folder of this file is there")
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter_map(|file| file.strip_suffix(FILE_SUFFIX).map(str::to_owned))
        .collect();
    names.sort();
    let trials = names.into_iter().map(|name| {
        let folder = folder.clone();
        Trial::test(name.clone(), move || draws(&folder, &name))
    });
    libtest_mimic::run(&Arguments::from_args(), trials.collect()).exit();
}

fn draws(folder: &Path, name: &str) -> Result<(), Failed> {
    let json = fs::read_to_string(folder.join(format!("{name}{FILE_SUFFIX}")))?;
    let definition = Definition::from_json(&json)?;
    let drawn = [Artifact::new(
        format!("{name}.mmd"),
        mermaid::flowchart(&definition),
    )];
    if std::env::var_os("BLESS").is_some() {
        directory::write(folder, &drawn)?;
    }
    match directory::check(folder, &drawn)?.first() {
        None => Ok(()),
        Some(stale) => Err(stale.to_string().into()),
    }
}
