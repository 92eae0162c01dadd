//! Exports of Instagram: see `checks::format`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| checks::format::try_on("instagram", data));
