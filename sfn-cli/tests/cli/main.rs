//! What the binary `sfn` answers: each `NAME.json` below this folder is one call with its exit code and both outputs. Add a
//! file with `{"arguments": […]}`, run `BLESS=1 cargo test -p sfn-cli --test cli`, and read the diff.
//!
//! Calls run in the folder of their case, so that its files are named as they stand there.
#![allow(
    clippy::unwrap_used,
    reason = "clippy's exception for tests leaves out their helpers"
)]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use libtest_mimic::{Arguments, Failed, Trial};
use serde::{Deserialize, Serialize};

/// A case. Texts are lists of lines; the last line has no end if `stdin` ends without one.
#[derive(Debug, Default, Serialize, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct Case {
    arguments: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    stdin: Vec<String>,
    #[serde(default)]
    exit: i32,
    #[serde(default)]
    stdout: Vec<String>,
    #[serde(default)]
    stderr: Vec<String>,
}

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli");
    let trials = cases(&folder).into_iter().map(|path| {
        let name = path.strip_prefix(&folder).unwrap().with_extension("");
        Trial::test(name.display().to_string(), move || answers(&path))
    });
    libtest_mimic::run(&Arguments::from_args(), trials.collect()).exit();
}

fn cases(folder: &Path) -> Vec<PathBuf> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            paths.extend(cases(&path));
        } else if is_case(&path) {
            paths.push(path);
        }
    }
    paths.sort();
    paths
}

/// Definitions and inputs have two endings.
fn is_case(path: &Path) -> bool {
    let name = path.file_name().unwrap().to_str().unwrap();
    name.strip_suffix(".json")
        .is_some_and(|stem| !stem.contains('.'))
}

fn answers(path: &Path) -> Result<(), Failed> {
    let case: Case = serde_json::from_str(&fs::read_to_string(path)?)?;
    let answer = call(path.parent().unwrap(), &case)?;
    if case == answer {
        return Ok(());
    }
    let answer = serde_json::to_string_pretty(&answer)? + "\n";
    if std::env::var_os("BLESS").is_some() {
        fs::write(path, answer)?;
        return Ok(());
    }
    Err(format!("the answer is now\n{answer}").into())
}

fn call(folder: &Path, case: &Case) -> Result<Case, Failed> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_sfn"))
        .args(&case.arguments)
        .current_dir(folder)
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let mut stdin = child.stdin.take().unwrap();
    // A command that does not read its input may be gone before it is written.
    let _ = stdin.write_all(case.stdin.join("\n").as_bytes());
    drop(stdin);
    let output = child.wait_with_output()?;
    Ok(Case {
        arguments: case.arguments.clone(),
        stdin: case.stdin.clone(),
        exit: output.status.code().ok_or("the command was killed")?,
        stdout: lines(output.stdout)?,
        stderr: lines(output.stderr)?,
    })
}

fn lines(bytes: Vec<u8>) -> Result<Vec<String>, Failed> {
    Ok(String::from_utf8(bytes)?
        .lines()
        .map(str::to_owned)
        .collect())
}
