//! An object of a listing as an item.

use sfn_expr::{Object as JsonObject, Value};

use crate::objects::Object;

/// The members and their spelling are AWS's (measured): seconds since 1970 for the time, `Etag` for the tag.
#[allow(
    clippy::cast_precision_loss,
    reason = "milliseconds of our time are less than 2^53"
)]
pub(crate) fn item(object: &Object) -> Value {
    let mut item = JsonObject::with_capacity(5);
    item.insert("Etag", object.e_tag.as_deref().unwrap_or_default());
    item.insert("Key", object.key.as_str());
    let seconds = object.last_modified.unix_millis() as f64 / 1000.0;
    item.insert("LastModified", seconds);
    item.insert("Size", object.size.min(i64::MAX.unsigned_abs()) as i64);
    let class = object.storage_class.as_deref();
    item.insert("StorageClass", class.unwrap_or("STANDARD"));
    Value::from(item)
}
