//! Reads the items of a distributed Map out of an object store.

use std::sync::Arc;

use sfn_asl::{ErrorName, ReaderTransformation};
use sfn_expr::Value;

use super::TaskFailure;
use crate::engine::ReadItems;
use crate::items;
use crate::objects::{MAX_OBJECT_BYTES, Objects};

/// What the reader's call gives: a document, or a list.
pub(super) async fn read(
    objects: Option<Arc<dyn Objects>>,
    read: ReadItems,
) -> Result<Value, TaskFailure> {
    let text = |name: &str| read.arguments.get(name).and_then(Value::as_str);
    let missing = |name: &str| failure(format!("The ItemReader has no {name}."));
    let bucket = text("Bucket").ok_or_else(|| missing("Bucket"))?;
    let objects = objects.ok_or_else(no_objects)?;
    if read.lists {
        return list(&*objects, &read, bucket, text("Prefix").unwrap_or_default()).await;
    }
    let key = text("Key").ok_or_else(|| missing("Key"))?;
    let bytes = objects.get(bucket, key, text("VersionId")).await;
    items::parse(&bytes.map_err(failure)?, &read.format).map_err(failure)
}

async fn list(
    objects: &dyn Objects,
    read: &ReadItems,
    bucket: &str,
    prefix: &str,
) -> Result<Value, TaskFailure> {
    let listed = objects.list(bucket, prefix).await.map_err(failure)?;
    if read.format.transformation != Some(ReaderTransformation::LoadAndFlatten) {
        return Ok(listed.iter().map(items::listed_item).collect());
    }
    // All of them are in memory at once.
    let size = listed
        .iter()
        .fold(0_u64, |size, object| size.saturating_add(object.size));
    if size > MAX_OBJECT_BYTES {
        return Err(failure(format!(
            "the objects that begin with '{prefix}' have {size} bytes, more than {MAX_OBJECT_BYTES}"
        )));
    }
    let mut flattened = Vec::new();
    for object in &listed {
        let bytes = objects.get(bucket, &object.key, None).await;
        let items = items::parse(&bytes.map_err(failure)?, &read.format);
        match items.map_err(failure)? {
            Value::Array(items) => flattened.extend(items.into_vec()),
            other => flattened.push(other),
        }
    }
    Ok(Value::from(flattened))
}

fn failure(cause: impl ToString) -> TaskFailure {
    TaskFailure::new(ErrorName::ITEM_READER_FAILED.as_str(), cause.to_string())
}

/// Where no object store is registered.
fn no_objects() -> TaskFailure {
    failure(
        "nothing here serves buckets: register an object store with `RuntimeBuilder::objects`, or name one for `sfn serve`",
    )
}
