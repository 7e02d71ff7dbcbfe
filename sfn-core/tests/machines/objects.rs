//! The object store of a case: texts by bucket and key.

use std::collections::BTreeMap;
use std::sync::Mutex;

use sfn_core::clock::Timestamp;
use sfn_core::objects::{Object, ObjectError, ObjectFuture, Objects};

pub struct Folder(Mutex<BTreeMap<String, String>>);

impl Folder {
    pub fn new(objects: BTreeMap<String, String>) -> Self {
        Self(Mutex::new(objects))
    }
}

impl Objects for Folder {
    fn get<'a>(
        &'a self,
        bucket: &'a str,
        key: &'a str,
        _: Option<&'a str>,
    ) -> ObjectFuture<'a, Vec<u8>> {
        let found = self
            .0
            .lock()
            .unwrap()
            .get(&format!("{bucket}/{key}"))
            .cloned();
        let found = found.ok_or_else(|| ObjectError::new("The specified key does not exist."));
        Box::pin(async { found.map(String::into_bytes) })
    }

    fn list<'a>(&'a self, bucket: &'a str, prefix: &'a str) -> ObjectFuture<'a, Vec<Object>> {
        let start = format!("{bucket}/{prefix}");
        let objects = self.0.lock().unwrap();
        let listed = objects.iter().filter(|(path, _)| path.starts_with(&start));
        let listed = listed.map(|(path, text)| Object {
            key: path[bucket.len() + 1..].to_owned(),
            size: text.len() as u64,
            last_modified: Timestamp::UNIX_EPOCH,
            e_tag: Some("\"tag\"".to_owned()),
            storage_class: None,
        });
        let listed = listed.collect();
        Box::pin(async { Ok(listed) })
    }

    fn put<'a>(&'a self, bucket: &'a str, key: &'a str, bytes: Vec<u8>) -> ObjectFuture<'a, ()> {
        let text = String::from_utf8(bytes).unwrap();
        self.0
            .lock()
            .unwrap()
            .insert(format!("{bucket}/{key}"), text);
        Box::pin(async { Ok(()) })
    }
}
