//! Feeds the property `payload_template` with what the fuzzer thinks up.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| sfn_fuzz::payload_template(text));
