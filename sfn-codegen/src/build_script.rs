//! The door for build scripts: the ASL of every machine that is linked into `build.rs`, written while cargo builds.
//!
//! The machines live in a library that is a build-dependency of the package. Cargo compiles and links the script anew
//! whenever that library changes, so the sources of the machines need not be named to it.

use std::env;
use std::error::Error;
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use sfn_core::asl::Definition;
use sfn_core::registry;

use crate::{DirectoryError, asl, directory};

/// Writes the ASL of machines into a folder, as the last step of a build script.
///
/// ```no_run
/// // build.rs; `use bakery as _;` here links the machines of the library `bakery`.
/// fn main() -> std::process::ExitCode {
///     sfn_codegen::BuildScript::new().run()
/// }
/// ```
#[derive(Clone, Debug, Default)]
pub struct BuildScript {
    directory: Option<PathBuf>,
}

impl BuildScript {
    /// A script that writes into `OUT_DIR`, where `include_str!(concat!(env!("OUT_DIR"), "/NAME.asl.json"))` finds it.
    pub fn new() -> Self {
        BuildScript::default()
    }

    /// Writes into this folder instead, seen from the package's own. Its files can be committed; cargo runs the script
    /// again when one of them is edited or deleted, and once more after one was rewritten.
    #[must_use]
    pub fn directory(mut self, directory: impl Into<PathBuf>) -> Self {
        self.directory = Some(directory.into());
        self
    }

    /// Writes `NAME.asl.json` for each machine that is linked into the script, and tells cargo when to do so again. What
    /// goes wrong is told to cargo as an error of the build.
    pub fn run(self) -> ExitCode {
        let machines = registry::machines().into_iter();
        self.run_with(machines.map(|machine| (machine.name, machine.definition())))
    }

    /// Writes these machines, for programs that keep no registry.
    pub fn run_with<'a>(
        self,
        machines: impl IntoIterator<Item = (&'a str, Definition)>,
    ) -> ExitCode {
        let package = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        match self.write(package, env::var_os("OUT_DIR").map(PathBuf::from), machines) {
            Ok(lines) => {
                for line in lines {
                    println!("{line}");
                }
                ExitCode::SUCCESS
            }
            Err(error) => {
                let cause = error.source().map(|cause| format!(": {cause}"));
                println!("cargo::error={error}{}", cause.unwrap_or_default());
                ExitCode::FAILURE
            }
        }
    }

    /// Writes the files; gives the lines that cargo is to read.
    fn write<'a>(
        self,
        package: Option<PathBuf>,
        out_dir: Option<PathBuf>,
        machines: impl IntoIterator<Item = (&'a str, Definition)>,
    ) -> Result<Vec<String>, BuildScriptError> {
        let artifacts: Vec<_> = machines
            .into_iter()
            .map(|(name, definition)| asl::artifact(name, &definition))
            .collect();
        if artifacts.is_empty() {
            return Err(BuildScriptError::NoMachines);
        }
        let package = package.ok_or(BuildScriptError::NotABuildScript)?;
        let mut watched = Vec::new();
        match self.directory {
            Some(directory) => watched = directory::write(&package.join(directory), &artifacts)?,
            None => {
                let out_dir = out_dir.ok_or(BuildScriptError::NotABuildScript)?;
                directory::write(&out_dir, &artifacts)?;
            }
        }
        // Without any line cargo would run the script after a change of any file of the package; with a line that names
        // no file it would run it always.
        watched.extend(Some(package.join("build.rs")).filter(|script| script.exists()));
        Ok(watched.iter().map(|path| rerun_if_changed(path)).collect())
    }
}

fn rerun_if_changed(path: &Path) -> String {
    format!("cargo::rerun-if-changed={}", path.display())
}

/// Why a build script wrote nothing.
#[derive(Debug)]
#[non_exhaustive]
enum BuildScriptError {
    /// Cargo's variables are not set.
    NotABuildScript,
    /// No machine is linked.
    NoMachines,
    /// The folder could not be written.
    Directory(DirectoryError),
}

impl From<DirectoryError> for BuildScriptError {
    fn from(error: DirectoryError) -> Self {
        BuildScriptError::Directory(error)
    }
}

impl fmt::Display for BuildScriptError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BuildScriptError::NotABuildScript => {
                f.write_str("this is no build script: `CARGO_MANIFEST_DIR` or `OUT_DIR` is not set")
            }
            BuildScriptError::NoMachines => f.write_str(
                "no state machine is linked into the build script; \
                 name the library that has them, as in `use my_machines as _;`",
            ),
            BuildScriptError::Directory(error) => error.fmt(f),
        }
    }
}

impl Error for BuildScriptError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            BuildScriptError::NotABuildScript | BuildScriptError::NoMachines => None,
            BuildScriptError::Directory(error) => error.source(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use sfn_core::asl::{Machine, Succeed};

    use super::*;

    fn machines() -> [(&'static str, Definition); 1] {
        let machine = Machine::new("Done").with_state("Done", Succeed);
        [("bake", Definition::from(machine))]
    }

    #[test]
    fn files_go_to_out_dir_and_only_the_script_is_watched() {
        let package = tempfile::tempdir().unwrap();
        let script = package.path().join("build.rs");
        fs::write(&script, "").unwrap();
        let out_dir = package.path().join("out");
        let lines = BuildScript::new()
            .write(
                Some(package.path().into()),
                Some(out_dir.clone()),
                machines(),
            )
            .unwrap();
        assert_eq!(lines, [rerun_if_changed(&script)]);
        assert!(out_dir.join("bake.asl.json").exists());
    }

    #[test]
    fn files_of_the_package_are_watched() {
        let package = tempfile::tempdir().unwrap();
        let lines = BuildScript::new()
            .directory("asl")
            .write(Some(package.path().into()), None, machines())
            .unwrap();
        let file = package.path().join("asl/bake.asl.json");
        assert!(file.exists());
        assert_eq!(lines, [rerun_if_changed(&file)]);
    }

    #[test]
    fn a_script_that_links_no_machine_is_an_error() {
        let package = tempfile::tempdir().unwrap();
        let result =
            BuildScript::new()
                .directory("asl")
                .write(Some(package.path().into()), None, []);
        assert!(matches!(result, Err(BuildScriptError::NoMachines)));
    }

    #[test]
    fn outside_of_cargo_nothing_is_written() {
        let result = BuildScript::new().write(None, None, machines());
        assert!(matches!(result, Err(BuildScriptError::NotABuildScript)));
    }
}
