//! `ResultWriter`: a distributed Map's results to files.

use crate::keyword::keywords;
use crate::read::{Field, Fields};
use crate::template::Template;
use crate::write::ObjectWriter;

/// Where and how a distributed Map writes its results. A writer of only a [`WriterConfig`] shapes the
/// results and writes no file.
///
/// ```
/// use sfn_asl::{OutputType, ResultWriter, WriterConfig};
///
/// let config = WriterConfig { output_type: Some(OutputType::Jsonl), ..WriterConfig::default() };
/// let writer = ResultWriter { writer_config: Some(config), ..ResultWriter::default() };
/// assert_eq!(writer.resource, None);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ResultWriter {
    /// `arn:aws:states:::s3:putObject`.
    pub resource: Option<String>,
    /// How the results look.
    pub writer_config: Option<WriterConfig>,
    /// JSONata: the call's arguments (`Bucket`, `Prefix`).
    pub arguments: Option<Template>,
    /// JSONPath: the payload template for the call's arguments.
    pub parameters: Option<Template>,
}

/// How a [`ResultWriter`] shapes results (`WriterConfig`).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WriterConfig {
    /// What a result is made of.
    pub transformation: Option<WriterTransformation>,
    /// The format of the files.
    pub output_type: Option<OutputType>,
}

keywords! {
    /// What the result of one child execution is made of.
    WriterTransformation {
        /// The record of the child execution.
        None = "NONE",
        /// The output of the child execution.
        Compact = "COMPACT",
        /// The elements of the output, where it is an array.
        Flatten = "FLATTEN",
    }
}

keywords! {
    /// The format of result files.
    OutputType {
        /// One array.
        Json = "JSON",
        /// One JSON value per line.
        Jsonl = "JSONL",
    }
}

impl ResultWriter {
    pub(super) fn read(fields: &mut Fields<'_, '_>) -> Self {
        Self {
            resource: fields.string("Resource"),
            writer_config: fields.object("WriterConfig", WriterConfig::read),
            arguments: fields.template(Field::jsonata("Arguments")),
            parameters: fields.template(Field::json_path("Parameters")),
        }
    }

    pub(super) fn write(&self, object: &mut ObjectWriter) {
        object.optional_string("Resource", self.resource.as_deref());
        object.optional_object(
            "WriterConfig",
            self.writer_config.as_ref(),
            WriterConfig::write,
        );
        object.optional_template("Arguments", self.arguments.as_ref());
        object.optional_template("Parameters", self.parameters.as_ref());
    }
}

impl WriterConfig {
    fn read(fields: &mut Fields<'_, '_>) -> Self {
        Self {
            transformation: fields.keyword("Transformation"),
            output_type: fields.keyword("OutputType"),
        }
    }

    fn write(&self, object: &mut ObjectWriter) {
        object.optional_string(
            "Transformation",
            self.transformation.map(WriterTransformation::as_str),
        );
        object.optional_string("OutputType", self.output_type.map(OutputType::as_str));
    }
}
