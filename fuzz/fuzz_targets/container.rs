//! Zips, tars and what was cut off of them: see `checks::container`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| checks::container::try_on(data));
