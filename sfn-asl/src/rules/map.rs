//! Rules on Maps: what only a distributed one has, and how its items are read, batched and written.

use super::report::Findings;
use crate::finding::Code;
use crate::language::QueryLanguage;
use crate::resource::ResourceArn;
use crate::state::{
    CsvHeaderLocation, InputType, ItemBatcher, ItemReader, Map, ProcessorMode, ReaderConfig,
    ResultWriter, StateKind,
};
use crate::survey::site::StateSite;

/// What an item reader can read with.
const READERS: [&str; 2] = ["getObject", "listObjectsV2"];
/// What a result writer can write with.
const WRITERS: [&str; 1] = ["putObject"];

pub(super) fn state(site: &StateSite<'_, '_>, findings: &mut Findings) {
    let StateKind::Map(map) = &site.state.kind else {
        return;
    };
    processor_config(site, map, findings);
    if map.item_processor.mode() == ProcessorMode::Inline {
        distributed_only(site, map, findings);
    }
    items(site, map, findings);
    if let Some(reader) = &map.item_reader {
        item_reader(site, reader, findings);
    }
    if let Some(batcher) = &map.item_batcher {
        item_batcher(site, batcher, findings);
    }
    if let Some(writer) = &map.result_writer {
        result_writer(site, writer, findings);
    }
}

/// Child executions have a type; iterations within the execution have none (measured).
fn processor_config(site: &StateSite<'_, '_>, map: &Map, findings: &mut Findings) {
    let location = format!("{}/ProcessorConfig", site.place(site.processor_field()));
    let has_type = map
        .item_processor
        .config
        .as_ref()
        .is_some_and(|config| config.execution_type.is_some());
    match map.item_processor.mode() {
        ProcessorMode::Distributed if !has_type => {
            required(
                location,
                "ExecutionType",
                "add `\"ExecutionType\": \"STANDARD\"`",
                findings,
            );
        }
        ProcessorMode::Inline if has_type => {
            let help = "remove it, or make the Map `DISTRIBUTED`";
            unsupported(location, "ExecutionType", help, findings);
        }
        ProcessorMode::Distributed | ProcessorMode::Inline => {}
    }
}

/// An inline Map has its items in its input and its results in its output (AWS's documentation of the two
/// modes; the words are not known). A `Label` and a tolerance of failures are accepted there and do nothing, as
/// AWS was recorded to do for the latter.
fn distributed_only(site: &StateSite<'_, '_>, map: &Map, findings: &mut Findings) {
    let fields = [
        ("ItemReader", map.item_reader.is_some()),
        ("ItemBatcher", map.item_batcher.is_some()),
        ("ResultWriter", map.result_writer.is_some()),
    ];
    for (field, _) in fields.into_iter().filter(|(_, present)| *present) {
        let help = "remove it, or set the `ProcessorConfig`'s `Mode` to `DISTRIBUTED`";
        unsupported(site.location.clone(), field, help, findings);
    }
}

/// `Items` is an array, in a distributed Map also an object, or an expression for one (spec, "Map state"; the words
/// are not known). A reader already says what the items are.
fn items(site: &StateSite<'_, '_>, map: &Map, findings: &mut Findings) {
    let Some(items) = &map.items else { return };
    let is_distributed = map.item_processor.mode() == ProcessorMode::Distributed;
    let is_expression = site.language == QueryLanguage::Jsonata
        && items
            .0
            .as_str()
            .and_then(crate::expression::Jsonata::from_delimited)
            .is_some();
    let is_list = items.0.as_array().is_some() || is_distributed && items.0.as_object().is_some();
    if !is_expression && !is_list {
        let help = "write an array, or a JSONata expression between `{%` and `%}`";
        report(
            site.place("Items"),
            "Expected value of type [ARRAY]",
            help,
            findings,
        );
    }
}

/// Measured on AWS.
fn item_reader(site: &StateSite<'_, '_>, reader: &ItemReader, findings: &mut Findings) {
    let location = site.place("ItemReader");
    if !is_s3(&reader.resource, &READERS) {
        let help = "use `arn:aws:states:::s3:getObject` or `arn:aws:states:::s3:listObjectsV2`";
        not_allowed(format!("{location}/Resource"), help, findings);
    }
    if let Some(config) = &reader.reader_config {
        reader_config(format!("{location}/ReaderConfig"), config, findings);
    }
}

fn reader_config(location: String, config: &ReaderConfig, findings: &mut Findings) {
    match (config.input_type, config.csv_header_location) {
        (Some(InputType::Csv), None) => {
            let help = "add `\"CSVHeaderLocation\": \"FIRST_ROW\"`, or `GIVEN` and the headers";
            report(
                location.clone(),
                "The field 'CSVHeaderLocation' is required",
                help,
                findings,
            );
        }
        (Some(InputType::Json | InputType::Jsonl | InputType::Parquet), Some(_)) => {
            unsupported(
                location.clone(),
                "CSVHeaderLocation",
                "remove it: only CSV has headers",
                findings,
            );
        }
        _ => {}
    }
    if config.csv_header_location == Some(CsvHeaderLocation::Given) && config.csv_headers.is_none()
    {
        required(
            location,
            "CSVHeaders",
            "add the names of the columns",
            findings,
        );
    }
}

/// Without a limit a batch has no end (spec, "ItemBatcher"; the words are not known).
fn item_batcher(site: &StateSite<'_, '_>, batcher: &ItemBatcher, findings: &mut Findings) {
    if batcher.max_items_per_batch.is_none() && batcher.max_input_bytes_per_batch.is_none() {
        required(
            site.place("ItemBatcher"),
            "MaxItemsPerBatch, MaxInputBytesPerBatch",
            "add one of the two, or both",
            findings,
        );
    }
}

/// A writer writes somewhere, or at least says how results look (AWS's documentation of `ResultWriter`; the words are
/// not known).
fn result_writer(site: &StateSite<'_, '_>, writer: &ResultWriter, findings: &mut Findings) {
    let location = site.place("ResultWriter");
    match &writer.resource {
        Some(resource) if !is_s3(resource, &WRITERS) => {
            not_allowed(
                format!("{location}/Resource"),
                "use `arn:aws:states:::s3:putObject`",
                findings,
            );
        }
        None if writer.writer_config.is_none() => {
            let help = "add `arn:aws:states:::s3:putObject` and where to put the results";
            required(location, "Resource", help, findings);
        }
        _ => {}
    }
}

fn is_s3(resource: &str, actions: &[&str]) -> bool {
    match ResourceArn::parse(resource) {
        ResourceArn::Substitution => true,
        ResourceArn::Integration {
            service: "s3",
            action,
            ..
        } => actions.contains(&action),
        _ => false,
    }
}

fn required(location: String, fields: &str, help: &str, findings: &mut Findings) {
    report(
        location,
        &format!("These fields are required: [{fields}]"),
        help,
        findings,
    );
}

fn unsupported(location: String, field: &str, help: &str, findings: &mut Findings) {
    report(
        location,
        &format!("Field '{field}' is not supported"),
        help,
        findings,
    );
}

fn not_allowed(location: String, help: &str, findings: &mut Findings) {
    report(
        location,
        "The field 'Resource' does not match any of the allowed values",
        help,
        findings,
    );
}

fn report(location: String, message: &str, help: &str, findings: &mut Findings) {
    findings.report(Code::SchemaValidationFailed, location, message, help);
}
