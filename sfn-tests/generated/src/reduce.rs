//! Makes a program smaller for as long as its runs part, by deleting statements and compiling what is left.

use crate::program::Program;
use crate::scratch::{Scratch, Verdict};
use std::io;

/// How many smaller programs are compiled at once.
const MOST_AT_ONCE: usize = 60;

/// The smallest program found whose runs still part, and how they do.
pub fn reduce(scratch: &Scratch, program: &Program, why: &str) -> io::Result<(Program, String)> {
    let mut smallest = (program.clone(), why.to_owned());
    loop {
        let mut candidates = smallest.0.smaller();
        // What is deleted first should be much.
        candidates.sort_by_key(|candidate| (candidate.inputs.len(), candidate.lines()));
        let mut next = None;
        for some in candidates.chunks(MOST_AT_ONCE) {
            let verdicts = scratch.judge(some)?;
            let found = some
                .iter()
                .zip(verdicts)
                .find_map(|(candidate, verdict)| match verdict {
                    Verdict::Differs(why) => Some((candidate.clone(), why)),
                    _ => None,
                });
            if found.is_some() {
                next = found;
                break;
            }
        }
        match next {
            Some(next) => smallest = next,
            None => return Ok(smallest),
        }
    }
}
