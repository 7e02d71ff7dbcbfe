//! What a distributed Map has besides an inline one, compiled.

use std::sync::Arc;

use sfn_asl::{CsvDelimiter, CsvHeaderLocation, InputType, PayloadTemplate, ReaderTransformation};
use sfn_asl::{OutputType, WriterTransformation};

use super::Program;
use super::dataflow::Computed;
use super::template::Template;

/// How the iterations of a distributed Map run: as executions of their own.
#[derive(Debug)]
pub(crate) struct Distributed {
    /// What each child execution runs.
    pub program: Arc<Program>,
    /// Whether child executions are of the Express type.
    pub express: bool,
    /// The name of the children's machine: `Label`, or one that was made of the state's.
    pub label: Arc<str>,
    pub reader: Option<Reader>,
    pub batcher: Option<Batcher>,
    pub writer: Option<Writer>,
}

/// A JSON value that is computed in either query language.
#[derive(Debug)]
pub(crate) enum Payload {
    Jsonata(Template),
    JsonPath(Box<PayloadTemplate>),
}

/// `ItemReader`
#[derive(Debug)]
pub(crate) struct Reader {
    /// Whether objects are listed, and not one of them read.
    pub lists: bool,
    pub arguments: Option<Payload>,
    pub max_items: Option<Computed<i64>>,
    pub format: ReaderFormat,
}

/// How what an `ItemReader` reads becomes items.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct ReaderFormat {
    pub input_type: Option<InputType>,
    pub transformation: Option<ReaderTransformation>,
    pub delimiter: Option<CsvDelimiter>,
    pub header_location: Option<CsvHeaderLocation>,
    pub headers: Option<Vec<String>>,
    pub pointer: Option<String>,
}

/// `ItemBatcher`
#[derive(Debug)]
pub(crate) struct Batcher {
    pub input: Option<Payload>,
    pub max_items: Option<Computed<i64>>,
    pub max_bytes: Option<Computed<i64>>,
}

/// `ResultWriter`
#[derive(Debug)]
pub(crate) struct Writer {
    /// Where to; nowhere if only the results' form is asked for.
    pub arguments: Option<Payload>,
    pub form: ResultForm,
}

/// `WriterConfig`
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct ResultForm {
    pub transformation: Option<WriterTransformation>,
    pub output_type: Option<OutputType>,
}
