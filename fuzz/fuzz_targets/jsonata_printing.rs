//! Feeds the property `jsonata_printing` with what the fuzzer thinks up.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| sfn_fuzz::jsonata_printing(text));
