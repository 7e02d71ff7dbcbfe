//! `Map`: a machine that runs once for each item.

use super::{ItemBatcher, ItemProcessor, ItemReader, ResultWriter, Transition};
use crate::catch::Catcher;
use crate::expression::{Dynamic, NullablePath, PathText};
use crate::number::Number;
use crate::read::{Field, Fields};
use crate::retry::Retrier;
use crate::template::Template;
use crate::write::ObjectWriter;

/// A state that runs its processor once for each item. Its result is the list of the outputs, in the order
/// of the items.
///
/// ```
/// use sfn_asl::{Dynamic, Machine, Map, Succeed};
///
/// let map = Map {
///     max_concurrency: Some(Dynamic::Literal(4)),
///     ..Map::new(Machine::new("Done").with_state("Done", Succeed))
/// };
/// assert_eq!(map.items, None);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Map {
    /// JSONata: the items, an array (in a distributed Map also an object).
    pub items: Option<Template>,
    /// JSONPath: where the items are, in the reader's result or in the effective input.
    pub items_path: Option<PathText>,
    /// Distributed only: where the items are read from.
    pub item_reader: Option<ItemReader>,
    /// What an iteration gets instead of the item itself.
    pub item_selector: Option<Template>,
    /// Whether `item_selector` is written under its old name, `Parameters`.
    pub item_selector_spelling: Spelling,
    /// Distributed only: how items are gathered into batches.
    pub item_batcher: Option<ItemBatcher>,
    /// How many iterations run at once, 0 for as many as the host allows (`MaxConcurrency`, `MaxConcurrencyPath`).
    pub max_concurrency: Option<Dynamic<i64>>,
    /// What runs for each item.
    pub item_processor: ItemProcessor,
    /// Whether `item_processor` is written under its old name, `Iterator`.
    pub item_processor_spelling: Spelling,
    /// Distributed only: how many items may fail.
    pub tolerated_failure_count: Option<Dynamic<i64>>,
    /// Distributed only: how many per cent of the items may fail, 0 to 100.
    pub tolerated_failure_percentage: Option<Dynamic<Number>>,
    /// Distributed only: the name of the child executions' machine.
    pub label: Option<String>,
    /// Distributed only: where the results are written.
    pub result_writer: Option<ResultWriter>,
    /// JSONPath: the payload template that makes the result of the list of outputs.
    pub result_selector: Option<Template>,
    /// JSONPath: where in the raw input the result goes.
    pub result_path: Option<NullablePath>,
    /// Where the state goes.
    pub transition: Transition,
    /// What is retried: all iterations together.
    pub retry: Option<Vec<Retrier>>,
    /// What is caught.
    pub catch: Option<Vec<Catcher>>,
}

/// Under which of its two names a field stands. Both mean the same; the definition's author chose one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Spelling {
    /// The name of today's language.
    #[default]
    Current,
    /// The name that the language keeps for old definitions.
    Deprecated,
}

impl Map {
    /// A Map that runs `processor` for each element of its input and ends its machine.
    pub fn new(processor: impl Into<ItemProcessor>) -> Self {
        Self {
            item_processor: processor.into(),
            ..Self::default()
        }
    }

    pub(super) fn read(fields: &mut Fields<'_, '_>) -> Self {
        let (item_selector, item_selector_spelling) = Self::read_item_selector(fields);
        let (item_processor, item_processor_spelling) = Self::read_item_processor(fields);
        Self {
            items: fields.template(Field::jsonata("Items")),
            items_path: fields.path("ItemsPath"),
            item_reader: fields.object("ItemReader", ItemReader::read),
            item_selector,
            item_selector_spelling,
            item_batcher: fields.object("ItemBatcher", ItemBatcher::read),
            max_concurrency: fields.dynamic("MaxConcurrency", "MaxConcurrencyPath"),
            item_processor,
            item_processor_spelling,
            tolerated_failure_count: fields
                .dynamic("ToleratedFailureCount", "ToleratedFailureCountPath"),
            tolerated_failure_percentage: fields.dynamic(
                "ToleratedFailurePercentage",
                "ToleratedFailurePercentagePath",
            ),
            label: fields.string("Label"),
            result_writer: fields.object("ResultWriter", ResultWriter::read),
            result_selector: fields.template(Field::json_path("ResultSelector")),
            result_path: fields.nullable_path("ResultPath"),
            transition: Transition::read(fields),
            retry: fields.list("Retry", Retrier::read),
            catch: fields.list("Catch", Catcher::read),
        }
    }

    fn read_item_selector(fields: &mut Fields<'_, '_>) -> (Option<Template>, Spelling) {
        let current = fields.template("ItemSelector");
        let deprecated = fields.template(Field::json_path("Parameters"));
        fields.at_most_one_of(&["ItemSelector", "Parameters"]);
        match (current, deprecated) {
            (None, Some(parameters)) => (Some(parameters), Spelling::Deprecated),
            (selector, _) => (selector, Spelling::Current),
        }
    }

    fn read_item_processor(fields: &mut Fields<'_, '_>) -> (ItemProcessor, Spelling) {
        let current = fields.object("ItemProcessor", ItemProcessor::read);
        let deprecated = fields.object("Iterator", ItemProcessor::read);
        fields.exactly_one_of(&["ItemProcessor", "Iterator"]);
        match (current, deprecated) {
            (None, Some(iterator)) => (iterator, Spelling::Deprecated),
            (processor, _) => (processor.unwrap_or_default(), Spelling::Current),
        }
    }

    pub(super) fn write(&self, object: &mut ObjectWriter) {
        object.optional_template("Items", self.items.as_ref());
        object.optional_path("ItemsPath", self.items_path.as_ref());
        object.optional_object("ItemReader", self.item_reader.as_ref(), ItemReader::write);
        let selector = match self.item_selector_spelling {
            Spelling::Current => "ItemSelector",
            Spelling::Deprecated => "Parameters",
        };
        object.optional_template(selector, self.item_selector.as_ref());
        object.optional_object(
            "ItemBatcher",
            self.item_batcher.as_ref(),
            ItemBatcher::write,
        );
        object.optional_dynamic(
            "MaxConcurrency",
            "MaxConcurrencyPath",
            self.max_concurrency.as_ref(),
        );
        let processor = match self.item_processor_spelling {
            Spelling::Current => "ItemProcessor",
            Spelling::Deprecated => "Iterator",
        };
        object.object(processor, &self.item_processor, ItemProcessor::write);
        object.optional_dynamic(
            "ToleratedFailureCount",
            "ToleratedFailureCountPath",
            self.tolerated_failure_count.as_ref(),
        );
        object.optional_dynamic(
            "ToleratedFailurePercentage",
            "ToleratedFailurePercentagePath",
            self.tolerated_failure_percentage.as_ref(),
        );
        object.optional_string("Label", self.label.as_deref());
        object.optional_object(
            "ResultWriter",
            self.result_writer.as_ref(),
            ResultWriter::write,
        );
        object.optional_template("ResultSelector", self.result_selector.as_ref());
        object.optional_nullable_path("ResultPath", self.result_path.as_ref());
    }
}
