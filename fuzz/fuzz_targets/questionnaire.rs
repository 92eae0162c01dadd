//! A questionnaire, and bytes that answer it: see `checks::questionnaire`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| checks::questionnaire::try_on(data));
