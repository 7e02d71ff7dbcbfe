#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| sfn_fuzz::definition(text));
