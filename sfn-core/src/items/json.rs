//! JSON and JSON Lines.

use sfn_expr::Value;

use super::ItemError;

/// The document, or what a JSON Pointer (RFC 6901) leads to within it.
pub(super) fn document(bytes: &[u8], pointer: Option<&str>) -> Result<Value, ItemError> {
    let document = Value::from_json(bytes)
        .map_err(|error| ItemError::new(format!("The file is no JSON text: {error}")))?;
    let Some(pointer) = pointer else {
        return Ok(document);
    };
    let mut place = &document;
    for token in pointer.split('/').skip(1) {
        let key = token.replace("~1", "/").replace("~0", "~");
        let inner = match place {
            Value::Array(_) => key.parse().ok().and_then(|index| place.get_index(index)),
            _ => place.get(&key),
        };
        place = inner.ok_or_else(|| {
            ItemError::new(format!(
                "The ItemsPointer '{pointer}' leads to nothing in the file."
            ))
        })?;
    }
    Ok(place.clone())
}

/// One value a line; blank lines are left out (measured).
pub(super) fn lines(bytes: &[u8]) -> Result<Value, ItemError> {
    let mut items = Vec::new();
    for (line, number) in bytes.split(|byte| *byte == b'\n').zip(1_u64..) {
        let line = line.trim_ascii();
        if line.is_empty() {
            continue;
        }
        let item = Value::from_json(line)
            .map_err(|_| ItemError::new(format!("Line {number} of the file is no JSON value.")))?;
        items.push(item);
    }
    Ok(Value::from(items))
}
