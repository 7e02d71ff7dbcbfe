//! What a distributed Map reads: from the bytes of an object, or from a listing, to items.
//!
//! Pure functions; who brings the bytes is the runtime's business.

mod csv;
mod json;
mod listing;

use std::fmt;

use sfn_asl::InputType;
use sfn_expr::Value;

use crate::program::ReaderFormat;

pub(crate) use listing::item as listed_item;

/// Why what was read gives no items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ItemError(String);

impl ItemError {
    fn new(cause: impl Into<String>) -> Self {
        Self(cause.into())
    }
}

impl fmt::Display for ItemError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The items within an object's bytes: a list; of a JSON file whatever it holds, for `ItemsPath` may lead further.
pub(crate) fn parse(bytes: &[u8], format: &ReaderFormat) -> Result<Value, ItemError> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match format.input_type.unwrap_or(InputType::Json) {
        InputType::Json => json::document(bytes, format.pointer.as_deref()),
        InputType::Jsonl => json::lines(bytes),
        InputType::Csv => csv::rows(bytes, format),
        InputType::Parquet => Err(ItemError::new(
            "Parquet files cannot be read here: give the items as CSV, JSON or JSON Lines",
        )),
        InputType::Manifest => Err(ItemError::new(
            "manifests cannot be read here: read the objects that the manifest names",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sfn_asl::{CsvDelimiter, CsvHeaderLocation};

    fn format(input_type: InputType) -> ReaderFormat {
        ReaderFormat {
            input_type: Some(input_type),
            ..ReaderFormat::default()
        }
    }

    #[track_caller]
    fn check(text: &str, format: &ReaderFormat, expected: &str) {
        let seen = match parse(text.as_bytes(), format) {
            Ok(items) => items.to_json(),
            Err(error) => error.to_string(),
        };
        assert_eq!(seen, expected);
    }

    #[test]
    fn a_csv_file_is_a_list_of_objects_of_strings() {
        let csv = format(InputType::Csv);
        check(
            "id,name\n1,\"a, \"\"b\"\"\"\r\n2\n3,x,y\n",
            &csv,
            r#"[{"id":"1","name":"a, \"b\""},{"id":"2","name":""},{"id":"3","name":"x"}]"#,
        );
        check("\u{feff}id\n1", &csv, r#"[{"id":"1"}]"#);
        check("", &csv, "[]");
        check("id,\n1,2\n", &csv, r#"[{"id":"1","":"2"}]"#);
    }

    #[test]
    fn csv_headers_are_given_or_in_the_first_row_and_differ() {
        let csv = format(InputType::Csv);
        check(
            "id,id\n1,2\n",
            &csv,
            "CSV headers cannot contain duplicates.",
        );
        let given = ReaderFormat {
            header_location: Some(CsvHeaderLocation::Given),
            headers: Some(vec!["a".into(), "b".into()]),
            delimiter: Some(CsvDelimiter::Pipe),
            ..csv
        };
        check("1|2\n", &given, r#"[{"a":"1","b":"2"}]"#);
    }

    #[test]
    fn a_json_file_is_taken_whole_or_at_a_pointer() {
        let mut json = format(InputType::Json);
        check(r#"{"a":[1,2]}"#, &json, r#"{"a":[1,2]}"#);
        json.pointer = Some("/a/1".into());
        check(r#"{"a":[1,[2]]}"#, &json, "[2]");
        json.pointer = Some("/b".into());
        check(
            r#"{"a":1}"#,
            &json,
            "The ItemsPointer '/b' leads to nothing in the file.",
        );
        json.pointer = Some("/a~1b/m~0n".into());
        check(r#"{"a/b":{"m~n":[3]}}"#, &json, "[3]");
    }

    #[test]
    fn a_line_of_json_lines_is_an_item_and_a_blank_one_is_none() {
        let lines = format(InputType::Jsonl);
        check("1\n\n{\"a\":2}\r\n  \n", &lines, r#"[1,{"a":2}]"#);
        check("1\n{\n", &lines, "Line 2 of the file is no JSON value.");
    }
}
