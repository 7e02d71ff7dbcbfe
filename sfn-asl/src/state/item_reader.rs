//! `ItemReader`: a distributed Map's items from a file or a listing.

use crate::expression::Dynamic;
use crate::keyword::keywords;
use crate::read::{Field, Fields};
use crate::template::Template;
use crate::write::ObjectWriter;

/// Where a distributed Map reads its items.
///
/// ```
/// use sfn_asl::{InputType, ItemReader, ReaderConfig};
///
/// let reader = ItemReader {
///     resource: "arn:aws:states:::s3:getObject".into(),
///     reader_config: Some(ReaderConfig { input_type: Some(InputType::Csv), ..ReaderConfig::default() }),
///     ..ItemReader::default()
/// };
/// assert_eq!(reader.parameters, None);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ItemReader {
    /// `arn:aws:states:::s3:getObject` or `arn:aws:states:::s3:listObjectsV2`.
    pub resource: String,
    /// How the object is read.
    pub reader_config: Option<ReaderConfig>,
    /// JSONata: the call's arguments (`Bucket`, `Key` …).
    pub arguments: Option<Template>,
    /// JSONPath: the payload template for the call's arguments.
    pub parameters: Option<Template>,
}

/// How an [`ItemReader`] reads (`ReaderConfig`).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReaderConfig {
    /// The format of the object.
    pub input_type: Option<InputType>,
    /// Whether listed objects are items themselves or are read.
    pub transformation: Option<ReaderTransformation>,
    /// The kind of manifest, where `input_type` is [`InputType::Manifest`].
    pub manifest_type: Option<ManifestType>,
    /// What separates the columns of a CSV file.
    pub csv_delimiter: Option<CsvDelimiter>,
    /// Where the names of the columns stand.
    pub csv_header_location: Option<CsvHeaderLocation>,
    /// The names of the columns, where [`CsvHeaderLocation::Given`]; at most 10 KiB together.
    pub csv_headers: Option<Vec<String>>,
    /// A JSON Pointer to the array or object within a JSON file whose elements are the items.
    pub items_pointer: Option<String>,
    /// How many items are read; 0 is all (`MaxItems`, `MaxItemsPath`).
    pub max_items: Option<Dynamic<i64>>,
}

keywords! {
    /// The format of the object that an item reader reads.
    InputType {
        /// Rows, which become objects of strings.
        Csv = "CSV",
        /// One array, or one object.
        Json = "JSON",
        /// One JSON value per line.
        Jsonl = "JSONL",
        /// Apache Parquet.
        Parquet = "PARQUET",
        /// A manifest that names further objects.
        Manifest = "MANIFEST",
    }
}

keywords! {
    /// What an item reader makes of the objects that it lists.
    ReaderTransformation {
        /// Each listed object is an item.
        None = "NONE",
        /// Each listed object is read, and its contents are the items.
        LoadAndFlatten = "LOAD_AND_FLATTEN",
    }
}

keywords! {
    /// The kinds of manifests.
    ManifestType {
        /// An inventory that S3 wrote.
        S3Inventory = "S3_INVENTORY",
        /// The data manifest of an Athena query.
        AthenaData = "ATHENA_DATA",
    }
}

keywords! {
    /// What separates the columns of a CSV file; a comma where it is absent.
    CsvDelimiter {
        /// `,`
        Comma = "COMMA",
        /// `|`
        Pipe = "PIPE",
        /// `;`
        Semicolon = "SEMICOLON",
        /// A blank.
        Space = "SPACE",
        /// A tabulator.
        Tab = "TAB",
    }
}

keywords! {
    /// Where the names of a CSV file's columns stand.
    CsvHeaderLocation {
        /// In the file's first row.
        FirstRow = "FIRST_ROW",
        /// In `CSVHeaders`.
        Given = "GIVEN",
    }
}

impl ItemReader {
    pub(super) fn read(fields: &mut Fields<'_, '_>) -> Self {
        Self {
            resource: fields.required_string("Resource"),
            reader_config: fields.object("ReaderConfig", ReaderConfig::read),
            arguments: fields.template(Field::jsonata("Arguments")),
            parameters: fields.template(Field::json_path("Parameters")),
        }
    }

    pub(super) fn write(&self, object: &mut ObjectWriter) {
        object.string("Resource", &self.resource);
        object.optional_object(
            "ReaderConfig",
            self.reader_config.as_ref(),
            ReaderConfig::write,
        );
        object.optional_template("Arguments", self.arguments.as_ref());
        object.optional_template("Parameters", self.parameters.as_ref());
    }
}

impl ReaderConfig {
    fn read(fields: &mut Fields<'_, '_>) -> Self {
        Self {
            input_type: fields.keyword("InputType"),
            transformation: fields.keyword("Transformation"),
            manifest_type: fields.keyword("ManifestType"),
            csv_delimiter: fields.keyword("CSVDelimiter"),
            csv_header_location: fields.keyword("CSVHeaderLocation"),
            csv_headers: fields.strings("CSVHeaders"),
            items_pointer: fields.string("ItemsPointer"),
            max_items: fields.dynamic("MaxItems", "MaxItemsPath"),
        }
    }

    fn write(&self, object: &mut ObjectWriter) {
        object.optional_string("InputType", self.input_type.map(InputType::as_str));
        object.optional_string(
            "Transformation",
            self.transformation.map(ReaderTransformation::as_str),
        );
        object.optional_string("ManifestType", self.manifest_type.map(ManifestType::as_str));
        object.optional_string("CSVDelimiter", self.csv_delimiter.map(CsvDelimiter::as_str));
        object.optional_string(
            "CSVHeaderLocation",
            self.csv_header_location.map(CsvHeaderLocation::as_str),
        );
        object.optional_strings("CSVHeaders", self.csv_headers.as_deref());
        object.optional_string("ItemsPointer", self.items_pointer.as_deref());
        object.optional_dynamic("MaxItems", "MaxItemsPath", self.max_items.as_ref());
    }
}
