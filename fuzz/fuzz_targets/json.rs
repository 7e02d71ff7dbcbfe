//! Feeds the property `json` with what the fuzzer thinks up.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| sfn_fuzz::json(text));
