//! Crates that are made of pages' programs, and what `rustc` says of them.
//!
//! A crate is written below cargo's folder for tests' files and built into the workspace's own target folder, whose
//! libraries it shares.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

/// A crate on disk.
pub struct Crate {
    folder: PathBuf,
}

/// An error of `rustc`.
pub struct Message {
    /// As a terminal shows it.
    pub rendered: String,
    /// All of it, which names every file that it is about.
    json: String,
}

impl Message {
    /// Whether it is about that file below `src`.
    pub fn is_about(&self, file: &str) -> bool {
        self.json.contains(&format!("src/{file}\""))
    }
}

impl Crate {
    /// An empty crate of that name with these dependencies, which stand in the workspace at `root`.
    pub fn new(root: &Path, name: &str, dependencies: &[&str]) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(folder.join("src"));
        fs::create_dir_all(folder.join("src")).unwrap();
        let mut manifest = format!(
            "[package]\nname = \"{name}\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
             serde = {{ version = \"1\", features = [\"derive\"] }}\nserde_json = \"1\"\n"
        );
        for dependency in dependencies {
            let path = match *dependency {
                "sfn" => root.to_owned(),
                dependency => root.join(dependency),
            };
            manifest += &format!("{dependency} = {{ path = {path:?} }}\n");
        }
        fs::write(folder.join("Cargo.toml"), manifest).unwrap();
        fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
        Crate { folder }
    }

    /// Writes a file below `src`.
    pub fn write(&self, file: &str, text: &str) {
        fs::write(self.folder.join("src").join(file), text).unwrap();
    }

    /// The errors of `cargo check`.
    pub fn errors(&self) -> Vec<Message> {
        let output = self
            .cargo(&["check", "--message-format=json"])
            .output()
            .unwrap();
        let stdout = String::from_utf8(output.stdout).unwrap();
        let errors: Vec<Message> = stdout.lines().filter_map(error).collect();
        assert!(
            output.status.success() || !errors.is_empty(),
            "cargo check failed without saying why: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        errors
    }

    /// What the crate's program writes when it is given that input.
    pub fn run(&self, input: &str) -> String {
        let mut child = self
            .cargo(&["run"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        // A crate that does not compile reads nothing, and says why below.
        let _ = stdin.write_all(input.as_bytes());
        drop(stdin);
        let output = child.wait_with_output().unwrap();
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{told}");
        String::from_utf8(output.stdout).unwrap()
    }

    fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO"));
        command
            .args(arguments)
            .args(["--quiet", "--offline"])
            .arg("--target-dir")
            .arg(target())
            .current_dir(&self.folder);
        command
    }
}

fn target() -> &'static Path {
    Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap()
}

/// A line of cargo's, if it is an error that stands somewhere; the last one only counts the others.
fn error(line: &str) -> Option<Message> {
    let line: Value = serde_json::from_str(line).ok()?;
    let message = &line["message"];
    let is_error = line["reason"] == "compiler-message" && message["level"] == "error";
    let has_place = !message["spans"].as_array()?.is_empty();
    (is_error && has_place).then(|| Message {
        rendered: message["rendered"].as_str().unwrap_or_default().to_owned(),
        json: message.to_string(),
    })
}
