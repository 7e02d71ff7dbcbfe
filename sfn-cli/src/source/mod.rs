//! Text that a user handed in: read with a bound, and quoted when something is wrong with it.

mod excerpt;
mod locate;

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

pub(crate) use excerpt::{Excerpt, Severity};
pub(crate) use locate::locate;

use crate::error::CommandError;

/// The largest text that is read, 16 MiB: AWS takes definitions of 1 MiB and inputs of 256 KiB.
pub const MAX_TEXT_BYTES: u64 = 16 * 1024 * 1024;

/// A text and where it came from.
#[derive(Debug)]
pub(crate) struct Source {
    /// A path, `-` or the option that held the text.
    pub origin: String,
    pub text: String,
}

impl Source {
    pub fn new(origin: impl Into<String>, text: impl Into<String>) -> Self {
        Source {
            origin: origin.into(),
            text: text.into(),
        }
    }

    /// Reads a file; `-` is the standard input.
    pub fn read(path: &str) -> Result<Self, CommandError> {
        let origin = path.to_owned();
        let bytes = match path {
            "-" => bounded(io::stdin().lock()),
            _ => File::open(Path::new(path)).and_then(bounded),
        };
        let bytes = bytes.map_err(|source| CommandError::Read {
            path: path.to_owned(),
            source,
        })?;
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Source::new(origin, text)),
            Err(error) => Err(CommandError::Encoding {
                path: origin,
                at: error.utf8_error().valid_up_to(),
            }),
        }
    }

    /// The line and the column of a byte, both from 1; columns count characters.
    pub fn position(&self, at: usize) -> (usize, usize) {
        let before = &self.text[..self.text.floor_char_boundary(at)];
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        (line, before[start..].chars().count() + 1)
    }

    /// The byte at a line and a column, both from 1; columns count bytes.
    pub fn offset(&self, line: usize, column: usize) -> usize {
        let lines = self.text.split_inclusive('\n');
        let before: usize = lines.take(line.saturating_sub(1)).map(str::len).sum();
        (before + column.saturating_sub(1)).min(self.text.len())
    }
}

fn bounded(from: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(MAX_TEXT_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_TEXT_BYTES {
        return Err(io::Error::new(
            io::ErrorKind::FileTooLarge,
            format!("larger than {MAX_TEXT_BYTES} bytes"),
        ));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_are_found() {
        let source = Source::new("a", "ab\ncd\n");
        assert_eq!(source.offset(1, 1), 0);
        assert_eq!(source.offset(2, 2), 4);
        assert_eq!(source.offset(9, 9), 6);
        assert_eq!(Source::new("a", "a\nüb").position(4), (2, 2));
    }

    #[test]
    fn a_text_beyond_the_bound_is_refused() {
        let error = bounded(io::repeat(b' ')).unwrap_err();
        assert_eq!(error.to_string(), "larger than 16777216 bytes");
    }
}
