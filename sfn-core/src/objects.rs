//! The place for object stores: where distributed Maps read their items and write their results.
//!
//! Nothing here reads a file or speaks to a service; the endpoint's crate brings an implementation for folders and for
//! S3-compatible services.

use std::fmt;
use std::pin::Pin;

use crate::clock::Timestamp;

/// The largest object that is read whole, in bytes, and the most that listed objects have together whose contents become one
/// list (AWS quota for a JSON file of an `ItemReader`: 10 GB; what is read here must fit into memory, so it is one tenth).
pub const MAX_OBJECT_BYTES: u64 = 1_000_000_000;

/// The most objects of a listing. A larger one is refused: it would have to fit into memory.
pub const MAX_LISTED_OBJECTS: usize = 1_000_000;

/// Objects by bucket and key, as S3 has them.
///
/// ```
/// use sfn_core::objects::{Object, ObjectError, ObjectFuture, Objects};
/// use sfn_core::runtime::Runtime;
///
/// /// One object, whatever the bucket and the key.
/// struct Same(&'static str);
///
/// impl Objects for Same {
///     fn get<'a>(&'a self, _: &'a str, _: &'a str, _: Option<&'a str>) -> ObjectFuture<'a, Vec<u8>> {
///         Box::pin(async { Ok(self.0.into()) })
///     }
///     fn list<'a>(&'a self, _: &'a str, _: &'a str) -> ObjectFuture<'a, Vec<Object>> {
///         Box::pin(async { Ok(Vec::new()) })
///     }
///     fn put<'a>(&'a self, bucket: &'a str, _: &'a str, _: Vec<u8>) -> ObjectFuture<'a, ()> {
///         Box::pin(async move { Err(ObjectError::new(format!("{bucket} is read only"))) })
///     }
/// }
///
/// let runtime = Runtime::builder().objects(Same("[1, 2, 3]")).build();
/// ```
pub trait Objects: Send + Sync + 'static {
    /// The bytes of an object, at most [`MAX_OBJECT_BYTES`].
    ///
    /// # Errors
    /// [`ObjectError`] if there is no such object or it cannot be read.
    fn get<'a>(
        &'a self,
        bucket: &'a str,
        key: &'a str,
        version: Option<&'a str>,
    ) -> ObjectFuture<'a, Vec<u8>>;

    /// All objects whose keys begin so, by key, at most [`MAX_LISTED_OBJECTS`].
    ///
    /// # Errors
    /// [`ObjectError`] if the bucket cannot be listed.
    fn list<'a>(&'a self, bucket: &'a str, prefix: &'a str) -> ObjectFuture<'a, Vec<Object>>;

    /// Writes an object, in place of an earlier one of its key.
    ///
    /// # Errors
    /// [`ObjectError`] if it cannot be written.
    fn put<'a>(&'a self, bucket: &'a str, key: &'a str, bytes: Vec<u8>) -> ObjectFuture<'a, ()>;
}

/// What an object store will answer.
pub type ObjectFuture<'a, T> = Pin<Box<dyn Future<Output = Result<T, ObjectError>> + Send + 'a>>;

/// An object of a listing.
#[derive(Clone, Debug, PartialEq)]
pub struct Object {
    /// Its key.
    pub key: String,
    /// How many bytes it has.
    pub size: u64,
    /// When it was written.
    pub last_modified: Timestamp,
    /// Its entity tag, with quotes, if the store knows one.
    pub e_tag: Option<String>,
    /// Its storage class, `STANDARD` if the store knows none.
    pub storage_class: Option<String>,
}

/// What an object store cannot do, in its own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectError {
    message: String,
}

impl ObjectError {
    /// A failure with a message, which executions show as their cause.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
        }
    }
}

impl fmt::Display for ObjectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ObjectError {}
