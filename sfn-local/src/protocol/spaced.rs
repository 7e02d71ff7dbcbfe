//! JSON text with a blank behind each comma and colon.

use std::io;

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};
use sfn_core::expr::Value;

/// A value's text as `TestState` writes it (recorded); everywhere else AWS writes no blanks.
pub(crate) fn spaced(value: &Value) -> String {
    let mut text = Vec::new();
    let written = value.serialize(&mut Serializer::with_formatter(&mut text, Spaced));
    // A value is text all through, and memory takes it.
    match written {
        Ok(()) => String::from_utf8(text).unwrap_or_default(),
        Err(_) => value.to_json(),
    }
}

struct Spaced;

impl Formatter for Spaced {
    fn begin_array_value<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        comma(writer, first)
    }

    fn begin_object_key<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        comma(writer, first)
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }
}

/// What stands before a member or an item.
fn comma<W: ?Sized + io::Write>(writer: &mut W, first: bool) -> io::Result<()> {
    if first {
        Ok(())
    } else {
        writer.write_all(b", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_stand_behind_commas_and_colons() {
        let text = r#"{"a": [1, "b,:", {}], "c": null}"#;
        assert_eq!(spaced(&Value::from_json(text).unwrap()), text);
    }
}
