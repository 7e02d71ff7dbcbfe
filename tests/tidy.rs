//! The rules of the house that no lint knows: which crate may know which, what a file is called and how it begins.
//!
//! Every rule is a function from what it looks at to its findings; one test runs it on the project, another shows that
//! it finds what it is for. What rustfmt, clippy or `cargo deny` can say is not repeated here.
#![allow(
    clippy::unwrap_used,
    reason = "clippy's exception for tests leaves out their helpers"
)]

use std::fmt::Debug;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// The arrows of ARCHITECTURE.md: whom each crate may name in its normal and build dependencies.
const ARROWS: &[(&str, &[&str])] = &[
    ("sfn", &["sfn-cli", "sfn-core", "sfn-macros"]),
    ("sfn-asl", &["sfn-expr"]),
    ("sfn-cli", &["sfn-codegen", "sfn-core", "sfn-local"]),
    ("sfn-codegen", &["sfn-core"]),
    ("sfn-core", &["sfn-asl", "sfn-expr"]),
    ("sfn-expr", &[]),
    ("sfn-generated", &[]),
    ("sfn-local", &["sfn-core"]),
    ("sfn-macros", &[]),
    ("sfn-tests", &["sfn", "sfn-core"]),
];

/// What the procedural macros may be built from: every user compiles it before anything else.
const MACRO_DEPENDENCIES: &[&str] = &["proc-macro2", "quote", "syn"];

/// Names that tell nothing about what is inside.
const NAMELESS: &[&str] = &["common", "helper", "helpers", "misc", "util", "utils"];

/// Folders whose Rust files are test data and may be wrong on purpose.
const DATA_FOLDERS: &[&str] = &["cases", "data", "fixtures", "ui"];

#[test]
fn crates_know_only_what_stands_below_them() {
    none(packages().iter().flat_map(wrong_arrows));
}

#[test]
fn an_upward_arrow_is_reported() {
    let package = Package::new("sfn-asl", &["serde", "sfn-expr", "sfn-core"]);
    assert_eq!(
        wrong_arrows(&package),
        ["`sfn-asl` must not depend on `sfn-core`"]
    );
}

#[test]
fn a_crate_without_a_row_is_reported() {
    let package = Package::new("sfn-new", &["sfn-expr"]);
    assert_eq!(wrong_arrows(&package), ["`sfn-new` has no row in ARROWS"]);
}

#[test]
fn an_example_that_reaches_behind_the_front_door_is_reported() {
    let mut package = Package::new("bakery", &["sfn", "sfn-core"]);
    package.manifest = "examples/bakery/Cargo.toml".into();
    assert_eq!(
        wrong_arrows(&package),
        ["`bakery` must not depend on `sfn-core`"]
    );
}

#[test]
fn the_macros_are_built_from_three_crates() {
    none(packages().iter().flat_map(foreign_to_macros));
}

#[test]
fn a_foreign_dependency_of_the_macros_is_reported() {
    let package = Package::new("sfn-macros", &["syn", "quote", "proc-macro2", "heck"]);
    assert_eq!(
        foreign_to_macros(&package),
        ["`sfn-macros` must not depend on `heck`"]
    );
}

#[test]
fn versions_stand_in_the_root_manifest() {
    let manifests = packages()
        .into_iter()
        .map(|package| read(&package.manifest));
    none(manifests.flat_map(|file| own_versions(&file)));
}

#[test]
fn a_version_outside_the_root_is_reported() {
    let text = "[package]\nversion.workspace = true\n[dependencies]\nsyn.workspace = true\nheck = \"0.5\"\n";
    assert_eq!(
        own_versions(&file("Cargo.toml", text)),
        ["Cargo.toml:5: `heck` has a version of its own"]
    );
}

#[test]
fn files_are_named_after_what_is_inside() {
    none(sources().iter().flat_map(nameless));
}

#[test]
fn a_nameless_file_or_folder_is_reported() {
    assert_eq!(
        nameless(&file("src/utils.rs", "")),
        ["src/utils.rs: `utils` does not say what is inside"]
    );
    assert_eq!(
        nameless(&file("src/common/mod.rs", "")),
        ["src/common/mod.rs: `common` does not say what is inside"]
    );
}

#[test]
fn modules_begin_with_what_they_are_for() {
    none(sources().iter().flat_map(headless));
}

