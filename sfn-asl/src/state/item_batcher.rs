//! `ItemBatcher`: several items of a distributed Map in one child execution.

use crate::expression::Dynamic;
use crate::read::Fields;
use crate::template::Template;
use crate::write::ObjectWriter;

/// How items are gathered into batches. At least one of the two limits is given.
///
/// ```
/// use sfn_asl::{Dynamic, ItemBatcher};
///
/// let batcher = ItemBatcher { max_items_per_batch: Some(Dynamic::Literal(10)), ..ItemBatcher::default() };
/// assert_eq!(batcher.batch_input, None);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ItemBatcher {
    /// What every batch gets beside its items.
    pub batch_input: Option<Template>,
    /// The number of items of a batch (`MaxItemsPerBatch`, `MaxItemsPerBatchPath`).
    pub max_items_per_batch: Option<Dynamic<i64>>,
    /// The size of a batch in bytes, up to 262,144 (`MaxInputBytesPerBatch`, `MaxInputBytesPerBatchPath`).
    pub max_input_bytes_per_batch: Option<Dynamic<i64>>,
}

impl ItemBatcher {
    pub(super) fn read(fields: &mut Fields<'_, '_>) -> Self {
        Self {
            batch_input: fields.template("BatchInput"),
            max_items_per_batch: fields.dynamic("MaxItemsPerBatch", "MaxItemsPerBatchPath"),
            max_input_bytes_per_batch: fields
                .dynamic("MaxInputBytesPerBatch", "MaxInputBytesPerBatchPath"),
        }
    }

    pub(super) fn write(&self, object: &mut ObjectWriter) {
        object.optional_template("BatchInput", self.batch_input.as_ref());
        object.optional_dynamic(
            "MaxItemsPerBatch",
            "MaxItemsPerBatchPath",
            self.max_items_per_batch.as_ref(),
        );
        object.optional_dynamic(
            "MaxInputBytesPerBatch",
            "MaxInputBytesPerBatchPath",
            self.max_input_bytes_per_batch.as_ref(),
        );
    }
}
