//! `eval --batch`: a case on each line of the standard input, its answer on a line of the standard output.
//!
//! What a case and an answer look like is [`expr::batch`]'s. A line that is none gets an error like any other, and the
//! next line is read.

use std::io::{self, BufRead, Read};
use std::time::{SystemTime, UNIX_EPOCH};

use sfn_core::expr::{Object, Value, batch};

use crate::error::CommandError;
use crate::source::MAX_TEXT_BYTES;
use crate::{Console, Exit};

pub(super) fn run(console: &Console) -> Result<Exit, CommandError> {
    answer_all(io::stdin().lock(), console)?;
    Ok(Exit::Success)
}

fn answer_all(mut cases: impl BufRead, console: &Console) -> Result<(), CommandError> {
    while let Some(line) = next_line(&mut cases)? {
        let answer = match line {
            Line::Text(text) => batch::answer(&text, &now_millis),
            Line::Unreadable(why) => malformed(why),
        };
        console.result(format_args!("{answer}\n"))?;
    }
    Ok(())
}

/// A line of the input.
enum Line {
    Text(String),
    Unreadable(&'static str),
}

/// The next line without its end; `None` after the last.
fn next_line(input: &mut impl BufRead) -> Result<Option<Line>, CommandError> {
    let failed = |source| CommandError::Read {
        path: "-".to_owned(),
        source,
    };
    let mut line = Vec::new();
    let read = input
        .by_ref()
        .take(MAX_TEXT_BYTES)
        .read_until(b'\n', &mut line);
    if read.map_err(failed)? == 0 {
        return Ok(None);
    }
    if line.last() != Some(&b'\n') && line.len() as u64 == MAX_TEXT_BYTES {
        input.skip_until(b'\n').map_err(failed)?;
        return Ok(Some(Line::Unreadable("the line is longer than 16 MiB")));
    }
    Ok(Some(match String::from_utf8(line) {
        Ok(text) => Line::Text(text.trim_end_matches(['\n', '\r']).to_owned()),
        Err(_) => Line::Unreadable("the line is not UTF-8"),
    }))
}

fn malformed(message: &str) -> String {
    let members = [
        ("code", Value::from("MALFORMED")),
        ("message", message.into()),
        ("position", 0.into()),
    ];
    let error = Value::from(Object::from_iter(members));
    Value::from(Object::from_iter([("error", error)])).to_json()
}

pub(super) fn now_millis() -> i64 {
    let since_epoch = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    i64::try_from(since_epoch.as_millis()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(cases: &[u8], expected: &str) {
        let console = Console::captured();
        answer_all(cases, &console).unwrap();
        assert_eq!(console.results(), expected);
    }

    #[test]
    fn each_line_gets_an_answer() {
        check(
            b"{\"expr\": \"1 + 1\"}\n{\"expr\": \"a\"}\r\n{\"expr\": \"$x\", \"bindings\": {\"x\": [1]}}",
            "{\"result\":2}\n{\"undefined\":true}\n{\"result\":[1]}\n",
        );
    }

    #[test]
    fn a_line_that_is_no_text_does_not_end_the_batch() {
        check(
            b"\xff\n{\"expr\": \"1\"}\n",
            "{\"error\":{\"code\":\"MALFORMED\",\"message\":\"the line is not UTF-8\",\"position\":0}}\n{\"result\":1}\n",
        );
    }

    #[test]
    fn a_line_beyond_the_bound_does_not_end_the_batch() {
        let long = io::repeat(b' ').take(MAX_TEXT_BYTES + 1);
        let cases = io::BufReader::new(long.chain(&b"\n{\"expr\": \"1\"}\n"[..]));
        let console = Console::captured();
        answer_all(cases, &console).unwrap();
        let answers = console.results();
        assert!(
            answers.starts_with("{\"error\":{\"code\":\"MALFORMED\""),
            "{answers}"
        );
        assert!(answers.ends_with("}}\n{\"result\":1}\n"), "{answers}");
    }
}