#[test]
fn a_module_without_a_head_is_reported() {
    assert_eq!(
        headless(&file("src/a.rs", "use std::fmt;\n")),
        ["src/a.rs: no `//!` at its head"]
    );
    none(headless(&file(
        "src/a.rs",
        "#![allow(dead_code)]\n//! Letters.\n",
    )));
}

#[test]
fn nothing_is_left_open() {
    none(sources().iter().flat_map(left_open));
}

#[test]
fn what_is_left_open_is_reported() {
    let text = format!(
        "fn a() {{\n    {}!()\n}}\n#[{}]\nfn b() {{}}\n",
        "todo", "ignore"
    );
    assert_eq!(left_open(&file("src/a.rs", &text)).len(), 2);
}

#[test]
fn no_file_knows_the_machine_it_was_written_on() {
    none(texts().iter().flat_map(machine_paths));
}

#[test]
fn a_machine_path_is_reported() {
    let text = concat!("see /ho", "me/notes.md");
    assert_eq!(
        machine_paths(&file("README.md", text)),
        ["README.md:1: names a path of one machine"]
    );
}

/// One of our packages, as far as the rules look at it.
struct Package {
    name: String,
    /// Names of normal and build dependencies; what tests alone use is free.
    dependencies: Vec<String>,
    manifest: PathBuf,
}

impl Package {
    fn new(name: &str, dependencies: &[&str]) -> Self {
        let dependencies = dependencies.iter().map(ToString::to_string).collect();
        Package {
            name: name.to_owned(),
            dependencies,
            manifest: PathBuf::from(name).join("Cargo.toml"),
        }
    }
}

/// A file of the project: its path below the root, and its text.
struct File {
    path: PathBuf,
    text: String,
}

impl File {
    fn at(&self, line: usize, finding: &str) -> String {
        format!("{}:{}: {finding}", self.path.display(), line + 1)
    }
}

fn wrong_arrows(package: &Package) -> Vec<String> {
    let row = ARROWS.iter().find(|(name, _)| *name == package.name);
    let allowed = match row {
        Some((_, allowed)) => *allowed,
        // Examples see what users see: the front door, and the build script's.
        None if package.manifest.starts_with("examples") => &["sfn", "sfn-codegen"],
        None => return vec![format!("`{}` has no row in ARROWS", package.name)],
    };
    let is_ours = |name: &str| name == "sfn" || name.starts_with("sfn-");
    let wrong = package
        .dependencies
        .iter()
        .filter(|name| is_ours(name) && !allowed.contains(&name.as_str()));
    wrong
        .map(|name| format!("`{}` must not depend on `{name}`", package.name))
        .collect()
}

fn foreign_to_macros(package: &Package) -> Vec<String> {
    if package.name != "sfn-macros" {
        return Vec::new();
    }
    let foreign = package
        .dependencies
        .iter()
        .filter(|name| !MACRO_DEPENDENCIES.contains(&name.as_str()));
    foreign
        .map(|name| format!("`sfn-macros` must not depend on `{name}`"))
        .collect()
}

/// Reads a manifest line by line: our manifests use one line per dependency, so no TOML parser is needed.
fn own_versions(manifest: &File) -> Vec<String> {
    let mut findings = Vec::new();
    let mut section = "";
    for (number, line) in manifest.text.lines().map(str::trim).enumerate() {
        if let Some(header) = line.strip_prefix('[') {
            section = header.trim_end_matches(']');
            continue;
        }
        let Some((key, value)) = line.split_once('=') else {
            continue;
        };
        let is_dependency =
            section.ends_with("dependencies") && section != "workspace.dependencies";
        let is_version = section == "package" && key.trim() == "version";
        let names_its_place = line.contains("workspace = true") || value.contains("path =");
        if is_version || (is_dependency && (!names_its_place || value.contains("version ="))) {
            let name = key.trim().split('.').next().unwrap_or_default();
            findings.push(manifest.at(number, &format!("`{name}` has a version of its own")));
        }
    }
    findings
}

fn nameless(file: &File) -> Vec<String> {
    let parts = file.path.iter().filter_map(|part| part.to_str());
    let stems = parts.map(|part| part.strip_suffix(".rs").unwrap_or(part));
    let nameless = stems.filter(|stem| NAMELESS.contains(stem));
    nameless
        .map(|stem| {
            format!(
                "{}: `{stem}` does not say what is inside",
                file.path.display()
            )
        })
        .collect()
}

