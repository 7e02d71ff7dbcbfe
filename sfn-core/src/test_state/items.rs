//! What the `ItemReader` of a tested Map is said to have read.

use sfn_asl::{InputType, State, StateKind};
use sfn_expr::Value;

use super::Refusal;
use super::request::{TestRequest, has_reader};
use crate::engine::probe::ReadItems;

/// The items that a test brings for a Map that reads some.
///
/// They come as they stand at their source: a JSON text, or one JSON text per line. Of the other formats nothing is
/// read here, and the Map's items stay unknown.
pub(super) fn read(request: &TestRequest, state: &State) -> Result<ReadItems, Refusal> {
    let data = request.configuration.map_item_reader_data.as_deref();
    let StateKind::Map(map) = &state.kind else {
        return Ok(ReadItems::NotRead);
    };
    let Some(data) = data else {
        return Ok(match has_reader(state) {
            true => ReadItems::Unknown,
            false => ReadItems::NotRead,
        });
    };
    let config = map
        .item_reader
        .as_ref()
        .and_then(|reader| reader.reader_config.as_ref());
    let input_type = config.and_then(|config| config.input_type);
    let read = match input_type {
        Some(InputType::Jsonl) => {
            let lines = data.lines().filter(|line| !line.trim().is_empty());
            lines
                .map(Value::from_json)
                .collect::<Result<Vec<Value>, _>>()
                .map(Value::from)
        }
        Some(InputType::Json) | None => Value::from_json(data),
        Some(_) => return Ok(ReadItems::Unknown),
    };
    read.map(ReadItems::Read)
        .map_err(|_| Refusal::InvalidReaderData)
}
