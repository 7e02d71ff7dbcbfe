//! Rows of a CSV file: objects whose members are strings.

use std::collections::HashSet;

use csv::ReaderBuilder;
use sfn_asl::{CsvDelimiter, CsvHeaderLocation};
use sfn_expr::{Object, Str, Value};

use super::ItemError;
use crate::program::ReaderFormat;

/// A short row is filled up with empty strings; what a long row has too much is left out (recorded).
pub(super) fn rows(bytes: &[u8], format: &ReaderFormat) -> Result<Value, ItemError> {
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter(format.delimiter))
        .has_headers(false)
        .flexible(true)
        .from_reader(bytes);
    let mut records = reader.byte_records();
    let mut next = || {
        let record = records.next().transpose();
        record.map_err(|error| ItemError::new(format!("The CSV file cannot be read: {error}")))
    };
    let headers: Vec<Str> = match format.header_location {
        Some(CsvHeaderLocation::Given) => {
            let given = format.headers.iter().flatten();
            given.map(|header| Str::from(header.as_str())).collect()
        }
        Some(CsvHeaderLocation::FirstRow) | None => match next()? {
            None => return Ok(Value::from(Vec::<Value>::new())),
            Some(record) => record.iter().map(|cell| Str::from(&*text(cell))).collect(),
        },
    };
    let distinct: HashSet<&str> = headers.iter().map(Str::as_str).collect();
    if distinct.len() < headers.len() {
        return Err(ItemError::new("CSV headers cannot contain duplicates."));
    }
    let mut items = Vec::new();
    while let Some(record) = next()? {
        let mut item = Object::with_capacity(headers.len());
        for (position, header) in headers.iter().enumerate() {
            item.insert(
                header.clone(),
                &*text(record.get(position).unwrap_or_default()),
            );
        }
        items.push(Value::from(item));
    }
    Ok(Value::from(items))
}

fn text(cell: &[u8]) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(cell)
}

fn delimiter(delimiter: Option<CsvDelimiter>) -> u8 {
    match delimiter.unwrap_or(CsvDelimiter::Comma) {
        CsvDelimiter::Comma => b',',
        CsvDelimiter::Pipe => b'|',
        CsvDelimiter::Semicolon => b';',
        CsvDelimiter::Space => b' ',
        CsvDelimiter::Tab => b'\t',
    }
}
