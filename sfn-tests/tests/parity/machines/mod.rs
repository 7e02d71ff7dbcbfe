//! The machines under test, by what they exercise.
#![allow(
    clippy::all,
    unused_assignments,
    unused_parens,
    reason = "a machine says in a roundabout way what it is about: that is what has to be translated"
)]

mod arithmetic;
mod blocks;
mod catch_all;
mod chains;
mod concurrency;
mod constants;
mod control;
mod conversions;
mod digits;
mod durations;
mod enums;
mod errors;
mod everyday;
mod flow;
mod iterators;
mod maps;
mod matching;
mod nested_lists;
mod numbers;
mod opaque;
mod options;
mod order;
mod patterns;
mod payloads;
mod places;
mod policies;
mod results;
mod sequences;
mod strings;
mod structs;
mod suspicious;
mod taken_apart;
mod text;
mod timing;
mod try_blocks;
mod vectors;
pub mod workflows;

mod example;

use crate::harness::Subject;
use sfn_tests::parity::calls::calls_before;

/// For machines that end well or not at all.
#[derive(Debug, sfn::TaskError)]
pub enum Never {
    Impossible,
}

/// Every machine.
pub fn subjects() -> Vec<Subject> {
    [
        arithmetic::subjects(),
        blocks::subjects(),
        chains::subjects(),
        constants::subjects(),
        control::subjects(),
        durations::subjects(),
        enums::subjects(),
        timing::subjects(),
        try_blocks::subjects(),
        payloads::subjects(),
        policies::subjects(),
        order::subjects(),
        example::subjects(),
        flow::subjects(),
        catch_all::subjects(),
        concurrency::subjects(),
        errors::subjects(),
        everyday::subjects(),
        matching::subjects(),
        iterators::subjects(),
        conversions::subjects(),
        digits::subjects(),
        maps::subjects(),
        nested_lists::subjects(),
        numbers::subjects(),
        opaque::subjects(),
        sequences::subjects(),
        strings::subjects(),
        options::subjects(),
        patterns::subjects(),
        places::subjects(),
        results::subjects(),
        structs::subjects(),
        taken_apart::subjects(),
        suspicious::subjects(),
        text::subjects(),
        vectors::subjects(),
    ]
    .concat()
}
