//! Feeds the property `definition` with what the fuzzer thinks up.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| sfn_fuzz::definition(text));
