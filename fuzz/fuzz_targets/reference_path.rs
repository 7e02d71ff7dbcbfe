//! Feeds the property `reference_path` with what the fuzzer thinks up.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| sfn_fuzz::reference_path(text));
