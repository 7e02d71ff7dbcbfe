//! A folder of generated files: writes it, or tells what in it is stale.
//!
//! Nothing is ever removed, and a file that is already right is not touched, so that build tools which look at
//! modification times have nothing to do.

use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use similar::TextDiff;

use crate::{Artifact, DirectoryError};

/// The largest file that [`check`] reads: 8 MiB, eight times what AWS takes as a definition.
pub const MAX_FILE_BYTES: u64 = 8 * 1024 * 1024;

/// Lines of context around a change.
const CONTEXT_LINES: usize = 3;

/// Writes the files into a folder, which is made if it is not there, and gives their paths in the order given.
///
/// # Errors
///
/// [`DirectoryError::Name`] or [`DirectoryError::Clash`] before anything is written; [`DirectoryError::Write`] or
/// [`DirectoryError::Read`] at the first file that cannot be written or compared.
pub fn write(directory: &Path, artifacts: &[Artifact]) -> Result<Vec<PathBuf>, DirectoryError> {
    let paths = paths(directory, artifacts)?;
    let failed = |path: &Path, source| DirectoryError::Write {
        path: path.to_owned(),
        source,
    };
    fs::create_dir_all(directory).map_err(|source| failed(directory, source))?;
    for (artifact, path) in artifacts.iter().zip(&paths) {
        if committed(path)?.as_deref() != Some(artifact.text().as_bytes()) {
            fs::write(path, artifact.text()).map_err(|source| failed(path, source))?;
        }
    }
    Ok(paths)
}

/// Compares the files with what a folder holds, and gives those that are missing or differ.
///
/// Other files of the folder are not looked at: a machine that is gone leaves its file behind.
///
/// # Errors
///
/// [`DirectoryError::Name`], [`DirectoryError::Clash`], and [`DirectoryError::Read`] for a file that is there and cannot
/// be read, or is larger than [`MAX_FILE_BYTES`].
pub fn check(directory: &Path, artifacts: &[Artifact]) -> Result<Vec<Stale>, DirectoryError> {
    let mut stale = Vec::new();
    for (artifact, path) in artifacts.iter().zip(paths(directory, artifacts)?) {
        match committed(&path)? {
            None => stale.push(Stale::Missing { path }),
            Some(bytes) if bytes != artifact.text().as_bytes() => {
                let diff = diff(&String::from_utf8_lossy(&bytes), artifact.text());
                stale.push(Stale::Different { path, diff });
            }
            Some(_) => {}
        }
    }
    Ok(stale)
}

/// A committed file that is not what the program emits now. Its `Display` is for people.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Stale {
    /// There is no such file.
    Missing {
        /// Where it should be.
        path: PathBuf,
    },
    /// The file says something else.
    Different {
        /// Where it is.
        path: PathBuf,
        /// A unified diff from what is committed to what is emitted.
        diff: String,
    },
}

impl fmt::Display for Stale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Stale::Missing { path } => writeln!(f, "`{}` is missing", path.display()),
            Stale::Different { path, diff } => {
                writeln!(f, "`{}` is stale\n{diff}", path.display())
            }
        }
    }
}

/// Where each file goes. Names that differ in case only would be one file on some systems.
fn paths(directory: &Path, artifacts: &[Artifact]) -> Result<Vec<PathBuf>, DirectoryError> {
    let mut taken = BTreeSet::new();
    let place = |artifact: &Artifact| {
        let name = artifact.name();
        let is_plain = !name.is_empty()
            && !name.starts_with('.')
            && !name.contains(|c: char| c.is_control() || "/\\<>:\"|?*".contains(c));
        if !is_plain {
            return Err(DirectoryError::Name {
                name: name.to_owned(),
            });
        }
        if !taken.insert(name.to_lowercase()) {
            return Err(DirectoryError::Clash {
                name: name.to_owned(),
            });
        }
        Ok(directory.join(name))
    };
    artifacts.iter().map(place).collect()
}

