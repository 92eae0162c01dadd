//! Zips, tars and what was cut off of them: see `fuzz::container`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz::container::try_on(data));
