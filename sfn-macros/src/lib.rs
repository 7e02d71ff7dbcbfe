//! The attribute and derive macros of `sfn`. Use them through the `sfn` crate, which documents them.
//!
//! Phases, each a folder: `parse` (tokens to model; knows no rules), `check` (collects every mistake, changes nothing),
//! `lower` (model to graph; total on checked input), `expand` (graph to tokens; decides nothing). None of them knows a
//! type: that is left to `rustc`, see `sfn_core::tape`.

mod refusal;
mod report;
