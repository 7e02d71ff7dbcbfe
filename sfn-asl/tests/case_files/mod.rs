//! Test cases that are files: a folder's files become trials named after them.

use std::path::Path;

use libtest_mimic::{Failed, Trial};

/// One trial for each file of `tests/<folder>`, in order of their names. An empty folder is one failed
/// trial, so that a mistyped name does not pass.
pub fn trials(folder: &'static str, check: fn(&str) -> Result<(), Failed>) -> Vec<Trial> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(folder);
    let Ok(entries) = std::fs::read_dir(&path) else {
        return vec![Trial::test(folder, move || {
            Err(format!("cannot read {}", path.display()).into())
        })];
    };
    let mut files: Vec<_> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    files.sort();
    if files.is_empty() {
        return vec![Trial::test(folder, move || {
            Err(format!("no file in {}", path.display()).into())
        })];
    }
    let trial = |file: std::path::PathBuf| {
        let name = file
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        Trial::test(format!("{folder}/{name}"), move || {
            check(&std::fs::read_to_string(&file)?)
        })
    };
    files.into_iter().map(trial).collect()
}
