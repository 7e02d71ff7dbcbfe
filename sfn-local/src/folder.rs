//! Buckets as folders: what distributed Maps read and write on this machine.
//!
//! A bucket is a folder within a root, a key is a path within that. Nothing outside of the root is reached by a key;
//! links that somebody has put inside are followed.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use sfn_core::clock::Timestamp;
use sfn_core::objects::{
    MAX_LISTED_OBJECTS, MAX_OBJECT_BYTES, Object, ObjectError, ObjectFuture, Objects,
};

/// The object store of a folder.
///
/// ```no_run
/// use sfn_core::runtime::Runtime;
/// use sfn_local::Folder;
///
/// // The object `rows.csv` of the bucket `import` is the file `objects/import/rows.csv`.
/// let runtime = Runtime::builder().objects(Folder::new("objects")).build();
/// ```
#[derive(Clone, Debug)]
pub struct Folder {
    root: PathBuf,
}

impl Folder {
    /// The buckets that are folders within `root`.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// The folder of a bucket, which must be there.
    fn bucket(&self, bucket: &str) -> Result<PathBuf, ObjectError> {
        let folder = self.root.join(inside(bucket)?);
        if bucket.contains('/') || !folder.is_dir() {
            return Err(ObjectError::new(format!(
                "The specified bucket does not exist: no folder '{}'",
                folder.display()
            )));
        }
        Ok(folder)
    }
}

impl Objects for Folder {
    fn get<'a>(
        &'a self,
        bucket: &'a str,
        key: &'a str,
        _version: Option<&'a str>,
    ) -> ObjectFuture<'a, Vec<u8>> {
        let path = self
            .bucket(bucket)
            .and_then(|folder| Ok(folder.join(inside(key)?)));
        Box::pin(blocking(move || read(&path?)))
    }

    fn list<'a>(&'a self, bucket: &'a str, prefix: &'a str) -> ObjectFuture<'a, Vec<Object>> {
        let (folder, prefix) = (self.bucket(bucket), prefix.to_owned());
        Box::pin(blocking(move || list(&folder?, &prefix)))
    }

    fn put<'a>(&'a self, bucket: &'a str, key: &'a str, bytes: Vec<u8>) -> ObjectFuture<'a, ()> {
        let path = self
            .bucket(bucket)
            .and_then(|folder| Ok(folder.join(inside(key)?)));
        Box::pin(blocking(move || write(&path?, &bytes)))
    }
}

/// A key as a path that leads nowhere but into its bucket.
fn inside(key: &str) -> Result<&Path, ObjectError> {
    let path = Path::new(key);
    let mut parts = path.components();
    let is_inside =
        parts.clone().next().is_some() && parts.all(|part| matches!(part, Component::Normal(_)));
    if is_inside {
        Ok(path)
    } else {
        Err(ObjectError::new(format!(
            "'{key}' is no path within a folder"
        )))
    }
}

/// Files are read and written on a thread that may wait for the disk.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, ObjectError> + Send + 'static,
) -> Result<T, ObjectError> {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|error| Err(ObjectError::new(error.to_string())))
}

fn read(path: &Path) -> Result<Vec<u8>, ObjectError> {
    let failed = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => ObjectError::new("The specified key does not exist."),
        _ => failure(path, &error),
    };
    let size = fs::metadata(path).map_err(failed)?.len();
    if size > MAX_OBJECT_BYTES {
        return Err(ObjectError::new(format!(
            "the object has {size} bytes, more than {MAX_OBJECT_BYTES}"
        )));
    }
    fs::read(path).map_err(failed)
}

/// Written beside its place and then moved there, so that nobody reads half of it.
fn write(path: &Path, bytes: &[u8]) -> Result<(), ObjectError> {
    let failed = |error: io::Error| failure(path, &error);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    let mut beside = path.as_os_str().to_owned();
    beside.push(".part");
    fs::write(&beside, bytes).map_err(failed)?;
    fs::rename(&beside, path).map_err(failed)
}

fn list(bucket: &Path, prefix: &str) -> Result<Vec<Object>, ObjectError> {
    let mut found = Vec::new();
    let mut open = vec![bucket.to_owned()];
    while let Some(folder) = open.pop() {
        let failed = |error: io::Error| failure(&folder, &error);
        for entry in fs::read_dir(&folder).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            let about = fs::metadata(&path).map_err(failed)?;
            if about.is_dir() {
                open.push(path);
                continue;
            }
            // A file whose name is no text has no key.
            let key = path.strip_prefix(bucket).ok().and_then(Path::to_str);
            let Some(key) = key.filter(|key| key.starts_with(prefix)) else {
                continue;
            };
            if found.len() == MAX_LISTED_OBJECTS {
                return Err(ObjectError::new(format!(
                    "more than {MAX_LISTED_OBJECTS} objects begin with '{prefix}'"
                )));
            }
            found.push(Object {
                key: key.replace('\\', "/"),
                size: about.len(),
                last_modified: about.modified().map(Timestamp::from).map_err(failed)?,
                e_tag: None,
                storage_class: None,
            });
        }
    }
    found.sort_by(|one, other| one.key.cmp(&other.key));
    Ok(found)
}

fn failure(path: &Path, error: &io::Error) -> ObjectError {
    ObjectError::new(format!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_is_written_is_read_and_listed_by_key() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("bucket")).unwrap();
        let folder = Folder::new(root.path());
        for key in ["b/2", "b/1", "a"] {
            let text = format!("text of {key}");
            folder.put("bucket", key, text.into_bytes()).await.unwrap();
        }
        let read = folder.get("bucket", "b/1", None).await.unwrap();
        assert_eq!(read, b"text of b/1");
        let listed = folder.list("bucket", "b/").await.unwrap();
        let keys: Vec<&str> = listed.iter().map(|object| object.key.as_str()).collect();
        assert_eq!(keys, ["b/1", "b/2"]);
        assert_eq!(listed[0].size, 11);
    }

    #[tokio::test]
    async fn no_key_leads_out_of_its_bucket() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("bucket")).unwrap();
        fs::write(root.path().join("secret"), "secret").unwrap();
        let folder = Folder::new(root.path());
        for (bucket, key) in [
            ("bucket", "../secret"),
            ("bucket", "/etc/hostname"),
            ("bucket", ""),
            ("..", "secret"),
            ("", "secret"),
            ("missing", "key"),
        ] {
            let read = folder.get(bucket, key, None).await;
            assert!(read.is_err(), "{bucket} {key}");
        }
        let missing = folder.get("bucket", "key", None).await.unwrap_err();
        assert_eq!(missing.to_string(), "The specified key does not exist.");
    }
}
