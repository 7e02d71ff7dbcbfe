//! Pagination with an optional token: the first page is asked for without one, and the last page has none.

use serde::{Deserialize, Serialize};
use sfn::{Shape, TaskError, state_machine, task};

/// A stored object.
#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
pub struct Object {
    key: String,
    bytes: u64,
}

/// A part of a bucket's list.
#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
#[serde(rename_all = "camelCase")]
pub struct ListPage {
    objects: Vec<Object>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    next_token: Option<String>,
}

/// What a bucket holds.
#[derive(Debug, Serialize, Deserialize, Shape)]
pub struct Inventory {
    pages: u64,
    objects: usize,
    bytes: u64,
    largest: Option<String>,
}

#[derive(Debug, TaskError)]
pub enum BucketError {
    NoSuchBucket { bucket: String },
    TooManyPages,
}

/// Lists a bucket, three objects at a time.
#[task]
pub async fn list_objects(bucket: &str, token: Option<String>) -> Result<ListPage, BucketError> {
    let count: u64 = match bucket.strip_prefix("bucket-of-") {
        Some(count) => count.parse().unwrap_or_default(),
        None => {
            return Err(BucketError::NoSuchBucket {
                bucket: bucket.to_owned(),
            });
        }
    };
    let from: u64 = token
        .and_then(|token| token.parse().ok())
        .unwrap_or_default();
    let to = (from + 3).min(count);
    let objects = (from..to).map(|n| Object {
        key: format!("object-{n}"),
        bytes: 100 * (n % 4 + 1),
    });
    Ok(ListPage {
        objects: objects.collect(),
        next_token: (to < count).then(|| to.to_string()),
    })
}

/// Counts what a bucket holds, page by page.
#[state_machine]
pub async fn inventory(bucket: String) -> Result<Inventory, BucketError> {
    let mut found = Inventory {
        pages: 0,
        objects: 0,
        bytes: 0,
        largest: None,
    };
    let mut most = 0;
    let mut token = None;
    loop {
        let page = list_objects(&bucket, token).await?;
        found.pages += 1;
        found.objects += page.objects.len();
        for object in &page.objects {
            found.bytes += object.bytes;
            if object.bytes > most {
                most = object.bytes;
                found.largest = Some(object.key.clone());
            }
        }
        if found.pages == 5 {
            return Err(BucketError::TooManyPages);
        }
        token = page.next_token;
        if token.is_none() {
            break;
        }
    }
    Ok(found)
}