fn headless(file: &File) -> Vec<String> {
    let first = file
        .text
        .lines()
        .find(|line| !line.trim().is_empty() && !line.starts_with("#!["));
    if first.is_some_and(|line| line.starts_with("//!")) {
        return Vec::new();
    }
    vec![format!("{}: no `//!` at its head", file.path.display())]
}

fn left_open(file: &File) -> Vec<String> {
    let marks = [
        concat!("todo", "!("),
        concat!("unimplemented", "!("),
        concat!("dbg", "!("),
        concat!("#[", "ignore"),
    ];
    let lines = file.text.lines().enumerate();
    let open = lines.filter(|(_, line)| marks.iter().any(|mark| line.contains(mark)));
    open.map(|(number, line)| file.at(number, &format!("left open: `{}`", line.trim())))
        .collect()
}

fn machine_paths(file: &File) -> Vec<String> {
    let roots = [
        concat!("/ro", "ot/"),
        concat!("/ho", "me/"),
        concat!("/wo", "rk/"),
    ];
    let lines = file.text.lines().enumerate();
    let naming = lines.filter(|(_, line)| roots.iter().any(|root| line.contains(root)));
    naming
        .map(|(number, _)| file.at(number, "names a path of one machine"))
        .collect()
}

/// The members of the workspace, by cargo's own account.
fn packages() -> Vec<Package> {
    let arguments = [
        "metadata",
        "--format-version",
        "1",
        "--no-deps",
        "--offline",
    ];
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(root())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "cargo metadata failed: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages: Vec<_> = metadata["packages"]
        .as_array()
        .unwrap()
        .iter()
        .map(package)
        .collect();
    assert!(packages.len() > 1, "cargo metadata shows no workspace");
    packages
}

fn package(metadata: &Value) -> Package {
    let dependencies = metadata["dependencies"].as_array().unwrap().iter();
    let shipped = dependencies.filter(|dependency| dependency["kind"] != "dev");
    let manifest = Path::new(metadata["manifest_path"].as_str().unwrap());
    Package {
        name: metadata["name"].as_str().unwrap().to_owned(),
        dependencies: shipped
            .map(|dependency| dependency["name"].as_str().unwrap().to_owned())
            .collect(),
        manifest: manifest.strip_prefix(root()).unwrap().to_owned(),
    }
}

/// Every Rust file that is not test data.
fn sources() -> Vec<File> {
    let is_data = |path: &Path| {
        path.iter()
            .any(|part| DATA_FOLDERS.iter().any(|folder| part == *folder))
    };
    let is_rust = |path: &Path| path.extension().is_some_and(|extension| extension == "rs");
    let paths: Vec<_> = paths()
        .into_iter()
        .filter(|path| is_rust(path) && !is_data(path))
        .collect();
    assert!(paths.len() > 5, "the walk lost its way: {paths:?}");
    paths.iter().map(|path| read(path)).collect()
}

/// Every file that is text.
fn texts() -> Vec<File> {
    let files = paths().into_iter().filter_map(|path| {
        let text = fs::read_to_string(root().join(&path)).ok()?;
        Some(File { path, text })
    });
    files.collect()
}

/// Paths of all files below the root but for what is built or hidden; the pipeline is hidden and looked at all the same.
fn paths() -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let entry = entry.unwrap();
            let (path, name) = (entry.path(), entry.file_name());
            let is_skipped = name == "target"
                || name == "node_modules"
                || (name.to_string_lossy().starts_with('.') && name != ".ci");
            if is_skipped {
                continue;
            }
            if entry.file_type().unwrap().is_dir() {
                folders.push(path);
            } else {
                found.push(path.strip_prefix(root()).unwrap().to_owned());
            }
        }
    }
    found.sort();
    found
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> File {
    File {
        path: path.to_owned(),
        text: fs::read_to_string(root().join(path)).unwrap(),
    }
}

fn file(path: &str, text: &str) -> File {
    File {
        path: path.into(),
        text: text.to_owned(),
    }
}

#[track_caller]
fn none<T: Debug>(findings: impl IntoIterator<Item = T>) {
    let findings: Vec<_> = findings.into_iter().collect();
    assert!(findings.is_empty(), "{findings:#?}");
}
