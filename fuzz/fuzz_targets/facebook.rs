//! Exports of Facebook: see `fuzz::format`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz::format::try_on("facebook", data));