/// What a file holds; `None` if there is none.
fn committed(path: &Path) -> Result<Option<Vec<u8>>, DirectoryError> {
    let read = || -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        fs::File::open(path)?
            .take(MAX_FILE_BYTES + 1)
            .read_to_end(&mut bytes)?;
        if bytes.len() as u64 > MAX_FILE_BYTES {
            return Err(io::Error::from(io::ErrorKind::FileTooLarge));
        }
        Ok(bytes)
    };
    match read() {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(DirectoryError::Read {
            path: path.to_owned(),
            source,
        }),
    }
}

fn diff(old: &str, new: &str) -> String {
    TextDiff::from_lines(old, new)
        .unified_diff()
        .context_radius(CONTEXT_LINES)
        .header("committed", "emitted")
        .to_string()
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::*;

    #[test]
    fn written_files_are_not_stale() {
        let folder = tempfile::tempdir().unwrap();
        let artifacts = [
            Artifact::new("a.json", "{}\n"),
            Artifact::new("b.json", "[]\n"),
        ];
        let nested = folder.path().join("new/folder");
        let paths = write(&nested, &artifacts).unwrap();
        assert_eq!(paths, [nested.join("a.json"), nested.join("b.json")]);
        assert_eq!(fs::read_to_string(&paths[1]).unwrap(), "[]\n");
        assert_eq!(check(&nested, &artifacts).unwrap(), []);
    }

    #[test]
    fn a_file_that_is_right_is_not_touched() {
        let folder = tempfile::tempdir().unwrap();
        let artifacts = [Artifact::new("a.json", "{}\n")];
        let path = write(folder.path(), &artifacts).unwrap().remove(0);
        let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1);
        let file = fs::File::options().write(true).open(&path).unwrap();
        file.set_modified(long_ago).unwrap();
        write(folder.path(), &artifacts).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().modified().unwrap(), long_ago);
        write(folder.path(), &[Artifact::new("a.json", "[]\n")]).unwrap();
        assert_ne!(fs::metadata(&path).unwrap().modified().unwrap(), long_ago);
    }

    #[test]
    fn a_file_beyond_the_bound_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let file = fs::File::create(folder.path().join("a.json")).unwrap();
        file.set_len(MAX_FILE_BYTES + 1).unwrap();
        let result = check(folder.path(), &[Artifact::new("a.json", "{}\n")]);
        assert!(matches!(result, Err(DirectoryError::Read { .. })));
    }

    #[test]
    fn a_changed_line_is_shown_with_its_neighbours() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.json"), "{\n  \"a\": 1\n}\n").unwrap();
        let stale = check(
            folder.path(),
            &[Artifact::new("a.json", "{\n  \"a\": 2\n}\n")],
        )
        .unwrap();
        let [Stale::Different { diff, .. }] = stale.as_slice() else {
            panic!("{stale:?}");
        };
        let expected =
            "--- committed\n+++ emitted\n@@ -1,3 +1,3 @@\n {\n-  \"a\": 1\n+  \"a\": 2\n }\n";
        assert_eq!(diff, expected);
    }

    #[test]
    fn a_missing_file_is_stale() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.json");
        let stale = check(folder.path(), &[Artifact::new("a.json", "{}\n")]).unwrap();
        assert_eq!(stale, [Stale::Missing { path }]);
    }

    #[test]
    fn names_that_leave_the_folder_are_refused() {
        for name in ["", ".", "..", "../a", "a/b", "a\\b", "a\nb", ".hidden"] {
            let result = check(Path::new("folder"), &[Artifact::new(name, "")]);
            assert!(
                matches!(result, Err(DirectoryError::Name { .. })),
                "{name:?}: {result:?}"
            );
        }
    }

    #[test]
    fn names_that_are_one_file_on_some_systems_are_refused() {
        let artifacts = [Artifact::new("Pay.json", ""), Artifact::new("pay.json", "")];
        let result = check(Path::new("folder"), &artifacts);
        assert!(matches!(result, Err(DirectoryError::Clash { name }) if name == "pay.json"));
    }
}
