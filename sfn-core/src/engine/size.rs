//! How large a payload is, and whether that is too large.

use std::fmt::{self, Write};

use sfn_expr::Value;

/// The largest input, output or result of a state in bytes of compact UTF-8 JSON (AWS quota "Maximum input or result
/// size").
pub const MAX_PAYLOAD_BYTES: usize = 262_144;

/// Whether the value's compact JSON text is longer than [`MAX_PAYLOAD_BYTES`]. Looks no further than that.
pub(crate) fn is_too_large(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(_) | Value::Integer(_) | Value::Float(_) => false,
        // No character takes more than six bytes of JSON.
        Value::String(text) if text.len() < MAX_PAYLOAD_BYTES / 6 - 1 => false,
        _ => write!(Room(MAX_PAYLOAD_BYTES), "{value}").is_err(),
    }
}

/// How long the value's compact JSON text is.
pub(super) fn bytes(value: &Value) -> u64 {
    let mut room = Room(usize::MAX);
    // Nothing is that long.
    let _ = write!(room, "{value}");
    (usize::MAX - room.0) as u64
}

/// Counts what is written to it.
struct Room(usize);

impl Write for Room {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0 = self.0.checked_sub(text.len()).ok_or(fmt::Error)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(value: impl Into<Value>, expected: bool) {
        assert_eq!(is_too_large(&value.into()), expected);
    }

    #[test]
    fn the_limit_counts_the_bytes_of_json() {
        check("x".repeat(MAX_PAYLOAD_BYTES - 2), false);
        check("x".repeat(MAX_PAYLOAD_BYTES - 1), true);
        check("\n".repeat(MAX_PAYLOAD_BYTES / 2 - 1), false);
        check("\n".repeat(MAX_PAYLOAD_BYTES / 2), true);
        check("\u{1}".repeat(MAX_PAYLOAD_BYTES / 6), false);
        check("\u{1}".repeat(MAX_PAYLOAD_BYTES / 6 + 1), true);
        check(vec!["x".repeat(MAX_PAYLOAD_BYTES - 4)], false);
        check(vec!["x".repeat(MAX_PAYLOAD_BYTES - 3)], true);
        check(1, false);
    }
}
